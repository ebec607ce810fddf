package dev.ocellus.network.nd4j;

import dev.ocellus.network.Layer;

/**
 * y = x / s^β with s = bias + α · Σ x² over the channels around each one. The gradient is g / s^β − 2·α·β·x · Σ (g·y / s), over the same channels.
 */
record LocalResponseNormFunction(Layer.LocalResponseNorm layer) implements PixelFunction {
    @Override
    public void apply(float[] x, float[] y, int n, int channels) {
        float[] sums = sums(x, n, channels);
        shrink(sums, x, y, n);
    }

    @Override
    public void chain(float[] x, float[] y, float[] gradient, int n, int channels) {
        float[] sums = sums(x, n, channels);
        float[] pulls = new float[n];
        for (int i = 0; i < n; i++) {
            pulls[i] = gradient[i] * y[i] / sums[i];
        }
        float[] pulled = new float[n];
        addAround(pulls, pulled, n, channels);
        shrink(sums, gradient, gradient, n);
        float factor = (float) (2 * layer.alpha() * layer.beta());
        for (int i = 0; i < n; i++) {
            gradient[i] -= factor * x[i] * pulled[i];
        }
    }

    /** s for each value. */
    private float[] sums(float[] x, int n, int channels) {
        float[] squares = new float[n];
        for (int i = 0; i < n; i++) {
            squares[i] = x[i] * x[i];
        }
        float[] sums = new float[n];
        addAround(squares, sums, n, channels);
        float alpha = (float) layer.alpha();
        float bias = (float) layer.bias();
        for (int i = 0; i < n; i++) {
            sums[i] = bias + alpha * sums[i];
        }
        return sums;
    }

    /** to ← to + the sum of the values around each one along the channels */
    private void addAround(float[] values, float[] to, int n, int channels) {
        int around = Math.min(layer.depth() / 2, channels - 1);
        for (int shift = -around; shift <= around; shift++) {
            int skipped = Math.max(0, -shift);
            int count = channels - Math.abs(shift);
            for (int first = skipped; first < n; first += channels) {
                for (int i = first; i < first + count; i++) {
                    to[i] += values[i + shift];
                }
            }
        }
    }

    /** y ← x / s^β; the usual β without the slow power. */
    private void shrink(float[] sums, float[] x, float[] y, int n) {
        if (layer.beta() == 0.75) {
            for (int i = 0; i < n; i++) {
                float root = (float) Math.sqrt(sums[i]);
                y[i] = x[i] / (root * (float) Math.sqrt(root));
            }
        } else {
            for (int i = 0; i < n; i++) {
                y[i] = (float) (x[i] / Math.pow(sums[i], layer.beta()));
            }
        }
    }
}
