package dev.ocellus.network.nd4j;

import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;
import java.nio.FloatBuffer;
import java.util.Arrays;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * What lies under a convolution's windows, one window a row (im2col), in the order in which its filters hold their weights: (window, channel · kernel row ·
 * kernel column). Both gradients of a convolution are one matrix product with it. Holds a few samples at a time; for one thread.
 */
final class WindowMatrix implements AutoCloseable {
    /** How many floats it may hold, so that what was written is still near when it is multiplied. */
    private static final int FLOATS = 1 << 20;

    private final Shape map;
    private final Window window;
    private final Window.Fit fit;
    private final int places;
    private final int capacity;
    private final INDArray array;
    private final FloatBuffer floats;
    /** A line of windows. */
    private final float[] windows;

    private final float[] line;

    /** @param samples how many there are at most */
    WindowMatrix(Shape map, Window window, int samples) {
        this.map = map;
        this.window = window;
        this.fit = window.over(map);
        this.places = map.channels() * window.kernel().area();
        this.capacity = Math.max(1, Math.min(samples, FLOATS / Math.multiplyExact(windowsOfSample(), places)));
        this.array = Natives.allocate(Math.multiplyExact(capacity, windowsOfSample()), places);
        this.floats = array.data().asNioFloat();
        this.windows = new float[fit.columns() * places];
        this.line = new float[map.width() * map.channels()];
    }

    /** How many samples it holds at most. */
    int capacity() {
        return capacity;
    }

    /** Rows of a sample. */
    int windowsOfSample() {
        return fit.rows() * fit.columns();
    }

    /** The rows of the first samples. */
    INDArray rows(int samples) {
        return samples == capacity
                ? array
                : array.get(NDArrayIndex.interval(0, (long) samples * windowsOfSample()), NDArrayIndex.all());
    }

    /** Writes down what lies under the windows of some samples; nothing but zeros where they reach over the edge. */
    void fill(FeatureMap from, int first, int end) {
        int row = 0;
        for (int sample = first; sample < end; sample++) {
            for (int y = 0; y < fit.rows(); y++, row++) {
                Arrays.fill(windows, 0f);
                for (int k = 0; k < window.kernel().height(); k++) {
                    int down = line(y, k);
                    if (down >= 0 && down < map.height()) {
                        from.read((sample * map.height() + down) * line.length, line, line.length);
                        for (int column = 0; column < window.kernel().width(); column++) {
                            take(k, column);
                        }
                    }
                }
                floats.put(row * windows.length, windows);
            }
        }
    }

    /** Adds every row to the places of the map from which it was taken, in some samples of which nothing else is left. */
    void fold(FeatureMap to, int first, int end) {
        float[] sums = new float[map.size()];
        int row = 0;
        for (int sample = first; sample < end; sample++) {
            Arrays.fill(sums, 0f);
            for (int y = 0; y < fit.rows(); y++, row++) {
                floats.get(row * windows.length, windows);
                for (int k = 0; k < window.kernel().height(); k++) {
                    int down = line(y, k);
                    if (down >= 0 && down < map.height()) {
                        for (int column = 0; column < window.kernel().width(); column++) {
                            give(k, column, sums, down * line.length);
                        }
                    }
                }
            }
            to.write(sample * sums.length, sums, sums.length);
        }
    }

    private int line(int y, int row) {
        return y * window.stride().height()
                - fit.top()
                + row * window.dilation().height();
    }

    /** Copies what lies under one place of the kernel for all windows of a line. */
    private void take(int row, int column) {
        int step = window.stride().width();
        int shift = column * window.dilation().width() - fit.left();
        int from = firstColumn(shift);
        int count = endColumn(shift) - from;
        int area = window.kernel().area();
        int at = from * places + row * window.kernel().width() + column;
        int source = (from * step + shift) * map.channels();
        for (int x = 0; x < count; x++) {
            int to = at + x * places;
            int j = source + x * step * map.channels();
            for (int c = 0; c < map.channels(); c++, to += area, j++) {
                windows[to] = line[j];
            }
        }
    }

    /** Adds what lies under one place of the kernel for all windows of a line to the line of the map that begins at {@code start}. */
    private void give(int row, int column, float[] sums, int start) {
        int step = window.stride().width();
        int shift = column * window.dilation().width() - fit.left();
        int area = window.kernel().area();
        for (int x = firstColumn(shift); x < endColumn(shift); x++) {
            int i = x * places + row * window.kernel().width() + column;
            int j = start + (x * step + shift) * map.channels();
            for (int c = 0; c < map.channels(); c++, i += area, j++) {
                sums[j] += windows[i];
            }
        }
    }

    /** The first window of a line under which the map has begun. */
    private int firstColumn(int shift) {
        return Math.min(
                fit.columns(), Math.max(0, ceiling(-shift, window.stride().width())));
    }

    /** One more than the last window of a line under which the map has not ended. */
    private int endColumn(int shift) {
        int places = ceiling(map.width() - shift, window.stride().width());
        return Math.max(firstColumn(shift), Math.min(fit.columns(), places));
    }

    private static int ceiling(int a, int b) {
        return -Math.floorDiv(-a, b);
    }

    @Override
    public void close() {
        array.close();
    }
}
