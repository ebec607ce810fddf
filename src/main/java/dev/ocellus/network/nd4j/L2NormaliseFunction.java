package dev.ocellus.network.nd4j;

/** y = x / r with r = √(Σ x² + ε). With s = Σ g·y the gradient is (g − y·s) / r. */
record L2NormaliseFunction(double epsilon) implements PixelFunction {
    @Override
    public void apply(float[] x, float[] y, int n, int channels) {
        for (int first = 0; first < n; first += channels) {
            double length = length(x, first, channels);
            for (int i = first; i < first + channels; i++) {
                y[i] = (float) (x[i] / length);
            }
        }
    }

    @Override
    public void chain(float[] x, float[] y, float[] gradient, int n, int channels) {
        for (int first = 0; first < n; first += channels) {
            double length = length(x, first, channels);
            double sum = 0;
            for (int i = first; i < first + channels; i++) {
                sum += (double) gradient[i] * y[i];
            }
            for (int i = first; i < first + channels; i++) {
                gradient[i] = (float) ((gradient[i] - y[i] * sum) / length);
            }
        }
    }

    private double length(float[] x, int first, int channels) {
        double squares = epsilon;
        for (int i = first; i < first + channels; i++) {
            squares += (double) x[i] * x[i];
        }
        return Math.sqrt(squares);
    }
}
