package dev.ocellus.network.dl4j;

import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.util.Random;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * DL4J networks as if they had learned: weights as DL4J drew them but of a size that keeps deep networks from running away, and all that starts as zeros
 * and ones, batch norms' statistics among them, drawn anew.
 */
final class Shaken {
    private Shaken() {}

    static Dl4jModel shaken(Dl4jModel model, long seed) {
        return shaken(model, seed, 1);
    }

    /** @param gain about how many times larger values leave a layer than they came in */
    static Dl4jModel shaken(Dl4jModel model, long seed, double gain) {
        Random random = new Random(seed);
        for (Vertex vertex : model.vertices().vertices()) {
            vertex.parameters().forEach((name, values) -> {
                boolean depthwise = name.equals("W") && vertex.parameters().containsKey("pW");
                shake(random, depthwise ? "depthwise" : name, values, gain);
            });
        }
        return model;
    }

    private static void shake(Random random, String name, INDArray values, double gain) {
        switch (name) {
            case "b", "beta", "mean" -> draw(random, values, -0.3, 0.3);
            case "gamma", "var" -> draw(random, values, 0.5, 1.5);
            case "log10stdev" -> draw(random, values, -0.15, 0.15);
            case "depthwise" ->
                values.muli(gain
                        / (Math.sqrt(values.size(2) * values.size(3))
                                * values.stdNumber().doubleValue()));
            default -> {
                long summed = values.rank() == 2 ? values.size(0) : values.length() / values.size(0);
                values.muli(gain / (Math.sqrt(summed) * values.stdNumber().doubleValue()));
            }
        }
    }

    private static void draw(Random random, INDArray values, double from, double to) {
        values.assign(
                Nd4j.createFromArray(random.doubles(values.length(), from, to).toArray())
                        .reshape(values.shape()));
    }

    static Tensor batch(int samples, Shape shape, long seed) {
        Random random = new Random(seed);
        Tensor tensor = Tensor.zeros(samples, shape.channels(), shape.height(), shape.width());
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }
}
