package dev.ocellus.network;

import dev.ocellus.settings.Text;

/**
 * A height and a width in whole numbers: of a kernel, of a step, of the gaps in a kernel. Written {@code 3} where both are equal, otherwise
 * {@code 1x7}, height first.
 */
@Text("a whole number such as 3, or height x width such as 1x7")
public record Extent(int height, int width) {
    public Extent {
        if (height < 1 || width < 1) {
            throw new ShapeException("an extent must be at least 1 each way, got " + height + "x" + width);
        }
    }

    public static Extent of(int side) {
        return new Extent(side, side);
    }

    /** @throws IllegalArgumentException where the text is something else */
    public static Extent parse(String text) {
        String[] sides = text.split("x", -1);
        if (sides.length > 2) {
            throw new IllegalArgumentException("more than two sides: " + text);
        }
        return new Extent(Integer.parseInt(sides[0]), Integer.parseInt(sides[sides.length - 1]));
    }

    public boolean isSquare() {
        return height == width;
    }

    public int area() {
        return Math.multiplyExact(height, width);
    }

    @Override
    public String toString() {
        return height == width ? Integer.toString(height) : height + "x" + width;
    }
}
