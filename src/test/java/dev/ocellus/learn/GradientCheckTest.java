package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.learn.GradientCheck.Finding;
import dev.ocellus.learn.GradientCheck.Verdict;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.WrittenNetwork;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;

/** The check itself, on networks whose gradients are written down by hand. */
class GradientCheckTest {
    private static final int INPUTS = 5;
    private static final int OUTPUTS = 3;

    /** W·x + b: d (v · y) / dW = v xᵀ and d (v · y) / db = v, summed over the batch. */
    private static Map<String, Tensor> linearGradients(Tensor batch, Tensor v) {
        float[] weight = new float[OUTPUTS * INPUTS];
        float[] bias = new float[OUTPUTS];
        for (int n = 0; n < batch.dimension(0); n++) {
            for (int o = 0; o < OUTPUTS; o++) {
                bias[o] += v.data()[n * OUTPUTS + o];
                for (int i = 0; i < INPUTS; i++) {
                    weight[o * INPUTS + i] += v.data()[n * OUTPUTS + o] * batch.data()[n * INPUTS + i];
                }
            }
        }
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        gradients.put("d.weight", new Tensor(weight, OUTPUTS, INPUTS));
        gradients.put("d.bias", new Tensor(bias, OUTPUTS));
        return gradients;
    }

    private static List<Finding> checkLinear(UnaryOperator<Map<String, Tensor>> spoiled) {
        Graph.Builder net = new Graph.Builder(Shape.vector(INPUTS));
        Graph graph = net.build(net.add("d", new Layer.Dense(OUTPUTS), Graph.INPUT));
        List<Finding> told = new ArrayList<>();
        List<Finding> findings = new GradientCheck(3, 7, 1)
                .run(
                        seed -> new WrittenNetwork(
                                graph, seed, (batch, outputs) -> spoiled.apply(linearGradients(batch, outputs.get(0)))),
                        told::add);
        assertEquals(findings, told);
        return findings;
    }

    private static Map<String, Tensor> changed(
            Map<String, Tensor> gradients, String name, UnaryOperator<float[]> change) {
        Tensor tensor = gradients.get(name);
        gradients.put(name, new Tensor(change.apply(tensor.data()), tensor.shape()));
        return gradients;
    }

    @Test
    void rightGradientsAgree() {
        List<Finding> findings = checkLinear(UnaryOperator.identity());
        assertEquals(
                List.of("d.weight", "d.bias"),
                findings.stream().map(Finding::parameter).toList());
        assertTrue(findings.stream().allMatch(finding -> finding.error() < 1e-6), findings::toString);
        Finding weight = findings.get(0);
        assertEquals(
                List.of(15, 7, 0, "d"), List.of(weight.size(), weight.checked(), weight.skipped(), weight.layer()));
        assertEquals(3, findings.get(1).checked(), "all of a small parameter");
    }

    /** 5 % too long: ‖1.05 n − n‖ / (1.05 ‖n‖ + ‖n‖) = 0.05 / 2.05, but for the share that counts as nothing. */
    @Test
    void aGradientThatIsTooLongIsWrong() {
        List<Finding> findings = checkLinear(gradients -> changed(gradients, "d.bias", data -> {
            for (int i = 0; i < data.length; i++) {
                data[i] *= 1.05f;
            }
            return data;
        }));
        assertEquals(Verdict.OK, findings.get(0).verdict());
        assertEquals(Verdict.WRONG, findings.get(1).verdict());
        assertEquals(0.05 / 2.05, findings.get(1).error(), 5e-4);
    }

    @Test
    void gradientsThatAreNoneOrNoNumberAreWrong() {
        for (float value : new float[] {0, Float.NaN, Float.POSITIVE_INFINITY}) {
            List<Finding> findings = checkLinear(gradients -> changed(gradients, "d.bias", data -> {
                Arrays.fill(data, value);
                return data;
            }));
            assertEquals(Verdict.WRONG, findings.get(1).verdict(), findings::toString);
        }
    }

    /** With filters of zeros all places of a map are its largest, and whichever way a filter moves, another place wins. */
    @Test
    void atKinksThereIsNothingToMeasure() {
        Graph.Builder net = new Graph.Builder(new Shape(2, 4, 4));
        net.add("c", new Layer.Conv(3, 1, 1, 0, true), Graph.INPUT);
        Graph graph = net.build(net.add("max", new Pool.GlobalMaxPool(), "c"));
        Map<String, Tensor> zeros = Map.of("c.weight", Tensor.zeros(3, 2, 1, 1), "c.bias", Tensor.zeros(3));
        List<Finding> findings = new GradientCheck(2, 100, 1)
                .run(
                        seed -> new WrittenNetwork(graph, zeros, (batch, outputs) -> {
                            Tensor v = outputs.get(0);
                            float[] bias = new float[3];
                            for (int i = 0; i < v.size(); i++) {
                                bias[i % 3] += v.data()[i];
                            }
                            return Map.of("c.weight", Tensor.zeros(3, 2, 1, 1), "c.bias", new Tensor(bias, 3));
                        }),
                        finding -> {});
        assertEquals(
                List.of(0, 6),
                List.of(findings.get(0).checked(), findings.get(0).skipped()));
        assertEquals(Verdict.SUSPICIOUS, findings.get(0).verdict());
        assertEquals(
                List.of(3, 0),
                List.of(findings.get(1).checked(), findings.get(1).skipped()));
        assertEquals(Verdict.OK, findings.get(1).verdict());
    }

    @Test
    void theSameSeedGivesTheSameFindings() {
        assertEquals(checkLinear(UnaryOperator.identity()), checkLinear(UnaryOperator.identity()));
    }

    @Test
    void nothingIsNoCheck() {
        assertThrows(IllegalArgumentException.class, () -> new GradientCheck(0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new GradientCheck(1, 0, 1));
    }
}
