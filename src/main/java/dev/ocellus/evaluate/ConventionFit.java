package dev.ocellus.evaluate;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.BoxFit;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToDoubleBiFunction;

/**
 * The one shift and scale that bring a detector's boxes to the way in which the people who labelled a set draw theirs:
 * some begin at the hair, others at the brow. Fit it on training pictures, apply it to the pictures that are measured;
 * what then remains is the detector's own error.
 *
 * @param fit how the labelled boxes lie relative to the detected ones
 * @param matches how many pairs of boxes its figures are the medians of
 */
public record ConventionFit(BoxFit fit, int matches) {
    private static final double THRESHOLD = 0.3;

    private record Pair(Box labelled, Box detected) {}

    /**
     * The fit of the pairs that meet at IoU 0.3 or more, whatever their labels, each figure the median for itself.
     *
     * @param lowestScore detections below it are left out; the unsure ones are often beside a face
     * @throws IllegalArgumentException where no detection meets a truth
     */
    public static ConventionFit of(List<Frame> training, double lowestScore) {
        List<Pair> pairs = new ArrayList<>();
        for (Frame frame : training) {
            List<Detection> sure = frame.detections().stream()
                    .filter(detection -> detection.score() >= lowestScore)
                    .toList();
            PictureMatching matching = new PictureMatching(frame.truth().boxes(), sure, EvaluationSettings.COCO);
            int[] met = matching.match(THRESHOLD);
            for (int d = 0; d < met.length; d++) {
                if (met[d] != PictureMatching.NOTHING && !matching.ignored(met[d])) {
                    pairs.add(new Pair(
                            matching.truths().get(met[d]).box(),
                            matching.detections().get(d).box()));
                }
            }
        }
        if (pairs.isEmpty()) {
            throw new IllegalArgumentException(
                    "nothing to fit: no detection with a score of %s or more meets a truth at IoU %s in %d pictures"
                            .formatted(lowestScore, THRESHOLD, training.size()));
        }
        BoxFit fit = new BoxFit(
                median(pairs, (l, d) -> (l.centre().x() - d.centre().x()) / d.width()),
                median(pairs, (l, d) -> (l.centre().y() - d.centre().y()) / d.height()),
                median(pairs, (l, d) -> l.width() / d.width()),
                median(pairs, (l, d) -> l.height() / d.height()));
        return new ConventionFit(fit, pairs.size());
    }

    private static double median(List<Pair> pairs, ToDoubleBiFunction<Box, Box> figure) {
        double[] sorted = pairs.stream()
                .mapToDouble(pair -> figure.applyAsDouble(pair.labelled(), pair.detected()))
                .sorted()
                .toArray();
        return (sorted[(sorted.length - 1) / 2] + sorted[sorted.length / 2]) / 2;
    }

    /** The frame with every detected box fitted; scores and labels stay. */
    public Frame apply(Frame frame) {
        return frame.withDetections(frame.detections().stream()
                .map(detection -> new Detection(fit.apply(detection.box()), detection.label(), detection.score()))
                .toList());
    }
}
