package dev.ocellus.network;

import java.util.List;
import java.util.Map;

/**
 * How wrong outputs are, and in which direction: plain Java, checked against finite differences.
 *
 * @param <T> what the outputs should have been
 */
@FunctionalInterface
public interface LossFunction<T> {
    /**
     * A loss and its gradient.
     *
     * @param value the loss, a mean over the batch
     * @param parts what the value is made of, for the curves; sums to the value
     * @param gradients d value / d output, one for each output
     */
    record Loss(double value, Map<String, Double> parts, List<Tensor> gradients) {}

    Loss of(List<Tensor> outputs, T target);
}
