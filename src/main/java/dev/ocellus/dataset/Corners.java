package dev.ocellus.dataset;

import dev.ocellus.settings.KebabCase;

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

    /** The left or upper edge in continuous pixels; the right and lower edges are as written in either case. */
    double firstEdge(double written) {
        return written - first;
    }

    /** As it is written in files and on the command line. */
    @Override
    public String toString() {
        return KebabCase.of(name());
    }
}
