package dev.ocellus.geometry;

/**
 * An upright rectangle given by its corners, in continuous pixels of the <em>source</em> picture unless a parameter says otherwise. This is the
 * only box in memory; other forms (centre and size, fractions of the picture, whole pixels counted from 1) live in the readers, writers and heads
 * that need them.
 *
 * @param left smallest x
 * @param top smallest y
 * @param right largest x, not smaller than {@code left}
 * @param bottom largest y, not smaller than {@code top}
 */
public record Box(double left, double top, double right, double bottom) {
    public Box {
        if (!(left <= right && top <= bottom)
                || !Double.isFinite(left)
                || !Double.isFinite(top)
                || !Double.isFinite(right)
                || !Double.isFinite(bottom)) {
            throw new IllegalArgumentException(
                    "not a box: left %s, top %s, right %s, bottom %s".formatted(left, top, right, bottom));
        }
    }

    /** The box of the given size around a centre. */
    public static Box around(Point centre, double width, double height) {
        return new Box(
                centre.x() - width / 2, centre.y() - height / 2, centre.x() + width / 2, centre.y() + height / 2);
    }

    public double width() {
        return right - left;
    }

    public double height() {
        return bottom - top;
    }

    public double area() {
        return width() * height();
    }

    public Point centre() {
        return new Point((left + right) / 2, (top + bottom) / 2);
    }

    /** The area that both boxes cover; 0 where they do not meet. */
    public double intersectionArea(Box other) {
        double width = Math.min(right, other.right) - Math.max(left, other.left);
        double height = Math.min(bottom, other.bottom) - Math.max(top, other.top);
        return width <= 0 || height <= 0 ? 0 : width * height;
    }

    /**
     * Intersection over union, in [0, 1] and symmetric. Two boxes without area have IoU 0.
     *
     * @see <a href="https://doi.org/10.1007/s11263-009-0275-4">Everingham et al., The Pascal VOC Challenge, section 4.2</a>
     */
    public double iou(Box other) {
        double intersection = intersectionArea(other);
        double union = area() + other.area() - intersection;
        return union <= 0 ? 0 : Math.min(1, intersection / union);
    }

    /** The part of this box inside the picture; a box wholly outside becomes one without area on the nearest edge. */
    public Box clip(Size picture) {
        return new Box(
                clamp(left, picture.width()),
                clamp(top, picture.height()),
                clamp(right, picture.width()),
                clamp(bottom, picture.height()));
    }

    private static double clamp(double value, double highest) {
        return Math.max(0, Math.min(highest, value));
    }
}
