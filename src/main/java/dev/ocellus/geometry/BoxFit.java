package dev.ocellus.geometry;

/**
 * How one convention of drawing boxes lies relative to another: a shift measured in the box's own sides, and a scale about its centre. Sets of
 * faces differ so: some boxes go from forehead to chin, others take in the hair.
 *
 * @param right shift to the right, in widths of the box that is moved
 * @param down shift downwards, in heights of the box that is moved
 * @param width factor of the width
 * @param height factor of the height
 */
public record BoxFit(double right, double down, double width, double height) {
    /** Changes nothing. */
    public static final BoxFit NONE = new BoxFit(0, 0, 1, 1);

    public BoxFit {
        if (!(width > 0 && height > 0) || !Double.isFinite(right + down + width + height)) {
            throw new IllegalArgumentException(
                    "a fit needs factors above 0 for width and height, got " + width + " and " + height);
        }
    }

    public Box apply(Box box) {
        Point centre = box.centre();
        return Box.around(
                new Point(centre.x() + right * box.width(), centre.y() + down * box.height()),
                width * box.width(),
                height * box.height());
    }

    /** The fit that undoes this one. */
    public BoxFit inverse() {
        // the shift is measured in sides of the box that is moved, which by then are scaled
        return new BoxFit(-right / width, -down / height, 1 / width, 1 / height);
    }
}
