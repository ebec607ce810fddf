package dev.ocellus.network.nd4j;

import java.util.Arrays;

/** Sums over a batch for each channel: mean and variance on the way forward, the two sums that batch norm's gradient needs on the way back. */
final class NormStatistics {
    /** How many strips are summed in floats before the sums move on to doubles. */
    private static final int STRIPS = 256;

    private final int channels;
    private final double[][] partMeans;
    private final double[][] partSquares;
    private final long[] partCounts;
    private final GradientSums[] gradientParts;
    private double[] mean;
    private double[] variance;
    private double[] inverse;
    private long count;

    NormStatistics(int channels, int parts) {
        this.channels = channels;
        this.partMeans = new double[parts][];
        this.partSquares = new double[parts][];
        this.partCounts = new long[parts];
        this.gradientParts = new GradientSums[parts];
    }

    /**
     * Measures one part of the batch. Values are taken relative to the part's first pixel, so that squares stay as small as the variance even where
     * the mean is large.
     */
    void measure(int part, FeatureMap map) {
        float[] pivots = new float[channels];
        map.read(0, pivots, channels);
        float[] pivot = Strip.repeat(pivots);
        float[] x = new float[pivot.length];
        float[] sums = new float[pivot.length];
        float[] squares = new float[pivot.length];
        double[] sum = new double[channels];
        double[] square = new double[channels];
        for (int at = 0, size = map.size(), turn = 1; at < size; at += x.length, turn++) {
            int n = Math.min(x.length, size - at);
            map.read(at, x, n);
            for (int i = 0; i < n; i++) {
                float d = x[i] - pivot[i];
                sums[i] += d;
                squares[i] += d * d;
            }
            if (turn % STRIPS == 0) {
                Strip.fold(sums, sum);
                Strip.fold(squares, square);
            }
        }
        Strip.fold(sums, sum);
        Strip.fold(squares, square);
        long pixels = map.size() / channels;
        for (int c = 0; c < channels; c++) {
            double difference = sum[c] / pixels;
            square[c] = Math.max(0, square[c] - difference * sum[c]);
            sum[c] = pivots[c] + difference;
        }
        partMeans[part] = sum;
        partSquares[part] = square;
        partCounts[part] = pixels;
    }

    /** Joins the parts, each with its mean and its sum of squared differences from it (Chan, Golub and LeVeque 1979). */
    void combine(double epsilon) {
        mean = partMeans[0].clone();
        double[] squares = partSquares[0].clone();
        count = partCounts[0];
        for (int part = 1; part < partCounts.length; part++) {
            long joined = count + partCounts[part];
            for (int c = 0; c < channels; c++) {
                double difference = partMeans[part][c] - mean[c];
                mean[c] += difference * partCounts[part] / joined;
                squares[c] += partSquares[part][c] + difference * difference * count * partCounts[part] / joined;
            }
            count = joined;
        }
        variance = squares;
        for (int c = 0; c < channels; c++) {
            variance[c] /= count;
        }
        invert(epsilon);
    }

    /** Uses given statistics instead of measured ones. */
    void use(float[] means, float[] variances, double epsilon) {
        mean = new double[channels];
        variance = new double[channels];
        for (int c = 0; c < channels; c++) {
            mean[c] = means[c];
            variance[c] = variances[c];
        }
        invert(epsilon);
    }

    private void invert(double epsilon) {
        inverse = new double[channels];
        for (int c = 0; c < channels; c++) {
            inverse[c] = 1 / Math.sqrt(variance[c] + epsilon);
        }
    }

    double[] mean() {
        return mean;
    }

    /** Mean squared difference from the mean. */
    double[] variance() {
        return variance;
    }

    /** 1 / √(variance + ε) */
    double[] inverse() {
        return inverse;
    }

    /** Values for each channel. */
    long count() {
        return count;
    }

    /** An empty place for the gradient sums of one part. */
    GradientSums gradientSums(int part) {
        gradientParts[part] = new GradientSums(channels);
        return gradientParts[part];
    }

    /** Σ g */
    double[] gradientSums() {
        double[] total = new double[channels];
        for (GradientSums part : gradientParts) {
            Arrays.setAll(total, c -> total[c] + part.sums[c]);
        }
        return total;
    }

    /** Σ g · (x − mean) */
    double[] gradientProducts() {
        double[] total = new double[channels];
        for (GradientSums part : gradientParts) {
            Arrays.setAll(total, c -> total[c] + part.products[c]);
        }
        return total;
    }

    static float[] floats(double[] values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    /** Σ g and Σ g · (x − mean) of one part, growing strip by strip. */
    static final class GradientSums {
        private final double[] sums;
        private final double[] products;
        private final float[] sumStrip;
        private final float[] productStrip;
        private int turns;

        GradientSums(int channels) {
            sums = new double[channels];
            products = new double[channels];
            sumStrip = new float[Strip.length(channels)];
            productStrip = new float[sumStrip.length];
        }

        void add(float[] x, float[] g, float[] means, int n) {
            add(x, g, means, sumStrip, productStrip, n);
            if (++turns % STRIPS == 0) {
                finish();
            }
        }

        private static void add(float[] x, float[] g, float[] means, float[] sum, float[] product, int n) {
            for (int i = 0; i < n; i++) {
                sum[i] += g[i];
                product[i] += g[i] * (x[i] - means[i]);
            }
        }

        void finish() {
            Strip.fold(sumStrip, sums);
            Strip.fold(productStrip, products);
        }
    }
}
