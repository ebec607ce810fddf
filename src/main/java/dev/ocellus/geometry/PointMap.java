package dev.ocellus.geometry;

/** A smooth map of the plane onto itself that can be undone. */
public sealed interface PointMap permits Affine, Displacement {
    Point apply(Point point);

    /** The point that this map takes to the given one. */
    Point unapply(Point mapped);
}
