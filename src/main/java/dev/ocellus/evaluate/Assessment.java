package dev.ocellus.evaluate;

import dev.ocellus.frame.Frame;
import java.util.List;

/**
 * Everything that can be told about a detector from one list of pictures.
 *
 * @param pictures how many were judged
 * @param evaluation by COCO's protocol, with its hundred detections of a label in a picture
 * @param coco COCO's twelve figures
 * @param voc Pascal VOC's AP at IoU 0.5, the area under the curve (from 2010 on)
 * @param voc2007 Pascal VOC's AP at IoU 0.5, at eleven recalls
 * @param recommended the score from which on F1 over all labels is highest on these pictures
 * @param point what happens at the score that was looked at
 * @param bootstrap how far the figures may be off
 * @param all mistakes among all detections, whatever their score
 * @param reported mistakes among the detections that score enough
 * @param confusion of those
 * @param sizes of the objects, and which were found
 */
public record Assessment(
        int pictures,
        DetectionEvaluation evaluation,
        CocoMetrics coco,
        double voc,
        double voc2007,
        OperatingPoint recommended,
        OperatingPoint point,
        Bootstrap bootstrap,
        ErrorAnalysis all,
        ErrorAnalysis reported,
        Confusion confusion,
        SizeHistogram sizes) {
    /** The IoU from which a detection is a hit wherever no other one is named. */
    public static final double IOU = ErrorAnalysis.ENOUGH;

    /**
     * How to assess.
     *
     * @param score from which on detections are reported; NaN takes the recommended one
     * @param rounds of the bootstrap
     * @param seed of the bootstrap
     */
    public record Settings(double score, int rounds, long seed) {}

    /**
     * Assesses.
     *
     * @param frames with known truths and all their detections, also unsure ones
     * @throws IllegalArgumentException where the truth of a frame is not known or two frames have one id
     */
    public static Assessment of(List<Frame> frames, Settings settings) {
        DetectionEvaluation evaluation = DetectionEvaluation.of(frames, EvaluationSettings.COCO);
        double best = evaluation.bestScore(IOU);
        double score = Double.isNaN(settings.score()) ? best : settings.score();
        ErrorAnalysis reported = ErrorAnalysis.of(frames, score);
        return new Assessment(
                frames.size(),
                evaluation,
                CocoMetrics.of(frames),
                DetectionEvaluation.of(frames, EvaluationSettings.voc(Protocol.VOC, IOU))
                        .ap50(),
                DetectionEvaluation.of(frames, EvaluationSettings.voc(Protocol.VOC_2007, IOU))
                        .ap50(),
                evaluation.together(IOU).at(best),
                reported.point(score),
                Bootstrap.of(
                        evaluation, frames.stream().map(Frame::id).toList(), score, settings.rounds(), settings.seed()),
                ErrorAnalysis.of(frames, 0),
                reported,
                BoxConfusion.of(reported.outcomes()),
                SizeHistogram.of(reported.outcomes()));
    }
}
