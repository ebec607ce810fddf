package dev.ocellus.learn;

import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.Safetensors;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Everything that a training needs to go on as if it had never stopped. Batches need nothing kept: they depend on the step's number alone.
 *
 * @param steps number of steps that are complete
 * @param seconds how long they took
 * @param network state of the network and its optimiser
 * @param average moving average of the parameters; empty where none is kept
 * @param best the best state so far; empty before the first measurement
 * @param history the course so far
 * @param facts what else the training wants to know again, by name
 */
public record Checkpoint(
        long steps,
        double seconds,
        Map<String, Tensor> network,
        Map<String, Tensor> average,
        Optional<Best> best,
        History history,
        Map<String, String> facts) {
    private static final String NETWORK = "network/";
    private static final String AVERAGE = "average/";
    private static final String BEST = "best/";
    private static final String BEST_AT = "best.at";
    private static final String BEST_SCORE = "best.score";
    private static final String BEST_METRIC = "best.metric.";
    private static final String FACT = "fact.";

    /** With parameters from elsewhere, by full name. */
    Checkpoint withParameters(Map<String, Tensor> parameters) {
        Map<String, Tensor> state = new LinkedHashMap<>(network);
        state.putAll(parameters);
        return new Checkpoint(steps, seconds, state, average.isEmpty() ? average : parameters, best, history, facts);
    }

    /** The checkpoint as it lies in a file. */
    Safetensors toSafetensors(String training) {
        Map<String, Tensor> tensors = new LinkedHashMap<>();
        network.forEach((name, tensor) -> tensors.put(NETWORK + name, tensor));
        average.forEach((name, tensor) -> tensors.put(AVERAGE + name, tensor));
        Map<String, String> texts = new LinkedHashMap<>();
        texts.put("training", training);
        texts.put("steps", Long.toString(steps));
        texts.put("seconds", Double.toString(seconds));
        texts.put("history", history.toCsv());
        facts.forEach((name, value) -> texts.put(FACT + name, value));
        best.ifPresent(state -> {
            state.parameters().forEach((name, tensor) -> tensors.put(BEST + name, tensor));
            texts.put(BEST_AT, Long.toString(state.at()));
            texts.put(BEST_SCORE, Double.toString(state.score()));
            state.metrics().forEach((name, value) -> texts.put(BEST_METRIC + name, Double.toString(value)));
        });
        return new Safetensors(tensors, texts);
    }

    /** The checkpoint in what was read from a file. */
    static Checkpoint of(Safetensors read) {
        Map<String, String> texts = read.metadata();
        return new Checkpoint(
                Long.parseLong(texts.get("steps")),
                Double.parseDouble(texts.get("seconds")),
                part(read.tensors(), NETWORK),
                part(read.tensors(), AVERAGE),
                best(read),
                History.parse(texts.get("history")),
                part(texts, FACT));
    }

    private static Optional<Best> best(Safetensors read) {
        Map<String, String> texts = read.metadata();
        if (!texts.containsKey(BEST_AT)) {
            return Optional.empty();
        }
        Map<String, Double> metrics = new LinkedHashMap<>();
        part(texts, BEST_METRIC).forEach((name, value) -> metrics.put(name, Double.valueOf(value)));
        return Optional.of(new Best(
                Long.parseLong(texts.get(BEST_AT)),
                part(read.tensors(), BEST),
                metrics,
                Double.parseDouble(texts.get(BEST_SCORE))));
    }

    private static <T> Map<String, T> part(Map<String, T> all, String prefix) {
        Map<String, T> part = new LinkedHashMap<>();
        all.forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                part.put(name.substring(prefix.length()), value);
            }
        });
        return part;
    }
}
