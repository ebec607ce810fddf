package dev.ocellus.evaluate;

import dev.ocellus.evaluate.LabelEvaluation.CountedTruth;
import dev.ocellus.evaluate.LabelEvaluation.ThresholdResult;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.OptionalDouble;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

/**
 * How well the objects in a list of pictures were detected. Difficult truths are neither hit nor miss: a detection that
 * meets one is left out. The order of frames, truths and detections means nothing, also where scores are equal.
 *
 * @param settings how the detections were judged
 * @param labels one result for each label that occurs in a truth or a detection
 */
public record DetectionEvaluation(EvaluationSettings settings, SortedMap<String, LabelEvaluation> labels) {
    public DetectionEvaluation {
        labels = Collections.unmodifiableSortedMap(new TreeMap<>(labels));
    }

    /**
     * Judges the detections of frames against their truths.
     *
     * @throws IllegalArgumentException where the truth of a frame is not known or two frames have one id
     */
    public static DetectionEvaluation of(List<Frame> frames, EvaluationSettings settings) {
        List<Frame> ordered =
                frames.stream().sorted(Comparator.comparing(Frame::id)).toList();
        requireJudgeable(ordered);
        SortedMap<String, LabelEvaluation> labels = new TreeMap<>();
        if (settings.labels() == EvaluationSettings.LabelRule.ANY) {
            labels.put(LabelEvaluation.ANY, evaluate(LabelEvaluation.ANY, label -> true, ordered, settings));
        } else {
            ordered.stream()
                    .flatMap(frame -> Stream.concat(
                            frame.truth().boxes().stream().map(TruthBox::label),
                            frame.detections().stream().map(Detection::label)))
                    .distinct()
                    .forEach(label -> labels.put(label, evaluate(label, label::equals, ordered, settings)));
        }
        return new DetectionEvaluation(settings, labels);
    }

    private static void requireJudgeable(List<Frame> ordered) {
        for (int i = 0; i < ordered.size(); i++) {
            String id = ordered.get(i).id();
            if (!ordered.get(i).truth().known()) {
                throw new IllegalArgumentException(
                        "cannot judge the detections in %s: nobody labelled it".formatted(id));
            }
            if (i > 0 && ordered.get(i - 1).id().equals(id)) {
                throw new IllegalArgumentException("two frames are called %s; each picture counts once".formatted(id));
            }
        }
    }

    private static LabelEvaluation evaluate(
            String label, Predicate<String> belongs, List<Frame> frames, EvaluationSettings settings) {
        List<Tally> tallies = settings.thresholds().stream().map(Tally::new).toList();
        for (Frame frame : frames) {
            List<TruthBox> truths = frame.truth().boxes().stream()
                    .filter(truth -> belongs.test(truth.label()))
                    .toList();
            List<Detection> detections = frame.detections().stream()
                    .filter(detection -> belongs.test(detection.label()))
                    .toList();
            if (truths.isEmpty() && detections.isEmpty()) {
                continue;
            }
            PictureMatching matching = new PictureMatching(truths, detections, settings);
            tallies.forEach(tally -> tally.add(frame.id(), matching));
        }
        return new LabelEvaluation(
                label, settings.protocol(), tallies.stream().map(Tally::result).toList());
    }

    /** AP at IoU 0.5, the mean over labels. */
    public double ap50() {
        return ap(0.5);
    }

    /** COCO's AP: the mean over IoU 0.50, 0.55 … 0.95 and over labels. */
    public double ap50To95() {
        return EvaluationSettings.COCO_THRESHOLDS.stream()
                .mapToDouble(this::ap)
                .average()
                .orElseThrow();
    }

    /** AP at one IoU, the mean over the labels that have something to find; NaN where none has. */
    public double ap(double threshold) {
        return mean(label -> label.ap(threshold));
    }

    /** AP, the mean over the IoUs of the settings and over the labels that have something to find; NaN where none has. */
    public double ap() {
        return mean(LabelEvaluation::ap);
    }

