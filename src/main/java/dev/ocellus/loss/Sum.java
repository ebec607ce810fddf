package dev.ocellus.loss;

import dev.ocellus.network.Tensor;
import java.util.function.DoubleBinaryOperator;

/**
 * A sum over labels, which batches add up to a mean over all of them.
 *
 * @param total sum of what each label gives
 * @param labels how many
 */
public record Sum(double total, long labels) {
    public static final Sum NONE = new Sum(0, 0);

    public Sum plus(Sum other) {
        return new Sum(total + other.total, labels + other.labels);
    }

    /** 0 where there are no labels. */
    public double mean() {
        return labels == 0 ? 0 : total / labels;
    }

    /** The sum of what each number with a label gives. */
    static Sum over(Tensor output, Tensor target, DoubleBinaryOperator each) {
        PerNumber.requireSameShape(output, target);
        double total = 0;
        long labels = 0;
        for (int i = 0; i < target.size(); i++) {
            float label = target.data()[i];
            if (!Float.isNaN(label)) {
                total += each.applyAsDouble(output.data()[i], label);
                labels++;
            }
        }
        return new Sum(total, labels);
    }
}
