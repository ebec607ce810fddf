package dev.ocellus.train;

import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a training needs to go on as if it had never stopped. Batches need nothing kept: they depend on the step's number alone.
 *
 * @param steps number of steps that are complete
 * @param seconds how long they took
 * @param network state of the network and its optimiser
 * @param average moving average of the parameters
 * @param best the best state so far; null before the first measurement
 */
record Checkpoint(long steps, double seconds, Map<String, Tensor> network, Map<String, Tensor> average, Best best) {
    private static final String NETWORK = "network/";
    private static final String AVERAGE = "average/";
    private static final String BEST = "best/";

    void write(Path file, String fingerprint) throws IOException {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        network.forEach((name, tensor) -> tensors.put(NETWORK + name, tensor));
        average.forEach((name, tensor) -> tensors.put(AVERAGE + name, tensor));
        Map<String, String> facts = new LinkedHashMap<>();
        facts.put("training", fingerprint);
        facts.put("steps", Long.toString(steps));
        facts.put("seconds", Double.toString(seconds));
        if (best != null) {
            best.parameters().forEach((name, tensor) -> tensors.put(BEST + name, tensor));
            facts.put("best.steps", Long.toString(best.steps()));
            facts.put("best.mean", Double.toString(best.mean()));
            best.ap50().forEach((set, ap50) -> facts.put("best.ap50." + set, Double.toString(ap50)));
        }
        Safetensors.write(file, tensors, facts);
    }

    /**
     * The checkpoint in a file; nothing where there is no file.
     *
     * @throws IOException where the file is damaged, or belongs to another training
     */
    static Optional<Checkpoint> read(Path file, String fingerprint) throws IOException {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        Safetensors read = Safetensors.read(file);
        Map<String, String> facts = read.metadata();
        if (!fingerprint.equals(facts.get("training"))) {
            throw new IOException(file + " is the checkpoint of a training with other settings or other data;"
                    + " give another --out folder, or remove it to start anew");
        }
        return Optional.of(new Checkpoint(
                Long.parseLong(facts.get("steps")),
                Double.parseDouble(facts.get("seconds")),
                part(read.tensors(), NETWORK),
                part(read.tensors(), AVERAGE),
                best(read)));
    }

    private static Best best(Safetensors read) {
        Map<String, String> facts = read.metadata();
        if (!facts.containsKey("best.steps")) {
            return null;
        }
        Map<String, Double> ap50 = new LinkedHashMap<>();
        facts.forEach((name, value) -> {
            if (name.startsWith("best.ap50.")) {
                ap50.put(name.substring("best.ap50.".length()), Double.parseDouble(value));
            }
        });
        return new Best(
                part(read.tensors(), BEST),
                Long.parseLong(facts.get("best.steps")),
                ap50,
                Double.parseDouble(facts.get("best.mean")));
    }

    private static Map<String, Tensor> part(Map<String, Tensor> tensors, String prefix) {
        Map<String, Tensor> part = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), tensor);
            }
        });
        return part;
    }
}
