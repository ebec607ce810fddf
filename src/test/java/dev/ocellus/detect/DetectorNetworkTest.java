package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Size;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class DetectorNetworkTest {
    private final Graph graph = DetectorNetwork.DEFAULT.graph(new Size(256, 192), YoloSamples.FACES);

    @Test
    void hasOneOutputForEachLevel() {
        Map<String, Shape> shapes = graph.shapes();
        assertEquals(
                List.of(new Shape(10, 24, 32), new Shape(10, 12, 16), new Shape(10, 6, 8)),
                graph.outputs().stream().map(shapes::get).toList());
        Graph pets = DetectorNetwork.DEFAULT.graph(new Size(64, 64), YoloSamples.PETS);
        assertEquals(new Shape(16, 8, 8), pets.shapes().get(pets.outputs().get(0)));
    }

    /** Kernels, then two numbers for each normalised channel, then the heads' biases. */
    @Test
    void hasTheParametersThatThePlanHas() {
        int backbone = 9 * (3 * 16 + 16 * 32 + 32 * 64 + 64 * 96 + 96 * 128 + 2 * (64 * 64 + 96 * 96 + 128 * 128));
        int neck = 64 * (64 + 96 + 128);
        int heads = 3 * (9 * 64 * 64 + 64 * 10);
        int norms = 2 * (16 + 32 + 3 * (64 + 96 + 128) + 3 * 64 + 3 * 64);
        assertEquals(backbone + neck + heads + norms + 3 * 10, graph.parameterCount());
        assertEquals(0.86, graph.parameterCount() / 1e6, 0.005);
    }

    @Test
    void everyNameBelongsToBackboneNeckOrHead() {
        for (Graph.Node node : graph.nodes()) {
            assertTrue(node.name().matches("(backbone|neck|head)\\..*"), node.name());
        }
    }

    @Test
    void theScoreStartsLowAndNothingElseDoes() {
        Map<String, Tensor> initial = DetectorNetwork.DEFAULT.initialParameters(YoloSamples.FACES);
        assertEquals(3, initial.size());
        for (Map.Entry<String, Tensor> entry : initial.entrySet()) {
            assertArrayEquals(
                    graph.parameters().get(entry.getKey()).shape(),
                    entry.getValue().shape());
            assertArrayEquals(
                    new float[] {0, 0, 0, 0, -4.6f, 0, 0, 0, 0, -4.6f},
                    entry.getValue().data());
        }
    }

    @Test
    void theBackboneStandsAloneWithTheSameParameters() {
        Graph backbone = DetectorNetwork.DEFAULT.backbone(new Size(96, 64));
        assertEquals(
                new Shape(128, 2, 3), backbone.shapes().get(backbone.outputs().get(0)));
        Map<String, Parameter> whole = graph.parameters();
        backbone.parameters()
                .forEach((name, parameter) -> assertArrayEquals(whole.get(name).shape(), parameter.shape(), name));
        assertEquals(
                whole.keySet().stream()
                        .filter(name -> name.startsWith("backbone."))
                        .toList(),
                List.copyOf(backbone.parameters().keySet()));
    }

    @Test
    void parametersTellTheirNetwork() {
        DetectorNetwork narrow = new DetectorNetwork(List.of(4, 6, 8, 10, 12), 5);
        Graph graph = narrow.graph(new Size(64, 64), YoloSamples.FACES);
        assertEquals(narrow, DetectorNetwork.of(Initialisation.ZEROS.draw(graph, 1)));
        String message = assertThrows(IllegalArgumentException.class, () -> DetectorNetwork.of(Map.of()))
                .getMessage();
        assertTrue(message.contains("not the parameters of a detector"), message);
    }

    @Test
    void fineLevelsThatAreNotUsedAreNotComputed() {
        DetectorNetwork coarse = DetectorNetwork.DEFAULT.withStrides(List.of(16, 32));
        YoloLayout layout = new YoloLayout(YoloSamples.LEVELS.subList(1, 3), List.of("face"));
        Graph graph = coarse.graph(new Size(64, 64), layout);
        assertEquals(List.of("head.level16.output", "head.level32.output"), graph.outputs());
        assertTrue(graph.nodes().stream().noneMatch(node -> node.name().contains("level8")), graph::toString);
        assertEquals(2, coarse.initialParameters(layout).size());
        assertEquals(coarse, DetectorNetwork.of(Initialisation.ZEROS.draw(graph, 1)));
    }

    @Test
    void coarseLevelsLendTheirFeaturesWhereTheyHaveNoHead() {
        DetectorNetwork fine = DetectorNetwork.DEFAULT.withStrides(List.of(8));
        YoloLayout layout = new YoloLayout(YoloSamples.LEVELS.subList(0, 1), List.of("face"));
        Graph graph = fine.graph(new Size(64, 64), layout);
        assertEquals(List.of("head.level8.output"), graph.outputs());
        assertTrue(graph.sources(graph.outputs()).stream()
                .anyMatch(node -> node.name().equals("neck.level32.lateral.conv")));
        assertEquals(fine, DetectorNetwork.of(Initialisation.ZEROS.draw(graph, 1)));
    }

    @Test
    void refusesStridesWithAGapOrOfNoLevel() {
        for (List<Integer> strides : List.of(List.of(8, 32), List.of(32, 16), List.of(4, 8), List.<Integer>of())) {
            assertThrows(
                    IllegalArgumentException.class,
                    () -> DetectorNetwork.DEFAULT.withStrides(strides),
                    strides::toString);
        }
    }

    @Test
    void refusesOtherStridesAndWidths() {
        YoloLayout two = new YoloLayout(YoloSamples.LEVELS.subList(0, 2), List.of("face"));
        assertThrows(IllegalArgumentException.class, () -> DetectorNetwork.DEFAULT.graph(new Size(64, 64), two));
        assertThrows(IllegalArgumentException.class, () -> new DetectorNetwork(List.of(16, 32), 64));
    }
}
