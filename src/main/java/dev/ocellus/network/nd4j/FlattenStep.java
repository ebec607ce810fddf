package dev.ocellus.network.nd4j;

/** All values of a sample as one vector in the order (C, H, W). */
record FlattenStep(int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        FeatureMap from = shard.value(input);
        FeatureMap to = shard.value(output);
        float[] values = new float[from.size()];
        from.extract(values, 0);
        to.write(0, values, values.length);
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap to = shard.borrow(shard.value(input).shape());
        float[] values = new float[gradient.size()];
        gradient.read(0, values, values.length);
        to.fill(values, 0);
        shard.release(gradient);
        shard.contribute(input, to);
    }
}
