package dev.ocellus.loss;

import dev.ocellus.network.Tensor;
import java.util.Optional;

/**
 * The logistic loss −t·ln σ(z) − (1 − t)·ln(1 − σ(z)) of yes-or-no questions: the output is z, before any sigmoid, the target t from 0 for no to 1
 * for yes. Each number is a label; targets have the output's shape.
 */
public record Logistic() implements TensorLoss {
    @Override
    public Value of(Tensor output, Tensor target) {
        for (float label : target.data()) {
            if (label < 0 || label > 1) {
                throw new IllegalArgumentException("the targets of a logistic loss lie from 0 to 1, got " + label);
            }
        }
        return PerNumber.mean(output, target, Logistic::value, (z, t) -> sigmoid(z) - t);
    }

    /** The loss as softplus(z) − t·z, each part written so that nothing overflows. */
    private static double value(double z, double t) {
        return Math.max(z, 0) - t * z + Math.log1p(Math.exp(-Math.abs(z)));
    }

    private static double sigmoid(double z) {
        double small = Math.exp(-Math.abs(z));
        return (z >= 0 ? 1 : small) / (1 + small);
    }

    @Override
    public Optional<Metric> metric() {
        return Optional.of(Metric.LABEL_ACCURACY);
    }
}
