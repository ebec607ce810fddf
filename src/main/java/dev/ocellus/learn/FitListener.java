package dev.ocellus.learn;

import dev.ocellus.network.LossFunction.Loss;

/** Hears how a fit goes, to tell somebody. What it throws ends the fit; the last checkpoint stays. */
public interface FitListener {
    /** Hears nothing. */
    FitListener NONE = new FitListener() {};

    /**
     * The fit begins.
     *
     * @param first number of steps that are complete: more than at the fit's start where a checkpoint is gone on from
     * @param steps number of steps after which it ends, counted over all fits of the model
     */
    default void began(long first, long steps) {}

    /**
     * A step is complete.
     *
     * @param step counted from 0, over all fits of the model
     */
    default void stepped(long step, Loss loss, double learningRate) {}

    /**
     * An epoch is complete, and its checkpoint written.
     *
     * @param best whether it is the best so far for {@link EarlyStopping}; false without
     */
    default void epochEnded(History.Row row, boolean best) {}
}
