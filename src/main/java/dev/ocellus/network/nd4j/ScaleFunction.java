package dev.ocellus.network.nd4j;

/** y = factor · x */
record ScaleFunction(float factor) implements PixelFunction {
    @Override
    public void apply(float[] x, float[] y, int n, int channels) {
        for (int i = 0; i < n; i++) {
            y[i] = factor * x[i];
        }
    }

    @Override
    public void chain(float[] x, float[] y, float[] gradient, int n, int channels) {
        for (int i = 0; i < n; i++) {
            gradient[i] *= factor;
        }
    }
}
