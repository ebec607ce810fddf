package dev.ocellus.learn;

import dev.ocellus.network.LossFunction;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.TrainableNetwork;
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
         */
        void stepped(long step, Loss loss, double learningRate) throws InterruptedException;
    }

    private final TrainableNetwork network;
    private final LossFunction<T> loss;
    private final LongFunction<Batch<T>> batches;
    private final CosineSchedule schedule;
    private final MovingAverage average;

    /** @param batches the batch of a step, a function of the step's number alone */
    public TrainingLoop(
            TrainableNetwork network,
            LossFunction<T> loss,
            LongFunction<Batch<T>> batches,
            CosineSchedule schedule,
            MovingAverage average) {
        this.network = network;
        this.loss = loss;
        this.batches = batches;
        this.schedule = schedule;
        this.average = average;
    }

    /**
     * Trains from a step to the end of the schedule.
     *
     * @throws DivergedException where the loss is no longer a number
     */
    public void run(long start, Listener listener) throws InterruptedException {
        try (BatchSource<T> source = new BatchSource<>(batches, start, schedule.steps())) {
            for (long step = start; step < schedule.steps(); step++) {
                Batch<T> batch = source.take();
                Loss value = loss.of(network.forwardTraining(batch.input()), batch.target());
                if (!Double.isFinite(value.value())) {
                    throw new DivergedException(step);
                }
                double rate = schedule.rate(step);
                network.backward(value.gradients());
                network.step(rate);
                average.update(network.parameters(), step);
                listener.stepped(step, value, rate);
            }
        }
    }
}
