package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.settings.RecordKind;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class EncoderNetworkTest {
    private static EncoderNetwork network(int side, int embedding) {
        return new EncoderNetwork(side, List.of(3, 4), List.of(0, 1), embedding, 0);
    }

    @Test
    void theStandardNetworkEndsInOneVectorOfLengthOneAndShipsInEightMegabytes() {
        EncoderNetwork network =
                (EncoderNetwork) RecordKind.of(EncoderNetwork.class).create(Map.of());
        Graph graph = network.graph();
        assertEquals(List.of(EncoderNetwork.OUTPUT), graph.outputs());
        assertEquals(Shape.vector(network.embedding()), graph.shapes().get(EncoderNetwork.OUTPUT));
        assertTrue(graph.sources(List.of(EncoderNetwork.OUTPUT)).stream()
                .anyMatch(node -> node.layer() instanceof Layer.L2Normalise));
        assertTrue(graph.parameterCount() * Short.BYTES < 7_950_000, graph.parameterCount() + " parameters");
    }

    /** An even map gives what it gave; each place takes what lies there. What is of another network is left out. */
    @Test
    void anEncoderForSmallerFacesIsStretched() {
        Map<String, Tensor> parameters = Initialisation.HE.draw(network(16, 5).graph(), 9);
        assertEquals(parameters.keySet(), network(16, 5).adopt(parameters).keySet());

        Map<String, Tensor> adopted = network(32, 5).adopt(parameters);
        network(32, 5).graph().requireParameters(adopted);
        float[] from = parameters.get("dense.weight").data();
        float[] to = adopted.get("dense.weight").data();
        assertEquals(4 * from.length, to.length);
        for (int map = 0; map < from.length / 16; map++) {
            assertEquals(sum(from, map * 16, 16), sum(to, map * 64, 64), 1e-5, "what an even map gives");
            assertEquals(from[map * 16] / 4, to[map * 64], 1e-6, "the corner");
            // the second cell of eight lies a quarter of the way from the first of four to the second
            assertEquals((0.75 * from[map * 16] + 0.25 * from[map * 16 + 1]) / 4, to[map * 64 + 1], 1e-6);
        }
        assertFalse(network(16, 6).adopt(parameters).containsKey("dense.weight"));
    }

    private static double sum(float[] values, int from, int count) {
        double sum = 0;
        for (int i = from; i < from + count; i++) {
            sum += values[i];
        }
        return sum;
    }

    @Test
    void aNetworkWithoutSenseIsRefused() {
        List<Integer> two = List.of(8, 8);
        Map<String, Executable> mistakes = new LinkedHashMap<>();
        mistakes.put("one number for each stage", () -> new EncoderNetwork(64, two, List.of(1), 128, 0));
        mistakes.put("side must be at least 2", () -> new EncoderNetwork(1, two, two, 128, 0));
        mistakes.put("at least 1", () -> new EncoderNetwork(64, List.of(0, 8), two, 128, 0));
        mistakes.put("embedding", () -> new EncoderNetwork(64, two, two, 1, 0));
        mistakes.put("dropout", () -> new EncoderNetwork(64, two, two, 128, 1));
        mistakes.forEach((message, make) -> {
            String said = assertThrows(IllegalArgumentException.class, make).getMessage();
            assertTrue(said.contains(message), said);
        });
    }
}
