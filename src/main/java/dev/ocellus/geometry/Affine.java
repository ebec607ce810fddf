package dev.ocellus.geometry;

/**
 * An affine map of the plane: {@code x' = a·x + b·y + c}, {@code y' = d·x + e·y + f}. Immutable.
 *
 * @param a x to x'
 * @param b y to x'
 * @param c shift of x'
 * @param d x to y'
 * @param e y to y'
 * @param f shift of y'
 */
public record Affine(double a, double b, double c, double d, double e, double f) implements PointMap {
    public static final Affine IDENTITY = new Affine(1, 0, 0, 0, 1, 0);

    /** Scaling about the origin. */
    public static Affine scale(double x, double y) {
        return new Affine(x, 0, 0, 0, y, 0);
    }

    /** Shifting by (x, y). */
    public static Affine translate(double x, double y) {
        return new Affine(1, 0, x, 0, 1, y);
    }

    /** Turning by an angle in radians about a centre, clockwise as seen in a picture (y points down). */
    public static Affine rotate(double radians, Point centre) {
        double cos = Math.cos(radians);
        double sin = Math.sin(radians);
        return new Affine(
                cos,
                -sin,
                centre.x() - cos * centre.x() + sin * centre.y(),
                sin,
                cos,
                centre.y() - sin * centre.x() - cos * centre.y());
    }

    @Override
    public Point apply(Point p) {
        return new Point(a * p.x() + b * p.y() + c, d * p.x() + e * p.y() + f);
    }

    @Override
    public Point unapply(Point mapped) {
        return inverse().apply(mapped);
    }

    /** The map that applies {@code first} and then this one. */
    public Affine after(Affine first) {
        return new Affine(
                a * first.a + b * first.d,
                a * first.b + b * first.e,
                a * first.c + b * first.f + c,
                d * first.a + e * first.d,
                d * first.b + e * first.e,
                d * first.c + e * first.f + f);
    }

    public double determinant() {
        return a * e - b * d;
    }

    /**
     * The map that undoes this one.
     *
     * @throws ArithmeticException where this map flattens the plane
     */
    public Affine inverse() {
        double det = determinant();
        if (Math.abs(det) < 1e-12) {
            throw new ArithmeticException("an affine map without an inverse: " + this);
        }
        return new Affine(e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det);
    }
}
