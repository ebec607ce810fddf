package dev.ocellus.network.nd4j;

/** A function of each pixel by itself. */
record PixelStep(PixelFunction function, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        FeatureMap from = shard.value(input);
        int channels = from.shape().channels();
        float[] x = new float[Strip.length(channels)];
        float[] y = new float[x.length];
        for (int at = 0, size = from.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            from.read(at, x, n);
            function.apply(x, y, n, channels);
            shard.value(output).write(at, y, n);
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        int channels = gradient.shape().channels();
        float[] x = new float[Strip.length(channels)];
        float[] y = new float[x.length];
        float[] g = new float[x.length];
        for (int at = 0, size = gradient.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            shard.value(input).read(at, x, n);
            shard.value(output).read(at, y, n);
            gradient.read(at, g, n);
            function.chain(x, y, g, n, channels);
            gradient.write(at, g, n);
        }
        shard.contribute(input, gradient);
    }
}
