package dev.ocellus.detect;

import dev.ocellus.frame.Detection;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * Greedy non-maximum suppression: the detection with the highest score stays, all that overlap it too much go, and so on with the rest. Equal scores
 * are told apart by the box (further left, further up, then smaller first) and then by the label, so the order of the list decides nothing. What
 * stays does not suppress itself when asked again.
 *
 * @param iou two detections whose IoU is this or more are one object. In (0, 1]
 * @param acrossLabels whether detections of different labels suppress one another too
 */
public record NonMaximumSuppression(double iou, boolean acrossLabels) {
    private static final Comparator<Detection> STRONGEST_FIRST = Comparator.comparingDouble(Detection::score)
            .reversed()
            .thenComparingDouble(detection -> detection.box().left())
            .thenComparingDouble(detection -> detection.box().top())
            .thenComparingDouble(detection -> detection.box().right())
            .thenComparingDouble(detection -> detection.box().bottom())
            .thenComparing(Detection::label);

    public NonMaximumSuppression {
        if (!(iou > 0 && iou <= 1)) {
            throw new IllegalArgumentException("iou must be above 0 and at most 1, got " + iou);
        }
    }

    /** Those that stay, strongest first. */
    public List<Detection> apply(List<Detection> detections) {
        List<Detection> kept = new ArrayList<>();
        for (Detection candidate : detections.stream().sorted(STRONGEST_FIRST).toList()) {
            if (kept.stream().noneMatch(stronger -> areOne(stronger, candidate))) {
                kept.add(candidate);
            }
        }
        return List.copyOf(kept);
    }

    private boolean areOne(Detection stronger, Detection candidate) {
        return (acrossLabels || stronger.label().equals(candidate.label()))
                && stronger.box().iou(candidate.box()) >= iou;
    }
}
