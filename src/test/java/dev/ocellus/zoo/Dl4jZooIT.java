package dev.ocellus.zoo;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Shape;
import dev.ocellus.network.dl4j.Dl4jModel;
import dev.ocellus.network.dl4j.ZooArchitecture;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Our definitions beside those of DL4J's zoo, where both follow the same paper. */
class Dl4jZooIT {
    private static final int CLASSES = 5;

    private static Graph theirs(ZooArchitecture architecture, Shape input) {
        try (Dl4jModel model = Dl4jModel.untrained(architecture, input, CLASSES, 1)) {
            return model.translate(input).graph();
        }
    }

    /** Shapes of each layer's weights and of what it makes. */
    private static List<String> layers(Graph graph) {
        Map<String, Shape> shapes = graph.shapes();
        Map<String, Parameter> parameters = graph.parameters();
        return graph.nodes().stream()
                .map(Graph.Node::name)
                .filter(name -> parameters.containsKey(name + ".weight"))
                .map(name -> weight(parameters.get(name + ".weight")) + " makes " + shapes.get(name))
                .toList();
    }

    private static String weight(Parameter parameter) {
        return Arrays.toString(parameter.shape());
    }

    @ParameterizedTest
    @CsvSource({"VGG_16, VGG16", "DARKNET_19, DARKNET19"})
    void theSameLayersInTheSameOrder(KnownNetwork ours, ZooArchitecture theirs) {
        Shape input = new Shape(3, 32, 32);
        Graph known = ours.graph(input, CLASSES);
        Graph imported = theirs(theirs, input);
        assertEquals(layers(imported), layers(known));
        assertEquals(imported.parameterCount(), known.parameterCount());
    }

    /** DL4J halves the size once more and has a bias before each of the 53 batch norms, 26,560 in all; the filters are the same. */
    @Test
    void theSameFiltersInResNet50() {
        Shape input = new Shape(3, 224, 224);
        Graph known = KnownNetwork.RESNET_50.graph(input, CLASSES);
        Graph imported = theirs(ZooArchitecture.RESNET50, input);
        assertEquals(filters(imported), filters(known));
        assertEquals(imported.parameterCount(), known.parameterCount() + 26_560);
    }

    private static List<String> filters(Graph graph) {
        return graph.parameters().entrySet().stream()
                .filter(parameter -> parameter.getKey().endsWith(".weight"))
                .map(parameter -> weight(parameter.getValue()))
                .sorted()
                .toList();
    }
}
