package dev.ocellus.zoo;

import dev.ocellus.network.Graph;
import dev.ocellus.settings.RecordWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network as people write it in YAML:
 *
 * <pre>{@code
 * input: 32x32x3                 # height x width x channels
 * layers:
 *   - conv: {outputs: 8, kernel: 3, padding: same, name: first}
 *   - relu
 *   - conv: {outputs: 8, kernel: 3}
 *   - add: {from: [conv2, first]}
 *   - global-average-pool
 *   - dense: {outputs: 10}
 * outputs: [dense1]              # by default the last layer
 * }</pre>
 *
 * <p>Each layer reads the one before it, the first one the {@value Graph#INPUT}, unless {@code from} names others. A layer without a name is called by
 * its kind and its number among all of that kind, so that the second convolution is {@code conv2} whatever the first one is called. Settings are
 * those of the records in {@link dev.ocellus.network.Layer}, in kebab-case; activation functions are layers ({@code relu},
 * {@code leaky-relu: {slope: 0.1}}).
 */
public final class NetworkFile {
    /** Name of the network's file in a folder of weights. */
    public static final String NAME = "network.yaml";

    private NetworkFile() {}

    /**
     * The network that a file describes.
     *
     * @throws NetworkFileException naming every mistake in the file with its line
     * @throws IOException where the file cannot be read
     */
    public static Graph read(Path file) throws IOException {
        return new NetworkParser(file).parse();
    }

    /**
     * The text that {@link #read} turns into an equal graph. Of an activation's slope only leaky ReLU's is written; no other function has one.
     *
     * @param comment first line, without the sign for comments; empty for none
     */
    public static String write(Graph graph, String comment) {
        List<Object> layers = new ArrayList<>();
        Map<String, Integer> counts = new HashMap<>();
        String before = Graph.INPUT;
        for (Graph.Node node : graph.nodes()) {
            LayerWord word = LayerWord.of(node.layer());
            Map<String, Object> settings = new LinkedHashMap<>();
            if (!node.name().equals(word.name() + counts.merge(word.name(), 1, Integer::sum))) {
                settings.put(NetworkParser.NAME, node.name());
            }
            settings.putAll(RecordWriter.settings((Record) node.layer()));
            settings.keySet()
                    .removeIf(setting -> !setting.equals(NetworkParser.NAME)
                            && !word.settings().contains(setting));
            if (!node.inputs().equals(List.of(before))) {
                settings.put(
                        NetworkParser.FROM,
                        node.inputs().size() == 1 ? node.inputs().get(0) : node.inputs());
            }
            layers.add(settings.isEmpty() ? word.name() : Map.of(word.name(), settings));
            before = node.name();
        }
        Map<String, Object> file = new LinkedHashMap<>();
        file.put(NetworkParser.INPUT, ShapeText.of(graph.input()));
        file.put(NetworkParser.LAYERS, layers);
        if (!graph.outputs().equals(List.of(before))) {
            file.put(NetworkParser.OUTPUTS, graph.outputs());
        }
        return (comment.isEmpty() ? "" : "# " + comment + "\n") + RecordWriter.text(file);
    }
}
