package dev.ocellus.loss;

import dev.ocellus.network.Tensor;
import java.util.Optional;

/** (output − target)², for numbers that are to be guessed. Each number is a label; targets have the output's shape. */
public record SquaredError() implements TensorLoss {
    @Override
    public Value of(Tensor output, Tensor target) {
        return PerNumber.mean(output, target, (o, t) -> (o - t) * (o - t), (o, t) -> 2 * (o - t));
    }

    @Override
    public Optional<Metric> metric() {
        return Optional.of(Metric.ABSOLUTE_ERROR);
    }
}
