package dev.ocellus.network.nd4j;

import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import java.util.Arrays;

/**
 * The largest value of each window; among equals the first one gets the gradient.
 *
 * <p>Works on a line of windows at once: for each place of the kernel the values under it are gathered into a line of their own, so that the
 * comparisons run flat over lines. Winners are not remembered but found again on the way back.
 */
record MaxPoolStep(Layer.MaxPool layer, Shape from, Shape to, int input, int output) implements LocalStep {
    @Override
    public void forward(Shard shard) {
        float[] line = new float[from.width() * from.channels()];
        float[] best = new float[to.width() * to.channels()];
        float[] candidate = new float[best.length];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            for (int y = 0; y < to.height(); y++, row++) {
                Arrays.fill(best, Float.NEGATIVE_INFINITY);
                for (int k = 0; k < layer.kernel().height(); k++) {
                    int down = y * layer.stride().height() - layer.padding().top() + k;
                    if (down >= 0 && down < from.height()) {
                        shard.value(input).read((n * from.height() + down) * line.length, line, line.length);
                        for (int across = 0; across < layer.kernel().height(); across++) {
                            gather(line, across, candidate);
                            keepLarger(best, candidate);
                        }
                    }
                }
                shard.value(output).write(row * best.length, best, best.length);
            }
        }
    }

    /** The values under one column of the kernel for all windows of a line. */
    private void gather(float[] line, int across, float[] candidate) {
        int channels = from.channels();
        for (int x = 0; x < to.width(); x++) {
            int at = x * layer.stride().height() - layer.padding().top() + across;
            if (at >= 0 && at < from.width()) {
                System.arraycopy(line, at * channels, candidate, x * channels, channels);
            } else {
                Arrays.fill(candidate, x * channels, (x + 1) * channels, Float.NEGATIVE_INFINITY);
            }
        }
    }

    private static void keepLarger(float[] best, float[] candidate) {
        for (int i = 0; i < best.length; i++) {
            best[i] = Math.max(best[i], candidate[i]);
        }
    }

    @Override
    public void backward(Shard shard, FeatureMap gradient) {
        FeatureMap target = shard.borrow(from);
        float[] map = new float[from.size()];
        float[] line = new float[from.width() * from.channels()];
        float[] best = new float[to.width() * to.channels()];
        float[] candidate = new float[best.length];
        float[] left = new float[best.length];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            Arrays.fill(map, 0);
            for (int y = 0; y < to.height(); y++, row++) {
                shard.value(output).read(row * best.length, best, best.length);
                gradient.read(row * best.length, left, left.length);
                for (int k = 0; k < layer.kernel().height(); k++) {
                    int down = y * layer.stride().height() - layer.padding().top() + k;
                    if (down >= 0 && down < from.height()) {
                        shard.value(input).read((n * from.height() + down) * line.length, line, line.length);
                        for (int across = 0; across < layer.kernel().height(); across++) {
                            gather(line, across, candidate);
                            award(best, candidate, left);
                            scatter(candidate, across, map, down * line.length);
                        }
                    }
                }
            }
            target.write(n * map.length, map, map.length);
        }
        shard.release(gradient);
        shard.contribute(input, target);
    }

    /** Moves what is left of the gradient to the candidates that equal the largest value; to the others 0. */
    private static void award(float[] best, float[] candidate, float[] left) {
        for (int i = 0; i < best.length; i++) {
            float share = left[i] * (1f - Math.min(1f, (best[i] - candidate[i]) * Pointwise.STEEP));
            candidate[i] = share;
            left[i] -= share;
        }
    }

    private void scatter(float[] shares, int across, float[] map, int start) {
        int channels = from.channels();
        for (int x = 0; x < to.width(); x++) {
            int at = x * layer.stride().height() - layer.padding().top() + across;
            if (at >= 0 && at < from.width()) {
                for (int c = 0, i = start + at * channels, j = x * channels; c < channels; c++, i++, j++) {
                    map[i] += shares[j];
                }
            }
        }
    }
}
