package dev.ocellus.network.nd4j;

import dev.ocellus.network.DropoutMask;
import java.util.function.Supplier;

/**
 * Inverted dropout in training. What is dropped is not remembered but drawn again on the way back, which is safe because no step of the optimiser lies
 * between.
 *
 * @param mask of the current step
 * @param kept what the values that stay are multiplied by
 */
record DropoutStep(Supplier<DropoutMask> mask, float kept, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        drop(shard, shard.value(input), shard.value(output));
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        drop(shard, gradient, gradient);
        shard.contribute(input, gradient);
    }

    private void drop(Shard shard, FeatureMap from, FeatureMap to) {
        DropoutMask now = mask.get();
        int channels = from.shape().channels();
        int plane = from.shape().height() * from.shape().width();
        float[] line = new float[from.shape().width() * channels];
        for (int n = 0, at = 0; n < from.samples(); n++) {
            long sample = (long) (shard.first() + n) * channels * plane;
            for (int pixel = 0; pixel < plane; pixel += from.shape().width(), at += line.length) {
                from.read(at, line, line.length);
                for (int i = 0, x = pixel; i < line.length; x++) {
                    for (int c = 0; c < channels; c++, i++) {
                        line[i] = now.drops(sample + (long) c * plane + x) ? 0 : line[i] * kept;
                    }
                }
                to.write(at, line, line.length);
            }
        }
    }
}
