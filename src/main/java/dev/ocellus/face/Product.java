package dev.ocellus.face;

/** Products of small matrices on the heap, row by row and four rows at a time, in loops that the compiler makes vector instructions of. */
final class Product {
    private static final int ROWS = 4;

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
        for (int i = 0; i < rows; i++) {
            int k = 0;
            for (; k + ROWS <= inner; k += ROWS) {
                int at = i * inner + k;
                addFour(b, k * columns, a[at], a[at + 1], a[at + 2], a[at + 3], product, i * columns, columns);
            }
            for (; k < inner; k++) {
                addOne(b, k * columns, a[i * inner + k], product, i * columns, columns);
            }
        }
        return product;
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
            float[] from,
            int at,
            float first,
            float second,
            float third,
            float fourth,
            float[] to,
            int toAt,
            int count) {
        int atSecond = at + count;
        int atThird = atSecond + count;
        int atFourth = atThird + count;
        for (int k = 0; k < count; k++) {
            to[toAt + k] += first * from[at + k]
                    + second * from[atSecond + k]
                    + third * from[atThird + k]
                    + fourth * from[atFourth + k];
        }
    }

    private static void addOne(float[] from, int at, float factor, float[] to, int toAt, int count) {
        for (int k = 0; k < count; k++) {
            to[toAt + k] += factor * from[at + k];
        }
    }
}
