package dev.ocellus.network.nd4j;

/** One task of a plan, bound to the buffers of one batch shape. */
interface Step extends AutoCloseable {
    /** Schedules the computation of the step's value. */
    void forward(Schedule schedule);

    /**
     * Schedules the way back: every shard takes the gradient of the step's value and contributes to those of the inputs that need one; the gradients
     * of the parameters that learn are added to the workers'.
     */
    void backward(Schedule schedule);

    @Override
    default void close() {}
}
