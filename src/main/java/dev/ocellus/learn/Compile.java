package dev.ocellus.learn;

import dev.ocellus.loss.TaskLosses;
import dev.ocellus.loss.TensorLoss;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Optimiser;

/**
 * What turns a graph into a network that can learn.
 *
 * @param optimiser how gradients change parameters
 * @param learningRate of each step
 * @param losses what each output is for
 * @param initialisation how weights start
 * @param averageKeep share of the moving average of the parameters kept at each step, see {@link MovingAverage}, which then answers in place of the
 *     last step's parameters; 0 for none
 * @param seed of everything random: first weights, order of the examples, dropout
 */
public record Compile(
        Optimiser optimiser,
        LearningRate learningRate,
        TaskLosses losses,
        Initialisation initialisation,
        double averageKeep,
        long seed) {
    public Compile {
        if (!(averageKeep >= 0 && averageKeep < 1)) {
            throw new IllegalArgumentException("average-keep must be at least 0 and below 1, got " + averageKeep);
        }
    }

    /** He's first weights, no moving average, seed 1. */
    public static Compile of(Optimiser optimiser, LearningRate learningRate, TaskLosses losses) {
        return new Compile(optimiser, learningRate, losses, Initialisation.HE, 0, 1);
    }

    /** The same for a network with one output. */
    public static Compile of(Optimiser optimiser, LearningRate learningRate, TensorLoss loss) {
        return of(optimiser, learningRate, TaskLosses.of(loss));
    }

    public Compile withInitialisation(Initialisation other) {
        return new Compile(optimiser, learningRate, losses, other, averageKeep, seed);
    }

    public Compile withAverage(double keep) {
        return new Compile(optimiser, learningRate, losses, initialisation, keep, seed);
    }

    public Compile withSeed(long other) {
        return new Compile(optimiser, learningRate, losses, initialisation, averageKeep, other);
    }
}
