package dev.ocellus.evaluate;

import dev.ocellus.geometry.Box;

/**
 * A range of box heights in source pixels, used to look at small or large objects alone.
 *
 * @param lowest smallest height inside the range
 * @param below smallest height above the range; may be infinite
 */
public record SizeRange(double lowest, double below) {
    /** Every box. */
    public static final SizeRange ALL = new SizeRange(0, Double.POSITIVE_INFINITY);

    public SizeRange {
        if (!(lowest >= 0 && below > lowest)) {
            throw new IllegalArgumentException(
                    "a size range needs 0 <= lowest < below, got [%s, %s)".formatted(lowest, below));
        }
    }

    /** Boxes lower than this many pixels. */
    public static SizeRange lowerThan(double height) {
        return new SizeRange(0, height);
    }

    /** Boxes of this many pixels and higher. */
    public static SizeRange from(double height) {
        return new SizeRange(height, Double.POSITIVE_INFINITY);
    }

    public boolean contains(Box box) {
        return box.height() >= lowest && box.height() < below;
    }
}
