package dev.ocellus.train;

import dev.ocellus.image.Image;
import dev.ocellus.network.Preprocessing;
import java.util.ArrayList;
import java.util.List;

/** Mean and deviation of red, green and blue over many pictures, rounded to hundredths of a pixel value. */
final class ChannelStatistics {
    private static final int CHANNELS = 3;

    /** Of pictures that are all of one colour. */
    private static final double SMALLEST_DEVIATION = 1;

    private ChannelStatistics() {}

    /** The preprocessing that makes mean 0 and deviation 1 of these pictures' channels. */
    static Preprocessing of(List<Image> images) {
        long[] sums = new long[CHANNELS];
        long[] squares = new long[CHANNELS];
        long pixels = 0;
        for (Image image : images) {
            byte[] rgb = image.toRgb();
            for (int i = 0; i < rgb.length; i++) {
                int value = rgb[i] & 0xff;
                sums[i % CHANNELS] += value;
                squares[i % CHANNELS] += value * value;
            }
            pixels += rgb.length / CHANNELS;
        }
        List<Double> means = new ArrayList<>();
        List<Double> deviations = new ArrayList<>();
        for (int channel = 0; channel < CHANNELS; channel++) {
            double mean = (double) sums[channel] / pixels;
            double variance = Math.max(0, (double) squares[channel] / pixels - mean * mean);
            means.add(rounded(mean));
            deviations.add(Math.max(SMALLEST_DEVIATION, rounded(Math.sqrt(variance))));
        }
        return new Preprocessing(means, deviations);
    }

    private static double rounded(double value) {
        return Math.round(100 * value) / 100.0;
    }
}
