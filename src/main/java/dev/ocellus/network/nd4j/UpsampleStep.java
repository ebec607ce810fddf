package dev.ocellus.network.nd4j;

import java.util.Arrays;

/** Each pixel repeated in a square; the gradient of a pixel is the sum over its square. */
record UpsampleStep(int factor, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        FeatureMap from = shard.value(input);
        FeatureMap to = shard.value(output);
        int channels = from.shape().channels();
        float[] narrow = new float[from.shape().width() * channels];
        float[] wide = new float[narrow.length * factor];
        for (int row = 0; row < from.samples() * from.shape().height(); row++) {
            from.read(row * narrow.length, narrow, narrow.length);
            for (int x = 0, to0 = 0; x < narrow.length; x += channels) {
                for (int i = 0; i < factor; i++, to0 += channels) {
                    System.arraycopy(narrow, x, wide, to0, channels);
                }
            }
            for (int i = 0; i < factor; i++) {
                to.write((row * factor + i) * wide.length, wide, wide.length);
            }
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap to = shard.borrow(shard.value(input).shape());
        int channels = to.shape().channels();
        float[] narrow = new float[to.shape().width() * channels];
        float[] wide = new float[narrow.length * factor];
        float[] sum = new float[wide.length];
        for (int row = 0; row < to.samples() * to.shape().height(); row++) {
            gradient.read(row * factor * wide.length, sum, sum.length);
            for (int i = 1; i < factor; i++) {
                gradient.read((row * factor + i) * wide.length, wide, wide.length);
                for (int k = 0; k < sum.length; k++) {
                    sum[k] += wide[k];
                }
            }
            Arrays.fill(narrow, 0);
            for (int x = 0, from = 0; x < narrow.length; x += channels) {
                for (int i = 0; i < factor; i++, from += channels) {
                    for (int c = 0; c < channels; c++) {
                        narrow[x + c] += sum[from + c];
                    }
                }
            }
            to.write(row * narrow.length, narrow, narrow.length);
        }
        shard.release(gradient);
        shard.contribute(input, to);
    }
}
