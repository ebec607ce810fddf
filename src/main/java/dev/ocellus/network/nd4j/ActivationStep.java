package dev.ocellus.network.nd4j;

import dev.ocellus.network.Layer.Activation;

/** An activation by itself. */
record ActivationStep(Activation activation, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        FeatureMap from = shard.value(input);
        FeatureMap to = shard.value(output);
        float[] x = new float[Strip.FLOATS];
        for (int at = 0, size = to.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            from.read(at, x, n);
            Pointwise.apply(activation, x, n);
            to.write(at, x, n);
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap base = shard.value(Pointwise.derivativeFromResult(activation.function()) ? output : input);
        float[] x = new float[Strip.FLOATS];
        float[] g = new float[Strip.FLOATS];
        for (int at = 0, size = gradient.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            base.read(at, x, n);
            gradient.read(at, g, n);
            Pointwise.chain(activation, x, g, n);
            gradient.write(at, g, n);
        }
        shard.contribute(input, gradient);
    }
}
