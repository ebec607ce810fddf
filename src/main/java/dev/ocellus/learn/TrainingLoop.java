package dev.ocellus.learn;

import dev.ocellus.network.LossFunction;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.TrainableNetwork;
import java.io.IOException;
import java.util.Optional;
import java.util.function.LongFunction;

/**
 * The plain loop of every training: take a batch, forward, loss, backward, step, average. What happens between steps (progress, checkpoints,
 * evaluation) is the listener's.
 */
public final class TrainingLoop<T> {
    /** Hears of every step once it is complete. */
    @FunctionalInterface
    public interface Listener {
        /**
         * @param step counted from 0
         * @param loss of the batch of this step
         * @param learningRate of this step
         * @return whether to go on
         */
        boolean stepped(long step, Loss loss, double learningRate) throws IOException, InterruptedException;
    }

    private final TrainableNetwork network;
    private final LossFunction<T> loss;
    private final LongFunction<Batch<T>> batches;
    private final LearningRate learningRate;
    private final long steps;
    private final Optional<MovingAverage> average;

    /**
     * @param batches the batch of a step, a function of the step's number alone
     * @param steps length of the whole training
     */
    public TrainingLoop(
            TrainableNetwork network,
            LossFunction<T> loss,
            LongFunction<Batch<T>> batches,
            LearningRate learningRate,
            long steps,
            Optional<MovingAverage> average) {
        this.network = network;
        this.loss = loss;
        this.batches = batches;
        this.learningRate = learningRate;
        this.steps = steps;
        this.average = average;
    }

    /**
     * Trains from a step to the end, or until the listener has enough.
     *
     * @throws DivergedException where the loss is no longer a number
     */
    public void run(long start, Listener listener) throws IOException, InterruptedException {
        try (BatchSource<T> source = new BatchSource<>(batches, start, steps)) {
            boolean goOn = true;
            for (long step = start; goOn && step < steps; step++) {
                Batch<T> batch = source.take();
                Loss value = loss.of(network.forwardTraining(batch.input()), batch.target());
                if (!Double.isFinite(value.value())) {
                    throw DivergedException.ofLoss(step, value.value());
                }
                double rate = learningRate.at(step, steps);
                network.backward(value.gradients());
                network.step(rate);
                if (average.isPresent()) {
                    average.get().update(network.parameters(), step);
                }
                goOn = listener.stepped(step, value, rate);
            }
        }
    }
}
