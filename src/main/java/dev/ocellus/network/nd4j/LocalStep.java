package dev.ocellus.network.nd4j;

/** A step without parameters whose shards need nothing of one another. */
interface LocalStep {
    /** Computes the step's value on one shard. */
    void forward(Shard shard);

    /**
     * Contributes to the gradients of the inputs on one shard.
     *
     * @param gradient of the step's value; to be released or contributed
     */
    void backward(Shard shard, FeatureMap gradient);

    /** This step on all shards at the same time. */
    default Step onAll(Workspace workspace, int output) {
        return new Step() {
            @Override
            public void forward() {
                workspace.each(LocalStep.this::forward);
            }

            @Override
            public void backward() {
                workspace.each(shard -> LocalStep.this.backward(shard, shard.claim(output)));
            }
        };
    }
}
