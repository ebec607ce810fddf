package dev.ocellus.network.nd4j;

import dev.ocellus.network.Shape;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * The weight gradient of a convolution over few channels, as the first one over a picture: all windows of a sample are written down as rows of a
 * matrix (im2col), then it is one matrix product. Ten times as fast there as the native operation, which also computes the picture's gradient.
 */
final class Patches implements AutoCloseable {
    private static final int FEW = 4;

    private final Shape input;
    private final Shape output;
    private final int kernel;
    private final int stride;
    private final int padding;
    private final int length;
    private final INDArray windows;
    private final INDArray product;

    Patches(Shape input, Shape output, int kernel, int stride, int padding) {
        this.input = input;
        this.output = output;
        this.kernel = kernel;
        this.stride = stride;
        this.padding = padding;
        this.length = kernel * kernel * input.channels();
        this.windows = Natives.allocate((long) output.height() * output.width(), length);
        this.product = Natives.allocate(output.channels(), length);
    }

    /** Whether this way is the faster one. */
    static boolean suit(Shape input) {
        return input.channels() <= FEW;
    }

    /**
     * Computes the gradient of the weights.
     *
     * @param x the convolution's input
     * @param gradient the gradient of its result
     * @param weightGradient (out, in, kernel height, kernel width), overwritten
     */
    void weightGradient(FeatureMap x, FeatureMap gradient, INDArray weightGradient) {
        float[] sum = new float[output.channels() * length];
        float[] part = new float[sum.length];
        FloatBuffer products = product.data().asNioFloat();
        int pixels = output.height() * output.width();
        INDArray rows = gradient.matrix();
        for (int n = 0; n < x.samples(); n++) {
            writeWindows(x, n);
            INDArray sample = rows.get(NDArrayIndex.interval((long) n * pixels, (n + 1L) * pixels), NDArrayIndex.all());
            Natives.run("matmul", new INDArray[] {sample, windows}, new INDArray[] {product}, 1, 0, 0);
            products.get(0, part);
            for (int i = 0; i < sum.length; i++) {
                sum[i] += part[i];
            }
        }
        weightGradient.data().asNioFloat().put(0, canonical(sum));
    }

    /** One row for each output pixel: the input under the kernel in the order (y, x, channel), 0 outside the picture. */
    private void writeWindows(FeatureMap x, int sample) {
        int channels = input.channels();
        float[] picture = new float[input.size()];
        x.read(sample * picture.length, picture, picture.length);
        int run = kernel * channels;
        float[] row = new float[output.width() * length];
        FloatBuffer target = windows.data().asNioFloat();
        for (int oy = 0; oy < output.height(); oy++) {
            for (int ky = 0; ky < kernel; ky++) {
                int iy = oy * stride - padding + ky;
                boolean outside = iy < 0 || iy >= input.height();
                int line = iy * input.width() * channels;
                for (int ox = 0; ox < output.width(); ox++) {
                    int to = ox * length + ky * run;
                    int left = ox * stride - padding;
                    int from = Math.min(kernel, Math.max(0, -left));
                    int end = Math.max(from, Math.min(kernel, input.width() - left));
                    if (outside || from > 0 || end < kernel) {
                        Arrays.fill(row, to, to + run, 0f);
                    }
                    if (!outside) {
                        System.arraycopy(
                                picture,
                                line + (left + from) * channels,
                                row,
                                to + from * channels,
                                (end - from) * channels);
                    }
                }
            }
            target.put(oy * row.length, row);
        }
    }

    private float[] canonical(float[] gradient) {
        int channels = input.channels();
        int area = kernel * kernel;
        float[] result = new float[gradient.length];
        for (int o = 0; o < output.channels(); o++) {
            for (int k = 0; k < area; k++) {
                for (int c = 0; c < channels; c++) {
                    result[(o * channels + c) * area + k] = gradient[o * length + k * channels + c];
                }
            }
        }
        return result;
    }

    @Override
    public void close() {
        windows.close();
        product.close();
    }
}
