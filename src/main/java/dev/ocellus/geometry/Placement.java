package dev.ocellus.geometry;

import java.util.stream.Stream;

/**
 * Where the current picture of a frame sits in its source picture. Stages that move pixels change the placement and never a box: boxes stay in
 * source pixels, and whoever needs them in the current picture asks the placement.
 *
 * @param source size of the source picture (upright)
 * @param toSource maps a point of the current picture to the source picture
 */
public record Placement(Size source, Affine toSource) {
    /** The placement of a picture that is its own source. */
    public static Placement of(Size source) {
        return new Placement(source, Affine.IDENTITY);
    }

    /**
     * The placement after one more change of the picture.
     *
     * @param newToCurrent maps a point of the new picture to the picture that this placement describes
     */
    public Placement then(Affine newToCurrent) {
        return new Placement(source, toSource.after(newToCurrent));
    }

    public Point toSource(Point current) {
        return toSource.apply(current);
    }

    public Point fromSource(Point inSource) {
        return toSource.inverse().apply(inSource);
    }

    /** The upright box in the source picture around a box of the current picture. */
    public Box toSource(Box current) {
        return around(toSource, current);
    }

    /** The upright box in the current picture around a box of the source picture. */
    public Box fromSource(Box inSource) {
        return around(toSource.inverse(), inSource);
    }

    private static Box around(Affine map, Box box) {
        Point[] corners = Stream.of(
                        new Point(box.left(), box.top()),
                        new Point(box.right(), box.top()),
                        new Point(box.right(), box.bottom()),
                        new Point(box.left(), box.bottom()))
                .map(map::apply)
                .toArray(Point[]::new);
        double left = corners[0].x();
        double top = corners[0].y();
        double right = left;
        double bottom = top;
        for (Point corner : corners) {
            left = Math.min(left, corner.x());
            top = Math.min(top, corner.y());
            right = Math.max(right, corner.x());
            bottom = Math.max(bottom, corner.y());
        }
        return new Box(left, top, right, bottom);
    }
}
