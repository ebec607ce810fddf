package dev.ocellus.detect;

/**
 * A typical object size that predictions are made relative to: {@code w = (2σ)² · width}, {@code h = (2σ)² · height}.
 *
 * @param width in pixels of the network's input, above 0
 * @param height in pixels of the network's input, above 0
 */
public record AnchorBox(double width, double height) {
    public AnchorBox {
        if (!(width > 0 && height > 0) || !Double.isFinite(width) || !Double.isFinite(height)) {
            throw new IllegalArgumentException(
                    "an anchor box needs a width and a height above 0, got %s x %s".formatted(width, height));
        }
    }

    public double area() {
        return width * height;
    }

    /** Intersection over union of two sizes laid on one centre, in (0, 1]. */
    public double iou(AnchorBox other) {
        double intersection = Math.min(width, other.width) * Math.min(height, other.height);
        return intersection / (area() + other.area() - intersection);
    }

    /** How often the worse of the two sides goes into the other's: the largest of w/w', w'/w, h/h' and h'/h, at least 1. */
    public double worstSideRatio(AnchorBox other) {
        double widths = Math.max(width / other.width, other.width / width);
        double heights = Math.max(height / other.height, other.height / height);
        return Math.max(widths, heights);
    }
}
