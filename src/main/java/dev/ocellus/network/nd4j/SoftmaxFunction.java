package dev.ocellus.network.nd4j;

/** Shares of exp(x), which sum to 1. With s = Σ g·y the gradient is y · (g − s). */
record SoftmaxFunction() implements PixelFunction {
    @Override
    public void apply(float[] x, float[] y, int n, int channels) {
        for (int first = 0; first < n; first += channels) {
            float largest = x[first];
            for (int i = first; i < first + channels; i++) {
                largest = Math.max(largest, x[i]);
            }
            double sum = 0;
            for (int i = first; i < first + channels; i++) {
                y[i] = (float) Math.exp(x[i] - largest);
                sum += y[i];
            }
            for (int i = first; i < first + channels; i++) {
                y[i] = (float) (y[i] / sum);
            }
        }
    }

    @Override
    public void chain(float[] x, float[] y, float[] gradient, int n, int channels) {
        for (int first = 0; first < n; first += channels) {
            double sum = 0;
            for (int i = first; i < first + channels; i++) {
                sum += (double) gradient[i] * y[i];
            }
            for (int i = first; i < first + channels; i++) {
                gradient[i] = y[i] * (float) (gradient[i] - sum);
            }
        }
    }
}
