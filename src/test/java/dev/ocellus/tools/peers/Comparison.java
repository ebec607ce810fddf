package dev.ocellus.tools.peers;

import dev.ocellus.evaluate.ConventionFit;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.evaluate.EvaluationSettings;
import dev.ocellus.evaluate.EvaluationSettings.LabelRule;
import dev.ocellus.evaluate.LabelEvaluation;
import dev.ocellus.evaluate.OperatingPoint;
import dev.ocellus.evaluate.PrecisionRecallCurve;
import dev.ocellus.evaluate.SizeRange;
import dev.ocellus.frame.Frame;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * How one detector does on the development part of one set: as it comes, and after the shift and scale that fit its
 * boxes to the set's on the training part.
 *
 * @param detector name of the detector
 * @param asItComes judged on its own boxes
 * @param fitted judged on fitted boxes
 * @param spread of the AP50 on fitted boxes
 * @param small of the fitted boxes, faces lower than 32 pixels alone
 * @param fit the shift and scale
 * @param score the score with the best F1 on the training part, from which on faces are reported where recall is told
 */
record Comparison(
        String detector,
        DetectionEvaluation asItComes,
        DetectionEvaluation fitted,
        Bootstrap spread,
        DetectionEvaluation small,
        ConventionFit fit,
        double score) {
    private static final EvaluationSettings SETTINGS = EvaluationSettings.COCO.withLabels(LabelRule.ANY);
    private static final EvaluationSettings AP50 = SETTINGS.withThresholds(List.of(0.5));
    private static final double SURE = 0.3;

    static final String HEADER = "%-20s | %5s %8s | %5s %-11s %8s %5s | %5s %9s %6s %6s | %s"
            .formatted(
                    "detector",
                    "AP50",
                    "AP50-95",
                    "AP50",
                    "(95 %)",
                    "AP50-95",
                    "<32px",
                    "score",
                    "precision",
                    "bare",
                    "masked",
                    "fit: right, down, width x, height x (matches)");

    static Comparison of(String detector, List<Frame> train, List<Frame> development) {
        ConventionFit fit = ConventionFit.of(train, SURE);
        List<Frame> fittedTrain = train.stream().map(fit::apply).toList();
        List<Frame> fitted = development.stream().map(fit::apply).toList();
        double score = curve(DetectionEvaluation.of(fittedTrain, SETTINGS))
                .bestF1()
                .map(OperatingPoint::score)
                .orElseThrow();
        return new Comparison(
                detector,
                DetectionEvaluation.of(development, SETTINGS),
                DetectionEvaluation.of(fitted, SETTINGS),
                Bootstrap.of(
                        fitted, frames -> DetectionEvaluation.of(frames, AP50).ap50(), new Random(1)),
                DetectionEvaluation.of(fitted, SETTINGS.withSizes(SizeRange.lowerThan(32))),
                fit,
                score);
    }

    private static PrecisionRecallCurve curve(DetectionEvaluation evaluation) {
        return evaluation.labels().get(LabelEvaluation.ANY).at(0.5).curve();
    }

    String row(FaceSet set) {
        return String.format(
                Locale.ROOT,
                "%-20s | %5.3f %8.3f | %5.3f (%.2f-%.2f) %8.3f %5.3f | %5.2f %9.3f %6s %6s | %+.2f %+.2f %.2f %.2f (%d)",
                detector,
                asItComes.ap50(),
                asItComes.ap50To95(),
                fitted.ap50(),
                spread.low(),
                spread.high(),
                fitted.ap50To95(),
                small.ap50(),
                score,
                curve(fitted).at(score).precision(),
                recall(set.bare().isEmpty(), fitted.recall(0.5, score, set.bare())),
                recall(set.masked().isEmpty(), fitted.recall(0.5, score, set.masked())),
                fit.fit().right(),
                fit.fit().down(),
                fit.fit().width(),
                fit.fit().height(),
                fit.matches());
    }

    private static String recall(boolean unknown, double recall) {
        return unknown ? "-" : String.format(Locale.ROOT, "%.3f", recall);
    }
}
