package dev.ocellus.loss;

import dev.ocellus.network.Tensor;
import java.util.Arrays;

/** The classes that pixels should have, read from class numbers or from distributions. Pixels are counted over the whole batch. */
final class ClassLabels {
    /** How far the parts of a distribution may add up from 1. */
    private static final double TOLERANCE = 1e-3;

    private final float[] targets;
    private final int samples;
    private final int classes;
    private final int plane;
    private final boolean numbers;

    ClassLabels(Tensor output, Tensor target) {
        int[] of = output.shape();
        if (of.length != 4 || of[1] < 2) {
            throw new IllegalArgumentException(
                    "classes need an output (N, C, H, W) with C at least 2, got " + Arrays.toString(of));
        }
        samples = of[0];
        classes = of[1];
        plane = of[2] * of[3];
        targets = target.data();
        numbers = Arrays.equals(target.shape(), new int[] {of[0], 1, of[2], of[3]});
        if (!numbers && !Arrays.equals(target.shape(), of)) {
            throw new IllegalArgumentException(
                    "outputs of shape %s need as targets class numbers of shape [%d, 1, %d, %d] or distributions of the output's shape, got %s"
                            .formatted(Arrays.toString(of), of[0], of[2], of[3], Arrays.toString(target.shape())));
        }
    }

    int classes() {
        return classes;
    }

    int pixels() {
        return samples * plane;
    }

    /** Where the value of a class stands in an output. */
    int place(int pixel, int c) {
        return (pixel / plane * classes + c) * plane + pixel % plane;
    }

    /** How many pixels have a label. */
    long count() {
        long count = 0;
        for (int pixel = 0; pixel < pixels(); pixel++) {
            count += isThere(pixel) ? 1 : 0;
        }
        return count;
    }

    private boolean isThere(int pixel) {
        if (numbers) {
            return !Float.isNaN(targets[pixel]);
        }
        for (int c = 0; c < classes; c++) {
            if (Float.isNaN(targets[place(pixel, c)])) {
                return false;
            }
        }
        return true;
    }

    /**
     * What a pixel should be.
     *
     * @param wanted gets the share of each class
     * @return false where the label is missing
     */
    boolean read(int pixel, double[] wanted) {
        if (!isThere(pixel)) {
            return false;
        }
        if (numbers) {
            Arrays.fill(wanted, 0);
            wanted[classNumber(pixel)] = 1;
            return true;
        }
        double sum = 0;
        for (int c = 0; c < classes; c++) {
            wanted[c] = targets[place(pixel, c)];
            sum += wanted[c];
            if (wanted[c] < 0) {
                throw refused(pixel, "a share of " + wanted[c]);
            }
        }
        if (!(Math.abs(sum - 1) <= TOLERANCE)) {
            throw refused(pixel, "shares that add up to " + sum + ", not 1");
        }
        return true;
    }

    private int classNumber(int pixel) {
        float number = targets[pixel];
        if (number < 0 || number >= classes || number != Math.rint(number)) {
            throw refused(
                    pixel,
                    "the class %s, but classes are whole numbers from 0 to %d"
                            .formatted(Float.toString(number), classes - 1));
        }
        return (int) number;
    }

    private IllegalArgumentException refused(int pixel, String what) {
        return new IllegalArgumentException("sample %d of the batch has %s".formatted(pixel / plane, what));
    }
}
