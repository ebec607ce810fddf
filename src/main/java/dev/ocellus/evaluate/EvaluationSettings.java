package dev.ocellus.evaluate;

import java.util.List;
import java.util.stream.IntStream;

/**
 * How detections are judged.
 *
 * @param protocol rules of matching and of interpolation
 * @param thresholds the IoUs at which a detection may count as a hit, each in (0, 1]; every one is evaluated for itself
 * @param labels whether a detection must say the label of the truth it meets
 * @param sizes truths outside are ignored, and so are unmatched detections outside
 * @param detectionsPerPicture how many detections of each label are judged in a picture, the highest scores first. COCO
 *     judges 100; photos of crowds can hold more faces than that
 */
public record EvaluationSettings(
        Protocol protocol, List<Double> thresholds, LabelRule labels, SizeRange sizes, int detectionsPerPicture) {
    /** IoU 0.50, 0.55 … 0.95. */
    public static final List<Double> COCO_THRESHOLDS =
            IntStream.range(0, 10).mapToObj(i -> (50 + 5 * i) / 100.0).toList();

    /** COCO's rules: ten thresholds, labels must agree, every size, 100 detections a picture. */
    public static final EvaluationSettings COCO =
            new EvaluationSettings(Protocol.COCO, COCO_THRESHOLDS, LabelRule.SAME, SizeRange.ALL, 100);

    /** Which truths a detection may meet. */
    public enum LabelRule {
        /** Those of its own label. */
        SAME,
        /** All; labels of detections mean nothing, and there is one result for all labels together. */
        ANY
    }

    public EvaluationSettings {
        thresholds = List.copyOf(thresholds);
        if (thresholds.isEmpty() || thresholds.stream().anyMatch(t -> !(t > 0 && t <= 1))) {
            throw new IllegalArgumentException("thresholds must be IoUs in (0, 1], at least one, got " + thresholds);
        }
        if (detectionsPerPicture < 1) {
            throw new IllegalArgumentException("detectionsPerPicture must be at least 1, got " + detectionsPerPicture);
        }
    }

    /** VOC's rules at one IoU (the challenge's own is 0.5), every detection judged. */
    public static EvaluationSettings voc(Protocol protocol, double threshold) {
        return new EvaluationSettings(protocol, List.of(threshold), LabelRule.SAME, SizeRange.ALL, Integer.MAX_VALUE);
    }

    public EvaluationSettings withLabels(LabelRule labels) {
        return new EvaluationSettings(protocol, thresholds, labels, sizes, detectionsPerPicture);
    }

    public EvaluationSettings withSizes(SizeRange sizes) {
        return new EvaluationSettings(protocol, thresholds, labels, sizes, detectionsPerPicture);
    }

    public EvaluationSettings withThresholds(List<Double> thresholds) {
        return new EvaluationSettings(protocol, thresholds, labels, sizes, detectionsPerPicture);
    }

    public EvaluationSettings withDetectionsPerPicture(int detectionsPerPicture) {
        return new EvaluationSettings(protocol, thresholds, labels, sizes, detectionsPerPicture);
    }
}