    /**
     * COCO's AR: the share of truths that were found at all, the mean over the IoUs of the settings and over the labels that have something to find;
     * NaN where none has.
     */
    public double ar() {
        return mean(LabelEvaluation::ar);
    }

    private double mean(ToDoubleFunction<LabelEvaluation> figure) {
        return labels.values().stream()
                .filter(label -> label.truths() > 0)
                .mapToDouble(figure)
                .average()
                .orElse(Double.NaN);
    }

    /**
     * The lowest score to report so that precision and recall over all labels together balance best: where their F1 is
     * highest, of equal ones the highest score; 1 where nothing was found.
     *
     * @param threshold IoU from which a detection is a hit, one of the settings'
     */
    public double bestScore(double threshold) {
        return together(threshold)
                .bestF1()
                .filter(best -> best.f1() > 0)
                .map(OperatingPoint::score)
                .orElse(1.0);
    }

    /**
     * The curve of all labels together: what is found and falsely reported when everything from a score upwards is reported, whatever its label.
     *
     * @param threshold IoU from which a detection is a hit, one of the settings'
     */
    public PrecisionRecallCurve together(double threshold) {
        List<Judgement> judgements = labels.values().stream()
                .flatMap(label -> label.at(threshold).judgements().stream())
                .sorted(Comparator.comparing(Judgement::frame))
                .toList();
        return PrecisionRecallCurve.of(judgements, truths());
    }

    /** How many truths count, of all labels. */
    public int truths() {
        return labels.values().stream().mapToInt(LabelEvaluation::truths).sum();
    }

    /**
     * The share of all truths found when everything from a score upwards is reported; NaN where there was nothing to
     * find.
     */
    public double recall(double threshold, double lowestScore) {
        return recall(threshold, lowestScore, label -> true);
    }

    /**
     * The share of the truths of certain labels found when everything from a score upwards is reported; NaN where there
     * was nothing to find. Together with {@link EvaluationSettings.LabelRule#ANY} it tells how many of, say, the masked
     * and how many of the bare faces a detector finds that only says "face".
     */
    public double recall(double threshold, double lowestScore, Set<String> truthLabels) {
        return recall(threshold, lowestScore, truthLabels::contains);
    }

    private double recall(double threshold, double lowestScore, Predicate<String> truthLabels) {
        return labels.values().stream()
                .flatMap(label -> label.truths(threshold, truthLabels).stream())
                .mapToDouble(truth -> truth.foundAt(lowestScore) ? 1 : 0)
                .average()
                .orElse(Double.NaN);
    }

    /** Collects what happened in the pictures, for one label at one IoU. */
    private static final class Tally {
        private final double threshold;
        private final List<Judgement> judgements = new ArrayList<>();
        private final List<CountedTruth> truths = new ArrayList<>();

        Tally(double threshold) {
            this.threshold = threshold;
        }

        void add(String frame, PictureMatching matching) {
            OptionalDouble[] foundAt = new OptionalDouble[matching.truths().size()];
            Arrays.fill(foundAt, OptionalDouble.empty());
            int[] met = matching.match(threshold);
            for (int d = 0; d < met.length; d++) {
                double score = matching.detections().get(d).score();
                if (met[d] == PictureMatching.NOTHING) {
                    if (!matching.leftOutWhenUnmatched(d)) {
                        judgements.add(new Judgement(frame, score, false));
                    }
                } else if (!matching.ignored(met[d])) {
                    judgements.add(new Judgement(frame, score, true));
                    foundAt[met[d]] = OptionalDouble.of(score);
                }
            }
            for (int t = 0; t < foundAt.length; t++) {
                if (!matching.ignored(t)) {
                    truths.add(new CountedTruth(frame, matching.truths().get(t), foundAt[t]));
                }
            }
        }

        ThresholdResult result() {
            return new ThresholdResult(
                    threshold, PrecisionRecallCurve.of(judgements, truths.size()), truths, judgements);
        }
    }
}
