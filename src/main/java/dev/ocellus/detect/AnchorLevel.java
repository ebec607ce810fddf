package dev.ocellus.detect;

import java.util.List;

/**
 * One of the detector's grids: a cell for each {@code stride} × {@code stride} pixels of the input, and the anchor boxes that every cell predicts.
 *
 * @param stride side of a cell in input pixels
 * @param anchors at least one, in the order of the output's channels
 */
public record AnchorLevel(int stride, List<AnchorBox> anchors) {
    public AnchorLevel {
        anchors = List.copyOf(anchors);
        if (stride < 1) {
            throw new IllegalArgumentException("stride must be at least 1, got " + stride);
        }
        if (anchors.isEmpty()) {
            throw new IllegalArgumentException("a level needs at least one anchor box");
        }
    }
}
