package dev.ocellus.network.nd4j;

/** What a layer without parameters does to each pixel by itself: a function of the values of its channels. */
interface PixelFunction {
    /**
     * Computes the function of whole pixels.
     *
     * @param n how many values there are, a multiple of {@code channels}
     */
    void apply(float[] x, float[] y, int n, int channels);

    /**
     * Turns the gradient of the results into that of the arguments, in place.
     *
     * @param y the function of x
     */
    void chain(float[] x, float[] y, float[] gradient, int n, int channels);
}
