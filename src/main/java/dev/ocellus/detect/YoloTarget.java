package dev.ocellus.detect;

import dev.ocellus.geometry.Size;
import java.util.List;

/**
 * What a YOLO-style network should say about a batch: which predictions stand for which object, and which are no lesson. A prediction is one anchor of
 * one cell of one picture; within a level it is counted by its slot {@code ((picture · anchors + anchor) · rows + row) · columns + column}.
 *
 * @param pictures number of pictures in the batch
 * @param picture their common size
 * @param levels in the order of the outputs
 */
public record YoloTarget(int pictures, Size picture, List<Level> levels) {
    public YoloTarget {
        levels = List.copyOf(levels);
    }

    /**
     * One level's part. The arrays are handed over, not copied, and only read.
     *
     * @param slots predictions that stand for an object, ascending
     * @param boxes centre x, centre y, width and height of each slot's object in turn, in pixels of the input
     * @param labels index of each slot's label
     * @param ignored for every slot, whether its objectness is no lesson; never true for a slot with an object
     */
    @SuppressWarnings("ArrayRecordComponent")
    public record Level(int[] slots, double[] boxes, int[] labels, boolean[] ignored) {}

    /** Number of predictions that stand for an object, over all levels. */
    public int positives() {
        return levels.stream().mapToInt(level -> level.slots().length).sum();
    }
}
