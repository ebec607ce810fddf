package dev.ocellus.app;

import dev.ocellus.detect.DetectorNetwork;
import dev.ocellus.geometry.Size;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.safetensors.Safetensors;
import dev.ocellus.zoo.NetworkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * A folder of weights as something to learn on from.
 *
 * @param folder with a card, {@value TrainDetector#PARAMETERS} and, unless they are a detector's, {@value NetworkFile#NAME}
 * @param parameters by full name
 */
record LearnedNetwork(WeightsFolder folder, Map<String, Tensor> parameters) {
    /** @throws IOException where files are missing, damaged or not those that the card describes */
    static LearnedNetwork open(Path path) throws IOException {
        WeightsFolder folder = WeightsFolder.open(path);
        folder.read(TrainDetector.PARAMETERS);
        return new LearnedNetwork(
                folder, Safetensors.read(path.resolve(TrainDetector.PARAMETERS)).tensors());
    }

    /** What it saw of a picture. */
    Preprocessing preprocessing() {
        return folder.card().input().preprocessing();
    }

    /**
     * Its layers with an end of one score a class: its own where that has as many, else a new last layer; a detector's backbone gets the mean of each
     * channel and a dense layer.
     *
     * @throws IOException where the layers cannot be told
     * @throws IllegalArgumentException where the end cannot be replaced
     */
    Graph classifier(Shape input, int classes) throws IOException {
        Path file = folder.path().resolve(NetworkFile.NAME);
        if (Files.isRegularFile(file)) {
            Graph written = NetworkFile.read(file);
            return withClasses(new Graph(input, written.nodes(), written.outputs()), classes);
        }
        Graph backbone = DetectorNetwork.of(parameters).backbone(new Size(input.width(), input.height()));
        String last = backbone.outputs().get(0);
        Graph.Builder graph = backbone.upTo(last);
        String mean = graph.add("head.mean", new Pool.GlobalAveragePool(), last);
        return graph.build(graph.add("head.dense", new Layer.Dense(classes), mean));
    }

    /** Shares at the end, as imported networks have them, are left out: the loss makes them. */
    private Graph withClasses(Graph graph, int classes) {
        Graph.Node last = node(graph, graph.outputs().get(0));
        if (last.layer() instanceof Layer.Softmax) {
            last = node(graph, last.inputs().get(0));
        }
        if (graph.outputs().size() != 1 || !(last.layer() instanceof Layer.Dense dense)) {
            throw new IllegalArgumentException(
                    "%s ends in %s; only a network that ends in one dense layer takes other classes"
                            .formatted(folder.path(), graph.outputs()));
        }
        Graph.Builder beginning = graph.upTo(last.inputs().get(0));
        return beginning.build(beginning.add(
                last.name(),
                new Layer.Dense(classes, dense.bias()),
                last.inputs().get(0)));
    }

    private static Graph.Node node(Graph graph, String name) {
        return graph.nodes().stream()
                .filter(node -> node.name().equals(name))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("the network has no layers"));
    }
}
