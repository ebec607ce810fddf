package dev.ocellus.train;

import dev.ocellus.detect.Detector;
import dev.ocellus.detect.Letterbox;
import dev.ocellus.detect.Suppress;
import dev.ocellus.detect.YoloHead;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.evaluate.EvaluationSettings;
import dev.ocellus.frame.Frame;
import dev.ocellus.network.Network;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures a detector on pictures that it does not learn from, by the stages that users' pictures will go through. */
record DetectorMeasurement(DetectorPlan plan, YoloHead head) {
    /** Crowds hold more objects than COCO's limit of 100 detections. */
    private static final EvaluationSettings SETTINGS = EvaluationSettings.COCO.withDetectionsPerPicture(1000);

    /**
     * The evaluation of each set.
     *
     * @param network closed by the caller
     * @param sets frames with known truth, by the name of their set
     */
    Map<String, DetectionEvaluation> of(Network network, Map<String, List<Frame>> sets) {
        Letterbox letterbox = new Letterbox(plan.measure().longestSide(), true);
        Detector detector =
                new Detector(network, plan.preprocessing(), head, plan.measure().octaves());
        Suppress suppress = new Suppress(plan.measure().iou(), false);
        Map<String, DetectionEvaluation> results = new LinkedHashMap<>();
        sets.forEach((name, frames) -> results.put(
                name,
                DetectionEvaluation.of(
                        frames.stream()
                                .map(frame ->
                                        frame.withDetections(suppress.apply(detector.apply(letterbox.apply(frame)))
                                                .detections()))
                                .toList(),
                        SETTINGS)));
        return results;
    }
}
