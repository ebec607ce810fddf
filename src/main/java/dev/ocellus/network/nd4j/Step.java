package dev.ocellus.network.nd4j;

/** One task of a plan, bound to the buffers of one batch shape. Runs on the team's leading thread. */
interface Step extends AutoCloseable {
    /** Computes the step's value on every shard. */
    void forward();

    /**
     * Takes the gradient of the step's value from every shard and contributes to those of its inputs that need one; sets the gradients of the
     * parameters that learn.
     */
    void backward();

    @Override
    default void close() {}
}
