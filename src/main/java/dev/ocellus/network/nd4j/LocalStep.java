package dev.ocellus.network.nd4j;

/** A step without parameters whose shards need nothing of one another. */
interface LocalStep extends Step {
    /** Number of the value that the step computes. */
    int output();

    /** Computes the step's value on one shard. */
    void forward(Shard shard);

    /**
     * Contributes to the gradients of the inputs on one shard.
     *
     * @param gradient of the step's value; to be released or contributed
     */
    void backward(Shard shard, FeatureMap gradient);

    @Override
    default void forward(Schedule schedule) {
        schedule.each(this::forward);
    }

    @Override
    default void backward(Schedule schedule) {
        schedule.each(shard -> backward(shard, shard.claim(output())));
    }
}
