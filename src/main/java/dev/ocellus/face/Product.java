package dev.ocellus.face;

import java.util.Arrays;

/**
 * Products of small matrices on the heap. The compiler makes vector instructions of a loop only where each array is read from its beginning, so rows are
 * copied into arrays of their own, no longer than what stays in the fastest cache.
 */
final class Product {
    private static final int COLUMNS = 512;

    private Product() {}

    /**
     * A · B.
     *
     * @param a rows × inner, row by row
     * @param b inner × columns, row by row
     * @return rows × columns, row by row
     */
    static float[] of(float[] a, float[] b, int rows, int inner, int columns) {
        float[] product = new float[rows * columns];
        for (int from = 0; from < columns; from += COLUMNS) {
            int count = Math.min(COLUMNS, columns - from);
            float[][] block = block(b, inner, columns, from, count);
            for (int i = 0; i < rows; i++) {
                float[] sum = new float[count];
                int k = 0;
                for (; k + 4 <= inner; k += 4) {
                    int at = i * inner + k;
                    addFour(
                            block[k],
                            block[k + 1],
                            block[k + 2],
                            block[k + 3],
                            a[at],
                            a[at + 1],
                            a[at + 2],
                            a[at + 3],
                            sum);
                }
                for (; k < inner; k++) {
                    addOne(block[k], a[i * inner + k], sum);
                }
                System.arraycopy(sum, 0, product, i * columns + from, count);
            }
        }
        return product;
    }

    private static float[][] block(float[] matrix, int rows, int columns, int from, int count) {
        float[][] block = new float[rows][];
        for (int row = 0; row < rows; row++) {
            int at = row * columns + from;
            block[row] = Arrays.copyOfRange(matrix, at, at + count);
        }
        return block;
    }

    /** The rows × columns matrix with both exchanged. */
    static float[] transposed(float[] matrix, int rows, int columns) {
        float[] turned = new float[matrix.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = matrix[i * columns + j];
            }
        }
        return turned;
    }

    private static void addFour(
            float[] first,
            float[] second,
            float[] third,
            float[] fourth,
            float byFirst,
            float bySecond,
            float byThird,
            float byFourth,
            float[] to) {
        for (int k = 0; k < to.length; k++) {
            to[k] += byFirst * first[k] + bySecond * second[k] + byThird * third[k] + byFourth * fourth[k];
        }
    }

    private static void addOne(float[] from, float factor, float[] to) {
        for (int k = 0; k < to.length; k++) {
            to[k] += factor * from[k];
        }
    }
}
