package dev.ocellus.evaluate;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * A mistake that may be one of the people who labelled, and not of the detector: it is as sure as the surer half of its right detections.
 *
 * @param error what looks like a mistake of the detector
 * @param why it may be none
 */
public record Suspicion(DetectionError error, Why why) {
    /** Two boxes of one label that overlap more are one object that was marked twice. */
    private static final double ONE_OBJECT = 0.8;

    /** A detection that overlaps a truth more has certainly seen that object. */
    private static final double SAME_PLACE = 0.7;

    /** What speaks against the label. */
    public enum Why {
        /** Something was found most surely where nothing is marked. */
        NOT_MARKED,
        /** A marked object was found in its very place, and most surely as something else. */
        OTHER_LABEL,
        /** Two marks lie on one object, of which one was found. */
        MARKED_TWICE
    }

    /**
     * The suspicions, the surest first.
     *
     * @param analysis of the detections that are reported
     */
    public static List<Suspicion> of(ErrorAnalysis analysis) {
        double[] right = analysis.outcomes().stream()
                .flatMap(outcome -> outcome.right().stream())
                .mapToDouble(hit -> hit.detection().score())
                .sorted()
                .toArray();
        double sure = right.length == 0 ? 1 : right[right.length / 2];
        List<Suspicion> suspicions = new ArrayList<>();
        for (DetectionError error : analysis.errors()) {
            switch (error.kind()) {
                case BACKGROUND -> {
                    if (error.score() >= sure) {
                        suspicions.add(new Suspicion(error, Why.NOT_MARKED));
                    }
                }
                case CLASS -> {
                    if (error.score() >= sure && error.overlap() >= SAME_PLACE && !error.truthFound()) {
                        suspicions.add(new Suspicion(error, Why.OTHER_LABEL));
                    }
                }
                case MISSED -> {
                    if (isMarkedTwice(analysis, error)) {
                        suspicions.add(new Suspicion(error, Why.MARKED_TWICE));
                    }
                }
                case LOCALISATION, DUPLICATE, BOTH -> {} // how well a box fits says nothing about its label
            }
        }
        suspicions.sort(Comparator.comparing(Suspicion::why, Comparator.comparing(why -> why == Why.MARKED_TWICE))
                .thenComparing(
                        Comparator.comparingDouble((Suspicion s) -> s.error().score())
                                .reversed()));
        return suspicions;
    }

    private static boolean isMarkedTwice(ErrorAnalysis analysis, DetectionError missed) {
        var truth = missed.truth().orElseThrow();
        return analysis.outcomes().stream()
                .filter(outcome -> outcome.frame().equals(missed.frame()))
                .flatMap(outcome -> outcome.targets().stream())
                .anyMatch(target -> target.found()
                        && target.truth().label().equals(truth.label())
                        && target.truth().box().iou(truth.box()) >= ONE_OBJECT);
    }
}
