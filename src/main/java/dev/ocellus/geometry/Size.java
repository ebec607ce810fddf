package dev.ocellus.geometry;

/**
 * Width and height in whole pixels, both at least 1.
 *
 * @param width number of columns
 * @param height number of rows
 */
public record Size(int width, int height) {
    public Size {
        if (width < 1 || height < 1) {
            throw new IllegalArgumentException("a size must be at least 1x1, got " + width + "x" + height);
        }
    }

    /** The number of pixels; does not overflow. */
    public long area() {
        return (long) width * height;
    }

    /** The longer of the two sides. */
    public int longestSide() {
        return Math.max(width, height);
    }

    /** The box that covers the whole picture. */
    public Box bounds() {
        return new Box(0, 0, width, height);
    }

    @Override
    public String toString() {
        return width + "x" + height;
    }
}
