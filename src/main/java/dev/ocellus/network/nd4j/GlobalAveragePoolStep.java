package dev.ocellus.network.nd4j;

/** The mean of each channel over a sample's pixels. */
record GlobalAveragePoolStep(int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        FeatureMap from = shard.value(input);
        int channels = from.shape().channels();
        float[] row = new float[from.shape().width() * channels];
        float[] means = new float[channels];
        for (int n = 0; n < from.samples(); n++) {
            double[] sums = new double[channels];
            for (int at = n * from.shape().size(), end = at + from.shape().size(); at < end; at += row.length) {
                from.read(at, row, row.length);
                for (int i = 0; i < row.length; i += channels) {
                    for (int c = 0; c < channels; c++) {
                        sums[c] += row[i + c];
                    }
                }
            }
            int pixels = from.shape().size() / channels;
            for (int c = 0; c < channels; c++) {
                means[c] = (float) (sums[c] / pixels);
            }
            shard.value(output).write(n * channels, means, channels);
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap to = shard.borrow(shard.value(input).shape());
        int channels = to.shape().channels();
        int pixels = to.shape().size() / channels;
        float[] row = new float[to.shape().width() * channels];
        for (int n = 0; n < to.samples(); n++) {
            gradient.read(n * channels, row, channels);
            for (int c = 0; c < channels; c++) {
                row[c] /= pixels;
            }
            for (int i = channels; i < row.length; i += channels) {
                System.arraycopy(row, 0, row, i, channels);
            }
            for (int at = n * to.shape().size(), end = at + to.shape().size(); at < end; at += row.length) {
                to.write(at, row, row.length);
            }
        }
        shard.release(gradient);
        shard.contribute(input, to);
    }
}
