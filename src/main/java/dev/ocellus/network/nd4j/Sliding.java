package dev.ocellus.network.nd4j;

import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;
import java.util.Arrays;

/**
 * A window that slides over maps in Java, one line of windows at once: for each place of the kernel the values under it are gathered into a line of
 * their own, so that what a layer computes runs flat over lines.
 *
 * @param fit the window's places on a map
 * @param from shape of the map
 * @param to rows and columns of places, with the map's channels
 */
record Sliding(Window window, Window.Fit fit, Shape from, Shape to) {
    Sliding(Window window, Shape from) {
        this(window, window.over(from), from);
    }

    private Sliding(Window window, Window.Fit fit, Shape from) {
        this(window, fit, from, new Shape(from.channels(), fit.rows(), fit.columns()));
    }

    /** Number of the map's line under a row of the kernel for the windows of line y; below 0 or too large where it is padding. */
    int line(int y, int row) {
        return y * window.stride().height()
                - fit.top()
                + row * window.dilation().height();
    }

    boolean hasLine(int line) {
        return line >= 0 && line < from.height();
    }

    /** Length of a line of the map. */
    int length() {
        return from.width() * from.channels();
    }

    /** Length of a line of windows. */
    int windows() {
        return to.width() * to.channels();
    }

    /** The values under one column of the kernel for all windows of a line. */
    void gather(float[] line, int column, float[] values, float outside) {
        int channels = from.channels();
        int first = first(column);
        int end = end(column);
        Arrays.fill(values, 0, first * channels, outside);
        if (window.stride().width() == 1 && first < end) {
            System.arraycopy(line, at(first, column), values, first * channels, (end - first) * channels);
        } else {
            for (int x = first; x < end; x++) {
                System.arraycopy(line, at(x, column), values, x * channels, channels);
            }
        }
        Arrays.fill(values, end * channels, windows(), outside);
    }

    /**
     * Adds what belongs under one place of the kernel to a map.
     *
     * @param values one after another for the windows of line y
     * @param map one sample's, (H, W, C)
     */
    void scatter(float[] values, int y, int row, int column, float[] map) {
        int channels = from.channels();
        int start = line(y, row) * length();
        int end = end(column);
        int step = window.stride().width() == 1 ? Math.max(1, end - first(column)) : 1;
        for (int x = first(column); x < end; x += step) {
            int to = start + at(x, column);
            int values0 = x * channels;
            for (int i = 0; i < step * channels; i++) {
                map[to + i] += values[values0 + i];
            }
        }
    }

    /** Where the value under one column of the kernel lies in a line of the map. */
    private int at(int x, int column) {
        return (x * window.stride().width() + offset(column)) * from.channels();
    }

    private int offset(int column) {
        return column * window.dilation().width() - fit.left();
    }

    /** The first window of a line for which the column lies on the map. */
    private int first(int column) {
        return Math.min(
                to.width(),
                Math.max(0, -Math.floorDiv(offset(column), window.stride().width())));
    }

    /** One more than the last window of a line for which the column lies on the map; at least {@link #first}. */
    private int end(int column) {
        int stride = window.stride().width();
        int places = -Math.floorDiv(offset(column) - from.width(), stride);
        return Math.max(first(column), Math.min(to.width(), places));
    }
}
