package dev.ocellus.loss;

import dev.ocellus.network.Tensor;
import java.util.Arrays;
import java.util.function.DoubleBinaryOperator;

/** The mean of a loss that looks at each number of an output by itself. */
final class PerNumber {
    private PerNumber() {}

    /**
     * @param value loss of (output, target)
     * @param slope d value / d output
     */
    static TensorLoss.Value mean(Tensor output, Tensor target, DoubleBinaryOperator value, DoubleBinaryOperator slope) {
        requireSameShape(output, target);
        long labels = 0;
        double sum = 0;
        for (int i = 0; i < target.size(); i++) {
            float label = target.data()[i];
            if (!Float.isNaN(label)) {
                sum += value.applyAsDouble(output.data()[i], label);
                labels++;
            }
        }
        float[] gradient = new float[output.size()];
        for (int i = 0; i < gradient.length; i++) {
            float label = target.data()[i];
            if (!Float.isNaN(label)) {
                gradient[i] = (float) (slope.applyAsDouble(output.data()[i], label) / labels);
            }
        }
        return new TensorLoss.Value(labels == 0 ? 0 : sum / labels, labels, new Tensor(gradient, output.shape()));
    }

    static void requireSameShape(Tensor output, Tensor target) {
        if (!Arrays.equals(output.shape(), target.shape())) {
            throw new IllegalArgumentException("outputs of shape %s need targets of the same shape, got %s"
                    .formatted(Arrays.toString(output.shape()), Arrays.toString(target.shape())));
        }
    }
}
