package dev.ocellus.network.nd4j;

import java.util.Arrays;

/**
 * How Java walks over feature maps: in strips of whole pixels that fit the first cache. What belongs to channels (a scale, a sum) is repeated along
 * the strip, so that every loop runs flat over a strip and the compiler turns it into vector instructions whatever the number of channels.
 */
final class Strip {
    static final int FLOATS = 512;

    private Strip() {}

    /** Length of a strip: a whole number of pixels of that many channels. */
    static int length(int channels) {
        return channels * Math.max(1, FLOATS / channels);
    }

    /** The values of the channels, repeated along a strip. */
    static float[] repeat(float[] channels) {
        float[] strip = Arrays.copyOf(channels, length(channels.length));
        repeat(strip, channels.length);
        return strip;
    }

    /** Repeats the channels' values at the beginning of a strip along the rest of it. */
    static void repeat(float[] strip, int channels) {
        for (int i = channels; i < strip.length; i += channels) {
            System.arraycopy(strip, 0, strip, i, channels);
        }
    }

    /** Adds a strip of sums to the sums of the channels and clears it. */
    static void fold(float[] strip, double[] channels) {
        for (int i = 0; i < strip.length; i += channels.length) {
            for (int c = 0; c < channels.length; c++) {
                channels[c] += strip[i + c];
                strip[i + c] = 0;
            }
        }
    }

    /** The sum of each channel over all samples and pixels. */
    static double[] sums(FeatureMap map) {
        double[] sums = new double[map.shape().channels()];
        float[] values = new float[length(sums.length)];
        float[] partial = new float[values.length];
        for (int at = 0, size = map.size(), turn = 1; at < size; at += values.length, turn++) {
            int n = Math.min(values.length, size - at);
            map.read(at, values, n);
            for (int i = 0; i < n; i++) {
                partial[i] += values[i];
            }
            if (turn % 256 == 0) {
                fold(partial, sums);
            }
        }
        fold(partial, sums);
        return sums;
    }

    /** sum ← a + b; the sum may be one of them. */
    static void add(FeatureMap a, FeatureMap b, FeatureMap sum) {
        float[] left = new float[FLOATS];
        float[] right = new float[FLOATS];
        for (int at = 0, size = sum.size(); at < size; at += FLOATS) {
            int n = Math.min(FLOATS, size - at);
            a.read(at, left, n);
            b.read(at, right, n);
            for (int i = 0; i < n; i++) {
                left[i] += right[i];
            }
            sum.write(at, left, n);
        }
    }

    static void copy(FeatureMap from, FeatureMap to) {
        float[] values = new float[FLOATS];
        for (int at = 0, size = to.size(); at < size; at += FLOATS) {
            int n = Math.min(FLOATS, size - at);
            from.read(at, values, n);
            to.write(at, values, n);
        }
    }
}
