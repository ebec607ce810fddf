package dev.ocellus.network.dl4j;

import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/** DL4J networks whose every number is told apart from its neighbours: weights as DL4J drew them, the rest drawn here. */
final class Shaken {
    private Shaken() {}

    /** Draws what starts as zeros and ones, batch norm's statistics among them. */
    static Dl4jModel shaken(Dl4jModel model, long seed) {
        Random random = new Random(seed);
        for (Vertex vertex : model.vertices().vertices()) {
            vertex.parameters().forEach((name, values) -> shake(random, name, values));
        }
        return model;
    }

    private static void shake(Random random, String name, INDArray values) {
        double middle = Set.of("gamma", "var").contains(name) ? 1 : 0;
        double reach = switch (name) {
            case "b", "beta", "mean" -> 0.3;
            case "gamma", "var" -> 0.5;
            case "log10stdev" -> 0.15;
            default -> 0;
        };
        if (reach > 0) {
            double[] drawn = random.doubles(values.length(), middle - reach, middle + reach)
                    .toArray();
            values.assign(Nd4j.createFromArray(drawn).reshape(values.shape()));
        }
    }

    static Tensor batch(int samples, Shape shape, long seed) {
        Random random = new Random(seed);
        Tensor tensor = Tensor.zeros(samples, shape.channels(), shape.height(), shape.width());
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }

    static float largestDifference(float[] a, float[] b) {
        if (a.length != b.length) {
            throw new AssertionError(a.length + " values against " + b.length);
        }
        float largest = 0;
        for (int i = 0; i < a.length; i++) {
            // NaN makes the largest NaN, which is at most nothing
            largest = Math.max(largest, Math.abs(a[i] - b[i]));
        }
        return largest;
    }

    static Map<String, INDArray> parametersOf(Dl4jModel model, String vertex) {
        return model.vertices().vertex(vertex).parameters();
    }
}
