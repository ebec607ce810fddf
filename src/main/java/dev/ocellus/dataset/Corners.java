package dev.ocellus.dataset;

import dev.ocellus.geometry.Box;

/** What the four numbers of a label file mean. */
public enum Corners {
    /**
     * Whole pixels counted from 1, the last one included, as Pascal VOC defines them: the pixel in the top left corner alone is 1, 1, 1, 1.
     * Fractions are allowed.
     */
    PIXELS_FROM_ONE(1),
    /** Edges in continuous pixels: a picture of 100 pixels reaches from 0 to 100. Many sets in VOC's form are written so. */
    EDGES(0);

    private final double first;

    Corners(double first) {
        this.first = first;
    }

    /** The box in continuous pixels. */
    Box toBox(double xmin, double ymin, double xmax, double ymax) {
        return new Box(xmin - first, ymin - first, xmax, ymax);
    }

    /** Whether these corners span at least something. */
    boolean span(double xmin, double ymin, double xmax, double ymax) {
        return xmax - xmin + first > 0 && ymax - ymin + first > 0;
    }
}
