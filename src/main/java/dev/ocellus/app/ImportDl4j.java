package dev.ocellus.app;

import dev.ocellus.image.PictureFit;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Provenance;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.dl4j.Dl4jModel;
import dev.ocellus.network.dl4j.Imported;
import dev.ocellus.network.onnx.OnnxWriter;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import dev.ocellus.network.safetensors.Safetensors;
import dev.ocellus.zoo.NetworkFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;
import java.util.stream.IntStream;

/**
 * Brings a network of DL4J over and writes it as a folder of weights: card, network file, parameters and ONNX. Nothing is written unless the exported
 * network gives DL4J's outputs.
 *
 * @param origin where the network comes from
 * @param input what it sees; empty where its configuration tells
 * @param name of the weights, and of their folder
 * @param preprocessing what it wants of pictures
 * @param blueFirst whether it learned from blue, green and red planes
 * @param labels what its outputs stand for, in order; empty for numbers
 * @param licence of the weights, as their maker gave it; empty where nobody told
 * @param out gets the folder
 */
public record ImportDl4j(
        Dl4jOrigin origin,
        Optional<Shape> input,
        String name,
        Preprocessing preprocessing,
        boolean blueFirst,
        List<String> labels,
        Optional<String> licence,
        Path out) {
    /** How far an output may be off, as a share of the largest one or of 1. */
    private static final double TOLERANCE = 1e-4;

    private static final int SAMPLES = 2;
    private static final int THREADS = 2;
    private static final long SEED = 1;

    /**
     * What came of it.
     *
     * @param folder the weights
     * @param notes what a user should know
     * @param difference the largest between an output of DL4J and one of the exported network, on random numbers
     * @param largest output of DL4J on them, without its sign
     */
    public record Outcome(Path folder, Graph graph, List<String> notes, double difference, double largest) {}

    /**
     * Brings it over.
     *
     * @throws WrongUsageException where the folder is there already, or the input or the labels do not fit
     * @throws IOException where files cannot be read or written, or the outputs are not DL4J's
     * @throws dev.ocellus.network.dl4j.NotInVocabularyException where the network has a layer that ours cannot say
     */
    public Outcome run() throws WrongUsageException, IOException {
        Path folder = out.resolve(name);
        if (Files.exists(folder)) {
            throw new WrongUsageException(folder + " is there already; give another --name or --out");
        }
        try (Dl4jModel model = origin.open(input)) {
            Shape shape = input.or(model::input)
                    .orElseThrow(() -> new WrongUsageException(
                            "%s does not tell what input it was made for; give it, such as --input 224x224x3"
                                    .formatted(origin)));
            Imported imported = model.translate(shape);
            if (blueFirst) {
                imported = imported.withFirstAndLastPlaneSwapped();
            }
            requireFittingLabels(imported.graph());
            byte[] onnx = OnnxWriter.write(imported.graph(), imported.parameters(), metadata());
            Outcome outcome = compared(folder, model, imported, onnx);
            write(folder, imported, onnx);
            return outcome;
        }
    }

    private Outcome compared(Path folder, Dl4jModel model, Imported imported, byte[] onnx) throws IOException {
        Tensor batch = noise(imported.graph().input());
        List<Tensor> theirs = model.forward(blueFirst ? Imported.firstAndLastPlaneSwapped(batch) : batch);
        List<Tensor> ours;
        try (Network network = OnnxRuntimeNetwork.open(onnx, THREADS, "the exported network")) {
            ours = network.forward(batch);
        }
        double difference = 0;
        double largest = 0;
        for (int output = 0; output < theirs.size(); output++) {
            float[] wanted = theirs.get(output).data();
            float[] actual = ours.get(output).data();
            for (int i = 0; i < wanted.length; i++) {
                difference = Math.max(difference, Math.abs(wanted[i] - actual[i]));
                largest = Math.max(largest, Math.abs(wanted[i]));
            }
        }
        // not the other way round: a NaN must not pass
        if (!(difference <= TOLERANCE * Math.max(1, largest))) {
            throw new IOException(
                    "the exported network does not give what DL4J gives: it is off by %s where outputs reach %s; nothing was written"
                            .formatted(difference, largest));
        }
        return new Outcome(folder, imported.graph(), imported.notes(), difference, largest);
    }

    private static Tensor noise(Shape shape) {
        RandomGenerator random = RandomGeneratorFactory.of("L64X128MixRandom").create(SEED);
        Tensor batch = Tensor.zeros(SAMPLES, shape.channels(), shape.height(), shape.width());
        for (int i = 0; i < batch.size(); i++) {
            batch.data()[i] = (float) random.nextGaussian();
        }
        return batch;
    }

    private void write(Path folder, Imported imported, byte[] onnx) throws IOException {
        Files.createDirectories(folder);
        Path parameters = folder.resolve(TrainDetector.PARAMETERS);
        Safetensors.write(parameters, imported.parameters(), Map.of("network", name));
        Map<String, byte[]> contents = new LinkedHashMap<>();
        contents.put(WeightsFolder.MODEL, onnx);
        contents.put(TrainDetector.PARAMETERS, Files.readAllBytes(parameters));
        contents.put(
                NetworkFile.NAME,
                NetworkFile.write(imported.graph(), "brought over from DL4J: " + origin)
                        .getBytes(StandardCharsets.UTF_8));
        WeightsFolder.write(folder, card(imported), contents);
    }

    private Map<String, String> metadata() {
        return Map.of("name", name, "preprocessing", "RGB planes, " + preprocessing, "licence", statedLicence());
    }

    private String statedLicence() {
        return licence.orElse(origin.trained() ? "unknown: ask whoever trained it" : "none needed: random numbers");
    }

    private ModelCard card(Imported imported) throws IOException {
        Graph graph = imported.graph();
        List<String> terms = new ArrayList<>(imported.notes());
        terms.add(0, origin.trained() ? "whoever trained it knows what it learned from" : "it has learned nothing yet");
        return new ModelCard(
                name,
                tellsClasses(graph) ? ModelCard.CLASSIFY : "features",
                "Brought over from DL4J (%s); %s."
                        .formatted(
                                origin,
                                origin.trained()
                                        ? "nobody has measured here how good it is"
                                        : "an architecture to train further"),
                new ModelCard.Input(
                        preprocessing.mean(),
                        preprocessing.scale(),
                        0,
                        0,
                        graph.input().width(),
                        graph.input().height(),
                        PictureFit.CROP),
                tellsClasses(graph) ? namesOf(graph) : List.of(),
                List.of(),
                ModelCard.Thresholds.NONE,
                statedLicence(),
                String.join("; ", terms),
                List.of(),
                List.of(),
                Map.of(),
                new Provenance(
                        origin.toString(),
                        origin.sha256(),
                        Dl4jOrigin.sha256(new byte[0]),
                        0,
                        Versions.ofProgram(),
                        LocalDate.now(ZoneOffset.UTC),
                        0,
                        0,
                        Duration.ZERO));
    }

    private void requireFittingLabels(Graph graph) throws WrongUsageException {
        if (!labels.isEmpty() && !tellsClasses(graph)) {
            throw new WrongUsageException(
                    "labels are for networks whose only output are shares of classes; this one gives "
                            + graph.outputs());
        }
        if (!labels.isEmpty() && labels.size() != classes(graph)) {
            throw new WrongUsageException(
                    "the network tells %d classes apart, got %d labels".formatted(classes(graph), labels.size()));
        }
    }

    private List<String> namesOf(Graph graph) {
        return labels.isEmpty()
                ? IntStream.range(0, classes(graph)).mapToObj(Integer::toString).toList()
                : labels;
    }

    /** Whether a picture's shares of classes come out, and nothing else. */
    private static boolean tellsClasses(Graph graph) {
        Shape shape = graph.shapes().get(graph.outputs().get(0));
        return graph.outputs().size() == 1
                && shape.equals(Shape.vector(shape.channels()))
                && graph.input().channels() == 3
                && graph.nodes().stream()
                        .anyMatch(node ->
                                node.name().equals(graph.outputs().get(0)) && node.layer() instanceof Layer.Softmax);
    }

    private static int classes(Graph graph) {
        return graph.shapes().get(graph.outputs().get(0)).channels();
    }
}
