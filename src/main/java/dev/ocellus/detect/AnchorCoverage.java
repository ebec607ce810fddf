package dev.ocellus.detect;

import dev.ocellus.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/**
 * How well so and so many anchor boxes would fit a set of boxes, and how many are recommended: the fewest that reach nearly what the most reach. More
 * anchors fit better, but each costs channels in every cell and learns from fewer boxes.
 *
 * @param rows for 1, 2, 3 … anchors
 * @param recommended number of anchors of one of the rows
 */
public record AnchorCoverage(List<AnchorClustering> rows, int recommended) {
    /** More are hardly ever used: three at each of three levels. */
    public static final int MOST = 9;

    /** Of the best possible recall and of the mean IoU that the most anchors have. */
    private static final double ENOUGH = 0.95;

    /** K-means ends in the nearest valley, so the deepest of a few counts. */
    private static final int STARTS = 4;

    public AnchorCoverage {
        rows = List.copyOf(rows);
    }

    /**
     * Clusters boxes into 1, 2, 3 … {@value #MOST} anchors, fewer where there are not so many different sizes.
     *
     * @param boxes in pixels of the network's input, at least one with an area
     * @param ratioLimit the worst side ratio below which an anchor learns from a box
     * @param seed of the first centres
     */
    public static AnchorCoverage of(List<Box> boxes, double ratioLimit, long seed) {
        long different = boxes.stream()
                .filter(box -> box.width() > 0 && box.height() > 0)
                .map(box -> new AnchorBox(box.width(), box.height()))
                .distinct()
                .limit(MOST)
                .count();
        if (different == 0) {
            throw new IllegalArgumentException("there is no box to fit anchors to");
        }
        SplittableRandom random = new SplittableRandom(seed);
        List<AnchorClustering> rows = new ArrayList<>();
        for (int anchors = 1; anchors <= different; anchors++) {
            AnchorClustering best = AnchorClustering.of(boxes, anchors, ratioLimit, random);
            for (int start = 1; start < STARTS; start++) {
                AnchorClustering other = AnchorClustering.of(boxes, anchors, ratioLimit, random);
                best = other.meanIou() > best.meanIou() ? other : best;
            }
            rows.add(best);
        }
        return new AnchorCoverage(rows, recommended(rows));
    }

    private static int recommended(List<AnchorClustering> rows) {
        AnchorClustering most = rows.get(rows.size() - 1);
        for (int i = 0; i < rows.size(); i++) {
            AnchorClustering row = rows.get(i);
            if (row.meanIou() >= ENOUGH * most.meanIou() && row.recall() >= ENOUGH * most.recall()) {
                return i + 1;
            }
        }
        return rows.size();
    }
}
