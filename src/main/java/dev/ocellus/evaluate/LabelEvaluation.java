package dev.ocellus.evaluate;

import dev.ocellus.frame.TruthBox;
import java.util.List;
import java.util.OptionalDouble;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;

/**
 * How well one label was detected.
 *
 * @param label the label, or {@link #ANY}
 * @param protocol the rules in force
 * @param results one for each IoU threshold of the settings, in their order
 */
public record LabelEvaluation(String label, Protocol protocol, List<ThresholdResult> results) {
    /** Stands for all labels together where labels mean nothing. */
    public static final String ANY = "*";

    /**
     * The result at one IoU.
     *
     * @param threshold the IoU
     * @param curve precision against recall
     * @param truths every truth that counts, and when it was found
     * @param judgements every detection that counts, in the order that decides between equal scores
     */
    public record ThresholdResult(
            double threshold, PrecisionRecallCurve curve, List<CountedTruth> truths, List<Judgement> judgements) {
        public ThresholdResult {
            truths = List.copyOf(truths);
            judgements = List.copyOf(judgements);
        }
    }

    /**
     * A truth that counts.
     *
     * @param frame id of its frame
     * @param truth the truth
     * @param score of the detection that found it; empty for a miss
     */
    public record CountedTruth(String frame, TruthBox truth, OptionalDouble score) {
        /** Whether it is found when everything from a score upwards is reported. */
        public boolean foundAt(double lowestScore) {
            return score.isPresent() && score.getAsDouble() >= lowestScore;
        }
    }

    public LabelEvaluation {
        results = List.copyOf(results);
    }

    /** How many there were to find. */
    public int truths() {
        return results.get(0).truths().size();
    }

    /** Average precision at one IoU; NaN where there was nothing to find. */
    public double ap(double threshold) {
        return protocol.averagePrecision(at(threshold).curve());
    }

    /** Average precision, the mean over all IoUs of the settings; NaN where there was nothing to find. */
    public double ap() {
        return mean(result -> protocol.averagePrecision(result.curve()));
    }

    /** The share of truths that were found at all, the mean over all IoUs of the settings; NaN where there was nothing to find. */
    public double ar() {
        return mean(result -> result.curve().highestRecall());
    }

    private double mean(ToDoubleFunction<ThresholdResult> figure) {
        return results.stream().mapToDouble(figure).average().orElseThrow();
    }

    /**
     * The result at one IoU.
     *
     * @throws IllegalArgumentException where the settings did not ask for this threshold
     */
    public ThresholdResult at(double threshold) {
        return results.stream()
                .filter(result -> Math.abs(result.threshold() - threshold) < 1e-9)
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException("IoU %s was not evaluated, only %s"
                        .formatted(
                                threshold,
                                results.stream().map(ThresholdResult::threshold).toList())));
    }

    List<CountedTruth> truths(double threshold, Predicate<String> labels) {
        return at(threshold).truths().stream()
                .filter(counted -> labels.test(counted.truth().label()))
                .toList();
    }
}
