package dev.ocellus.geometry;

import java.util.List;

/**
 * The map that moves, turns and scales points onto others as closely as such a map can.
 *
 * <p>A point (x, y) is the complex number z = x + iy, so that turning and scaling is one multiplication: the map is w = c·z + t. About the means of both
 * sides the best t is 0, and the best c is Σ z̄·w / Σ |z|², which is linear least squares.
 *
 * @see <a href="https://doi.org/10.1109/34.88573">Umeyama 1991, Least-squares estimation of transformation parameters between two point patterns</a>, whose
 *     map this is in two dimensions
 */
public final class SimilarityFit {
    /** A map that shrinks more has no inverse within the precision of doubles. */
    private static final double SMALLEST = 1e-5;

    private SimilarityFit() {}

    /**
     * The similarity without reflection for which Σ |map(from) − to|² is smallest.
     *
     * @param from at least two points, not all at one place
     * @param to as many, all coordinates finite
     * @throws IllegalArgumentException where there is no such map, or one that puts everything on one point
     */
    public static Affine of(List<Point> from, List<Point> to) {
        if (from.size() != to.size() || from.size() < 2) {
            throw new IllegalArgumentException(
                    "a similarity needs two pairs of points or more, got %d and %d".formatted(from.size(), to.size()));
        }
        Point meanFrom = mean(from);
        Point meanTo = mean(to);
        double real = 0;
        double imaginary = 0;
        double spread = 0;
        for (int i = 0; i < from.size(); i++) {
            double x = from.get(i).x() - meanFrom.x();
            double y = from.get(i).y() - meanFrom.y();
            double u = to.get(i).x() - meanTo.x();
            double v = to.get(i).y() - meanTo.y();
            real += x * u + y * v;
            imaginary += x * v - y * u;
            spread += x * x + y * y;
        }
        double a = real / spread;
        double d = imaginary / spread;
        // false for NaN, too: points that are no numbers, or all at one place
        if (!(Math.hypot(a, d) > SMALLEST && Math.hypot(a, d) < 1 / SMALLEST)) {
            throw new IllegalArgumentException("no similarity takes %s to %s".formatted(from, to));
        }
        return new Affine(
                a,
                -d,
                meanTo.x() - a * meanFrom.x() + d * meanFrom.y(),
                d,
                a,
                meanTo.y() - d * meanFrom.x() - a * meanFrom.y());
    }

    private static Point mean(List<Point> points) {
        return new Point(
                points.stream().mapToDouble(Point::x).average().orElseThrow(),
                points.stream().mapToDouble(Point::y).average().orElseThrow());
    }
}
