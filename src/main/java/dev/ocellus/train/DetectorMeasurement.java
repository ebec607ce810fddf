package dev.ocellus.train;

import dev.ocellus.detect.Letterbox;
import dev.ocellus.detect.NonMaximumSuppression;
import dev.ocellus.detect.YoloHead;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.evaluate.EvaluationSettings;
import dev.ocellus.frame.Frame;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Measures a detector on pictures that it does not learn from, by the way that users will go: letterbox, network, decode, suppress.
 *
 * @param letterbox how pictures are scaled
 * @param preprocessing what the network sees of them
 * @param head what its outputs mean
 * @param suppression which detections are one
 */
record DetectorMeasurement(
        Letterbox letterbox, Preprocessing preprocessing, YoloHead head, NonMaximumSuppression suppression) {
    /** Crowds hold more objects than COCO's limit of 100 detections. */
    private static final EvaluationSettings SETTINGS = EvaluationSettings.COCO.withDetectionsPerPicture(1000);

    /**
     * The evaluation of each set.
     *
     * @param sets frames with known truth, by the name of their set
     */
    Map<String, DetectionEvaluation> of(Network network, Map<String, List<Frame>> sets) {
        Map<String, DetectionEvaluation> results = new LinkedHashMap<>();
        sets.forEach((name, frames) -> {
            List<Frame> detected = new ArrayList<>();
            for (Frame frame : frames) {
                detected.add(detect(network, frame));
            }
            results.put(name, DetectionEvaluation.of(detected, SETTINGS));
        });
        return results;
    }

    private Frame detect(Network network, Frame frame) {
        List<Frame> one = List.of(letterbox.apply(frame));
        Frame found = head.decode(
                        network.forward(preprocessing.toBatch(List.of(one.get(0).image()))), one)
                .get(0);
        return frame.withDetections(suppression.apply(found.detections()));
    }
}
