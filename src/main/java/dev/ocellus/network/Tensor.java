package dev.ocellus.network;

import java.util.Arrays;

/**
 * Row-major floats on the heap; batches of pictures and feature maps are (N, C, H, W). The only array that crosses a room's border.
 *
 * <p>For speed the array is not copied: whoever makes a tensor hands the array over, whoever receives one only reads it.
 *
 * @param data the values, last dimension fastest
 * @param shape the dimensions, outermost first; empty for a single number
 */
@SuppressWarnings("ArrayRecordComponent")
public record Tensor(float[] data, int... shape) {
    public Tensor {
        long count = 1;
        for (int dimension : shape) {
            if (dimension < 0) {
                throw new IllegalArgumentException("a dimension must not be negative: " + Arrays.toString(shape));
            }
            count *= dimension;
        }
        if (count != data.length) {
            throw new IllegalArgumentException(
                    "shape %s holds %d values, got %d".formatted(Arrays.toString(shape), count, data.length));
        }
    }

    /** A tensor of zeros. */
    public static Tensor zeros(int... shape) {
        return new Tensor(
                new float[Math.toIntExact(Arrays.stream(shape).asLongStream().reduce(1, (a, b) -> a * b))], shape);
    }

    public int size() {
        return data.length;
    }

    public int dimension(int axis) {
        return shape[axis];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Tensor t && Arrays.equals(shape, t.shape) && Arrays.equals(data, t.data);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(shape) + Arrays.hashCode(data);
    }

    @Override
    public String toString() {
        return "Tensor" + Arrays.toString(shape);
    }
}
