package dev.ocellus.evaluate;

import dev.ocellus.frame.Frame;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The twelve figures that COCO's own program prints. Each is in [0, 1], or NaN where there was nothing to find (the program prints -1). They differ
 * from the program's only where scores are equal, which it orders by the lists, and for outlines, whose area it takes where here it is the box's.
 *
 * @param ap mean over IoU 0.50, 0.55 … 0.95 and over labels
 * @param ap50 at IoU 0.50
 * @param ap75 at IoU 0.75
 * @param apSmall of objects up to 32 by 32 pixels
 * @param apMedium of objects from there to 96 by 96 pixels
 * @param apLarge of objects from there on
 * @param ar1 average recall with one detection of each label in a picture
 * @param ar10 average recall with ten
 * @param ar100 average recall with a hundred
 * @param arSmall of small objects, with a hundred
 * @param arMedium of medium objects, with a hundred
 * @param arLarge of large objects, with a hundred
 * @see <a href="https://cocodataset.org/#detection-eval">COCO, detection evaluation</a>
 */
public record CocoMetrics(
        double ap,
        double ap50,
        double ap75,
        double apSmall,
        double apMedium,
        double apLarge,
        double ar1,
        double ar10,
        double ar100,
        double arSmall,
        double arMedium,
        double arLarge) {
    /**
     * Judges the detections of frames against their truths.
     *
     * @throws IllegalArgumentException where the truth of a frame is not known or two frames have one id
     */
    public static CocoMetrics of(List<Frame> frames) {
        DetectionEvaluation all = DetectionEvaluation.of(frames, EvaluationSettings.COCO);
        DetectionEvaluation small = ofSize(frames, SizeRange.SMALL);
        DetectionEvaluation medium = ofSize(frames, SizeRange.MEDIUM);
        DetectionEvaluation large = ofSize(frames, SizeRange.LARGE);
        return new CocoMetrics(
                all.ap50To95(),
                all.ap50(),
                all.ap(0.75),
                small.ap(),
                medium.ap(),
                large.ap(),
                limitedTo(frames, 1).ar(),
                limitedTo(frames, 10).ar(),
                all.ar(),
                small.ar(),
                medium.ar(),
                large.ar());
    }

    private static DetectionEvaluation ofSize(List<Frame> frames, SizeRange sizes) {
        return DetectionEvaluation.of(frames, EvaluationSettings.COCO.withSizes(sizes));
    }

    private static DetectionEvaluation limitedTo(List<Frame> frames, int detectionsPerPicture) {
        return DetectionEvaluation.of(frames, EvaluationSettings.COCO.withDetectionsPerPicture(detectionsPerPicture));
    }

    /** The figures by their names in tables, in COCO's order. */
    public Map<String, Double> byName() {
        Map<String, Double> figures = new LinkedHashMap<>();
        figures.put("AP", ap);
        figures.put("AP50", ap50);
        figures.put("AP75", ap75);
        figures.put("AP-small", apSmall);
        figures.put("AP-medium", apMedium);
        figures.put("AP-large", apLarge);
        figures.put("AR1", ar1);
        figures.put("AR10", ar10);
        figures.put("AR100", ar100);
        figures.put("AR-small", arSmall);
        figures.put("AR-medium", arMedium);
        figures.put("AR-large", arLarge);
        return figures;
    }
}
