package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class InitialisationTest {
    /** fan-in and fan-out of the convolution are 8 / 2 · 3 · 5 = 60 and 20 / 2 · 15 = 150, of the dense layer 400 and 50. */
    @ParameterizedTest
    @CsvSource({
        "ZEROS, 0, 0",
        "SMALL, 0.0001, 0.0001",
        "XAVIER, 0.0095238, 0.0044444",
        "HE, 0.0333333, 0.005",
    })
    void theDrawsHaveTheStatedVariance(Initialisation initialisation, double convolution, double dense) {
        // many networks make enough numbers for a narrow test
        double[] squares = new double[2];
        double[] sums = new double[2];
        long[] counts = new long[2];
        for (int seed = 0; seed < 20; seed++) {
            Map<String, Tensor> parameters = initialisation.draw(graph(), seed);
            String[] names = {"conv.weight", "dense.weight"};
            for (int i = 0; i < names.length; i++) {
                for (float value : parameters.get(names[i]).data()) {
                    squares[i] += value * value;
                    sums[i] += value;
                    counts[i]++;
                }
            }
        }
        double[] expected = {convolution, dense};
        for (int i = 0; i < expected.length; i++) {
            // the variance of n normal draws has the relative deviation sqrt(2 / n), their mean sqrt(1 / n)
            assertEquals(expected[i], squares[i] / counts[i], 4 * Math.sqrt(2.0 / counts[i]) * expected[i]);
            assertEquals(0, sums[i] / counts[i], 4 * Math.sqrt(expected[i] / counts[i]));
        }
    }

    @Test
    void whatIsNoWeightStartsAsItsKindSays() {
        for (Initialisation initialisation : Initialisation.values()) {
            Map<String, Tensor> parameters = initialisation.draw(graph(), 1);
            assertAll("conv.bias", 0, parameters);
            assertAll("norm.gain", 1, parameters);
            assertAll("norm.shift", 0, parameters);
            assertAll("norm.mean", 0, parameters);
            assertAll("norm.variance", 1, parameters);
            assertEquals(graph().parameters().keySet(), parameters.keySet());
        }
    }

    @Test
    void theSeedDecides() {
        Graph graph = graph();
        assertEquals(Initialisation.HE.draw(graph, 3), Initialisation.HE.draw(graph, 3));
        assertNotEquals(Initialisation.HE.draw(graph, 3), Initialisation.HE.draw(graph, 4));
        float[] values = Initialisation.HE.draw(graph, 3).get("dense.weight").data();
        assertTrue(values[0] != values[1]);
    }

    private static void assertAll(String name, float expected, Map<String, Tensor> parameters) {
        float[] values = parameters.get(name).data();
        float[] all = new float[values.length];
        Arrays.fill(all, expected);
        assertArrayEquals(all, values, name);
    }

    private static Graph graph() {
        Graph.Builder builder = new Graph.Builder(new Shape(8, 6, 8));
        Layer conv = new Layer.Conv(20, new Extent(3, 5), Extent.of(1), Padding.VALID, Extent.of(1), 2, true);
        String last = builder.add("conv", conv, Graph.INPUT);
        last = builder.add("norm", new Layer.BatchNorm(), last);
        last = builder.add("pool", new Pool.MaxPool(1, 1, 0), last);
        last = builder.add("narrow", new Layer.Conv(25, 1, 1, 0, false), last);
        last = builder.add("flat", new Layer.Flatten(), last);
        return builder.build(builder.add("dense", new Layer.Dense(50), last));
    }
}
