package dev.ocellus.geometry;

import java.util.Arrays;

/**
 * A gentle local warp: every point is shifted by a uniform cubic B-spline of control shifts on a square grid, which is twice continuously
 * differentiable. Beyond the grid the shifts fade to none. No control shift is longer, along either axis, than {@value #LARGEST_SHARE} of the grid's
 * spacing; then neighbouring points cannot change places, and the map can be undone.
 *
 * <p>Why: a shift changes along one axis by no more than the difference of neighbouring control shifts over the spacing, 2 · {@value #LARGEST_SHARE},
 * so along both together by less than 4 · {@value #LARGEST_SHARE} = 0.8 of a step. The map differs from the identity by a contraction, and the
 * iteration in {@link #unapply} converges from everywhere.
 *
 * @see <a href="https://doi.org/10.1109/42.796284">Rueckert et al., Nonrigid registration using free-form deformations (1999)</a>
 */
public final class Displacement implements PointMap {
    /** The longest control shift along one axis, in spacings of the grid. */
    public static final double LARGEST_SHARE = 0.2;

    private static final int MOST_ITERATIONS = 200;
    private static final double PRECISION = 1e-9;

    private final double spacing;
    private final int columns;
    private final int rows;
    private final double[] right;
    private final double[] down;

    /**
     * A displacement with a control point at each ({@code (column - 1) · spacing}, {@code (row - 1) · spacing}): one row and column outside the
     * picture on the left and top, and enough of them for one or two outside on the right and below.
     *
     * @param spacing of the control points in pixels, above 0
     * @param columns of control points
     * @param right shifts to the right in pixels, row by row
     * @param down shifts downwards in pixels, row by row
     * @throws IllegalArgumentException where the lengths do not fit, or a shift is too long to be undone
     */
    public Displacement(double spacing, int columns, double[] right, double[] down) {
        if (!(spacing > 0) || columns < 1 || right.length != down.length || right.length % columns != 0) {
            throw new IllegalArgumentException("not a grid of shifts: spacing %s, %d columns, %d and %d shifts"
                    .formatted(spacing, columns, right.length, down.length));
        }
        this.spacing = spacing;
        this.columns = columns;
        this.rows = right.length / columns;
        this.right = right.clone();
        this.down = down.clone();
        double longest = Math.max(longest(right), longest(down));
        if (!(longest <= LARGEST_SHARE * spacing)) {
            throw new IllegalArgumentException("a shift of %s pixels is more than %s of the spacing %s"
                    .formatted(longest, LARGEST_SHARE, spacing));
        }
    }

    private static double longest(double[] shifts) {
        return Arrays.stream(shifts).map(Math::abs).reduce(0, Math::max);
    }

    @Override
    public Point apply(Point point) {
        double x = point.x() / spacing;
        double y = point.y() / spacing;
        int column = (int) Math.floor(x);
        int row = (int) Math.floor(y);
        double[] across = weights(x - column);
        double[] downwards = weights(y - row);
        double shiftX = 0;
        double shiftY = 0;
        for (int j = Math.max(0, row); j < Math.min(rows, row + 4); j++) {
            for (int i = Math.max(0, column); i < Math.min(columns, column + 4); i++) {
                double weight = downwards[j - row] * across[i - column];
                shiftX += weight * right[j * columns + i];
                shiftY += weight * down[j * columns + i];
            }
        }
        return new Point(point.x() + shiftX, point.y() + shiftY);
    }

    /** Repeats p = mapped - shift(p), which converges because the shift is a contraction. */
    @Override
    public Point unapply(Point mapped) {
        Point point = mapped;
        for (int i = 0; i < MOST_ITERATIONS; i++) {
            Point moved = apply(point);
            double missX = mapped.x() - moved.x();
            double missY = mapped.y() - moved.y();
            point = new Point(point.x() + missX, point.y() + missY);
            if (Math.abs(missX) + Math.abs(missY) < PRECISION) {
                return point;
            }
        }
        return point;
    }

    /**
     * Where the centres of a row of pixels go: the same as {@link #apply}, for many points at once.
     *
     * @param row number of the row; its centres are at {@code row + 0.5}
     * @param x gets the x of each
     * @param y gets the y of each; as long as {@code x}
     */
    public void ofPixels(int row, float[] x, float[] y) {
        double across = (row + 0.5) / spacing;
        int first = (int) Math.floor(across);
        double[] downwards = weights(across - first);
        double[] shiftX = new double[columns];
        double[] shiftY = new double[columns];
        for (int j = Math.max(0, first); j < Math.min(rows, first + 4); j++) {
            double weight = downwards[j - first];
            for (int i = 0; i < columns; i++) {
                shiftX[i] += weight * right[j * columns + i];
                shiftY[i] += weight * down[j * columns + i];
            }
        }
        for (int pixel = 0; pixel < x.length; pixel++) {
            double at = (pixel + 0.5) / spacing;
            int column = (int) at;
            double[] weights = weights(at - column);
            double movedX = pixel + 0.5;
            double movedY = row + 0.5;
            for (int i = column; i < Math.min(columns, column + 4); i++) {
                movedX += weights[i - column] * shiftX[i];
                movedY += weights[i - column] * shiftY[i];
            }
            x[pixel] = (float) movedX;
            y[pixel] = (float) movedY;
        }
    }

    /** The four cubic B-splines that are not 0 in a cell, at t in [0, 1) of the cell. */
    private static double[] weights(double t) {
        double rest = 1 - t;
        return new double[] {
            rest * rest * rest / 6, ((3 * t - 6) * t * t + 4) / 6, ((3 * rest - 6) * rest * rest + 4) / 6, t * t * t / 6
        };
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Displacement o
                && spacing == o.spacing
                && columns == o.columns
                && Arrays.equals(right, o.right)
                && Arrays.equals(down, o.down);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(right) + Arrays.hashCode(down);
    }

    @Override
    public String toString() {
        return "Displacement[%dx%d control points, spacing %s]".formatted(columns, rows, spacing);
    }
}
