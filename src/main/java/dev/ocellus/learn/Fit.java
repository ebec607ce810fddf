package dev.ocellus.learn;

import java.nio.file.Path;
import java.util.Optional;

/**
 * How long a model learns and what happens meanwhile.
 *
 * @param epochs how many more times it goes through the examples, at least 1
 * @param batchSize examples a step, at least 1; all of them at once is batch descent, one is stochastic descent
 * @param dev examples on which it is measured after each epoch
 * @param stopping when it ends earlier; needs {@code dev}
 * @param checkpoints where it can go on from after a break
 * @param listener hears how it goes
 */
public record Fit(
        int epochs,
        int batchSize,
        Optional<Examples> dev,
        Optional<EarlyStopping> stopping,
        Optional<Checkpoints> checkpoints,
        FitListener listener) {
    /**
     * Where checkpoints go. A folder holds one fit: the same fit of a new process goes on from there, any other is refused.
     *
     * @param folder made where it is missing
     * @param everySteps how many steps of an epoch are at most between checkpoints; 0 writes one after each epoch only
     */
    public record Checkpoints(Path folder, int everySteps) {
        public Checkpoints {
            if (everySteps < 0) {
                throw new IllegalArgumentException("every-steps must be at least 0, got " + everySteps);
            }
        }
    }

    public Fit {
        if (epochs < 1 || batchSize < 1) {
            throw new IllegalArgumentException(
                    "epochs and batch-size must be at least 1, got %d and %d".formatted(epochs, batchSize));
        }
        if (stopping.isPresent() && dev.isEmpty()) {
            throw new IllegalArgumentException("early stopping needs dev examples to watch");
        }
    }

    /** Nothing but learning. */
    public static Fit of(int epochs, int batchSize) {
        return new Fit(epochs, batchSize, Optional.empty(), Optional.empty(), Optional.empty(), FitListener.NONE);
    }

    public Fit withDev(Examples examples) {
        return new Fit(epochs, batchSize, Optional.of(examples), stopping, checkpoints, listener);
    }

    /** Needs dev examples, so give them before. */
    public Fit withEarlyStopping(String metric, int patience) {
        return new Fit(epochs, batchSize, dev, Optional.of(new EarlyStopping(metric, patience)), checkpoints, listener);
    }

    /** With a checkpoint after each epoch. */
    public Fit withCheckpoints(Path folder) {
        return withCheckpoints(folder, 0);
    }

    public Fit withCheckpoints(Path folder, int everySteps) {
        return new Fit(epochs, batchSize, dev, stopping, Optional.of(new Checkpoints(folder, everySteps)), listener);
    }

    public Fit withListener(FitListener other) {
        return new Fit(epochs, batchSize, dev, stopping, checkpoints, other);
    }
}
