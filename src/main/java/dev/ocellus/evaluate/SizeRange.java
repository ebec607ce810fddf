package dev.ocellus.evaluate;

import dev.ocellus.geometry.Box;

/**
 * A range of box sizes in source pixels, used to look at small or large objects alone.
 *
 * @param measure what of a box is measured
 * @param lowest smallest measure inside the range
 * @param highest largest measure of the range, inside it or the first above it as the measure says; may be infinite
 */
public record SizeRange(Measure measure, double lowest, double highest) {
    /** What of a box is measured. */
    public enum Measure {
        /** Pixels from top to bottom; the end of the range lies above it. */
        HEIGHT {
            @Override
            boolean holds(Box box, double lowest, double highest) {
                return box.height() >= lowest && box.height() < highest;
            }
        },
        /** Width by height; both ends lie inside the range, as COCO has it, so a box of 32 by 32 pixels is small and medium. */
        AREA {
            @Override
            boolean holds(Box box, double lowest, double highest) {
                return box.area() >= lowest && box.area() <= highest;
            }
        };

        abstract boolean holds(Box box, double lowest, double highest);
    }

    /** Every box. */
    public static final SizeRange ALL = new SizeRange(Measure.HEIGHT, 0, Double.POSITIVE_INFINITY);

    /** COCO's small objects: up to 32 by 32 pixels. COCO measures outlines where it has them; here it is always the box. */
    public static final SizeRange SMALL = new SizeRange(Measure.AREA, 0, 32 * 32);

    /** COCO's medium objects: from 32 by 32 to 96 by 96 pixels. */
    public static final SizeRange MEDIUM = new SizeRange(Measure.AREA, 32 * 32, 96 * 96);

    /** COCO's large objects: from 96 by 96 pixels. */
    public static final SizeRange LARGE = new SizeRange(Measure.AREA, 96 * 96, 1e10);

    public SizeRange {
        if (!(lowest >= 0 && highest > lowest)) {
            throw new IllegalArgumentException(
                    "a size range needs 0 <= lowest < highest, got %s to %s".formatted(lowest, highest));
        }
    }

    /** Boxes lower than this many pixels. */
    public static SizeRange lowerThan(double height) {
        return new SizeRange(Measure.HEIGHT, 0, height);
    }

    /** Boxes of this many pixels and higher. */
    public static SizeRange from(double height) {
        return new SizeRange(Measure.HEIGHT, height, Double.POSITIVE_INFINITY);
    }

    public boolean contains(Box box) {
        return measure.holds(box, lowest, highest);
    }
}
