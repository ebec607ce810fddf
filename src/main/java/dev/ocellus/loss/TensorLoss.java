package dev.ocellus.loss;

import dev.ocellus.network.Tensor;
import java.util.Optional;

/**
 * The loss of one output of a network: a mean over the labels of a batch. What a label is, a number or a class of a pixel, each loss says. A label
 * that is NaN is missing: it has no loss, no gradient and does not count.
 */
@FunctionalInterface
public interface TensorLoss {
    /**
     * A loss and its gradient.
     *
     * @param value mean over the labels that are there; 0 where all are missing
     * @param labels how many labels are there
     * @param gradient d value / d output, in the output's shape; exactly 0 where no label is
     */
    record Value(double value, long labels, Tensor gradient) {}

    /**
     * The loss of a batch.
     *
     * @param output (N, C, H, W)
     * @param target of the same batch, in the form that the loss says
     * @throws IllegalArgumentException naming the shapes or the label, where the target does not fit
     */
    Value of(Tensor output, Tensor target);

    /** What a person wants to know of such outputs beside the loss. */
    default Optional<Metric> metric() {
        return Optional.empty();
    }
}
