package dev.ocellus.loss;

import dev.ocellus.network.Tensor;
import java.util.Optional;

/**
 * |d| − β/2 for differences d = output − target of at least β, d²/(2β) for smaller ones: like {@link SquaredError} near the target, but not swayed by
 * a few labels that are far off. Each number is a label; targets have the output's shape.
 *
 * @param beta β, in the unit of the numbers, above 0
 * @see <a href="https://arxiv.org/abs/1504.08083">Girshick 2015, with β = 1</a>
 */
public record SmoothL1(double beta) implements TensorLoss {
    public SmoothL1 {
        if (!(beta > 0 && beta < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException("beta must be above 0, got " + beta);
        }
    }

    @Override
    public Value of(Tensor output, Tensor target) {
        return PerNumber.mean(output, target, this::value, this::slope);
    }

    private double value(double output, double target) {
        double distance = Math.abs(output - target);
        return distance < beta ? distance * distance / (2 * beta) : distance - beta / 2;
    }

    private double slope(double output, double target) {
        double difference = output - target;
        return Math.abs(difference) < beta ? difference / beta : Math.signum(difference);
    }

    @Override
    public Optional<Metric> metric() {
        return Optional.of(Metric.ABSOLUTE_ERROR);
    }
}
