package dev.ocellus.network.nd4j;

import dev.ocellus.network.Shape;
import java.nio.FloatBuffer;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * Maps of several samples outside the heap, laid out (N, H, W, C) as the native convolutions like them. Java works on them in pieces that fit the
 * processor's first cache: {@link #read} a piece, compute, {@link #write} it.
 */
final class FeatureMap implements AutoCloseable {
    private final Shape shape;
    private final int samples;
    private final INDArray array;
    private final FloatBuffer floats;

    FeatureMap(int samples, Shape shape) {
        this.samples = samples;
        this.shape = shape;
        this.array = Natives.allocate(samples, shape.height(), shape.width(), shape.channels());
        this.floats = array.data().asNioFloat();
    }

    Shape shape() {
        return shape;
    }

    int samples() {
        return samples;
    }

    int size() {
        return Math.multiplyExact(samples, shape.size());
    }

    /** (N, H, W, C). */
    INDArray array() {
        return array;
    }

    /** Some of the samples, (end − first, H, W, C), over the same memory. */
    INDArray samples(int first, int end) {
        return first == 0 && end == samples
                ? array
                : array.get(
                        NDArrayIndex.interval(first, end), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all());
    }

    /** (N · H · W, C), over the same memory. */
    INDArray matrix() {
        return array.reshape('c', size() / shape.channels(), shape.channels());
    }

    void read(int from, float[] into, int length) {
        floats.get(from, into, 0, length);
    }

    void write(int to, float[] values, int length) {
        floats.put(to, values, 0, length);
    }

    /** Takes samples laid out (N, C, H, W), beginning with number {@code first}. */
    void fill(float[] source, int first) {
        int channels = shape.channels();
        int plane = shape.height() * shape.width();
        int width = shape.width();
        float[] row = new float[width * channels];
        for (int n = 0; n < samples; n++) {
            for (int y = 0; y < shape.height(); y++) {
                for (int c = 0; c < channels; c++) {
                    int from = ((first + n) * channels + c) * plane + y * width;
                    for (int x = 0, to = c; x < width; x++, to += channels) {
                        row[to] = source[from + x];
                    }
                }
                write((n * plane + y * width) * channels, row, row.length);
            }
        }
    }

    /** Copies all samples to an array laid out (N, C, H, W), beginning with sample number {@code first} there. */
    void extract(float[] target, int first) {
        int channels = shape.channels();
        int plane = shape.height() * shape.width();
        int width = shape.width();
        float[] row = new float[width * channels];
        for (int n = 0; n < samples; n++) {
            for (int y = 0; y < shape.height(); y++) {
                read((n * plane + y * width) * channels, row, row.length);
                for (int c = 0; c < channels; c++) {
                    int to = ((first + n) * channels + c) * plane + y * width;
                    for (int x = 0, from = c; x < width; x++, from += channels) {
                        target[to + x] = row[from];
                    }
                }
            }
        }
    }

    @Override
    public void close() {
        array.close();
    }
}
