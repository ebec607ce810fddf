package dev.ocellus.network.dl4j;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.deeplearning4j.nn.api.Layer;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration;
import org.deeplearning4j.nn.conf.MultiLayerConfiguration;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * A DL4J network as one list, whichever of its two kinds it is.
 *
 * @param input name of the network's only input
 * @param vertices in computing order
 * @param outputs names of the vertices whose values are the results
 * @param channelsLast whether its maps are (N, H, W, C)
 */
record Vertices(String input, List<Vertex> vertices, List<String> outputs, boolean channelsLast) {
    private static final String STACK_INPUT = "input";

    static Vertices of(ComputationGraph network) {
        ComputationGraphConfiguration configuration = network.getConfiguration();
        List<String> inputs = configuration.getNetworkInputs();
        if (inputs.size() != 1) {
            throw new NotInVocabularyException("the network has the inputs %s; only one can be said".formatted(inputs));
        }
        List<Vertex> vertices = new ArrayList<>();
        for (int index : network.topologicalSortOrder()) {
            String name = network.getVertices()[index].getVertexName();
            GraphVertex kind = configuration.getVertices().get(name);
            if (kind != null) {
                vertices.add(new Vertex(
                        name,
                        kind,
                        configuration.getVertexInputs().getOrDefault(name, List.of()),
                        parameters(network.getVertex(name).getLayer())));
            }
        }
        return new Vertices(inputs.get(0), vertices, configuration.getNetworkOutputs(), Formats.channelsLast(vertices));
    }

    static Vertices of(MultiLayerNetwork network) {
        MultiLayerConfiguration configuration = network.getLayerWiseConfigurations();
        List<Vertex> vertices = new ArrayList<>();
        Set<String> taken = new HashSet<>(Set.of(STACK_INPUT));
        String previous = STACK_INPUT;
        for (int i = 0; i < network.getnLayers(); i++) {
            NeuralNetConfiguration layer = configuration.getConf(i);
            String given = layer.getLayer().getLayerName();
            String name = given != null && taken.add(given) ? given : "layer" + i;
            taken.add(name);
            vertices.add(new Vertex(
                    name,
                    new LayerVertex(layer, configuration.getInputPreProcess(i)),
                    List.of(previous),
                    parameters(network.getLayer(i))));
            previous = name;
        }
        return new Vertices(STACK_INPUT, vertices, List.of(previous), Formats.channelsLast(vertices));
    }

    private static Map<String, INDArray> parameters(Layer layer) {
        Map<String, INDArray> parameters = layer == null ? null : layer.paramTable();
        return parameters == null ? Map.of() : parameters;
    }

    Vertex vertex(String name) {
        return vertices.stream().filter(v -> v.name().equals(name)).findFirst().orElseThrow();
    }
}
