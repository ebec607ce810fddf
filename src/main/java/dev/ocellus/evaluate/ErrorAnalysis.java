package dev.ocellus.evaluate;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * Every false detection and every truth that was not found, each as a mistake of one kind, and what average precision would be without some of them.
 *
 * @param outcomes what happened in each picture
 * @param errors all mistakes, by picture
 * @see <a href="https://arxiv.org/abs/2008.08115">Bolya et al., TIDE: A General Toolbox for Identifying Object Detection Errors</a>
 */
public record ErrorAnalysis(List<PictureOutcome> outcomes, List<DetectionError> errors) {
    /** Overlap from which a detection is enough of a truth. */
    public static final double ENOUGH = 0.5;

    /** Overlap from which a detection is near a truth. */
    public static final double NEAR = 0.1;

    public ErrorAnalysis {
        outcomes = List.copyOf(outcomes);
        errors = List.copyOf(errors);
    }

    /**
     * Analyses the detections of frames that score enough.
     *
     * @param frames with known truths
     * @param lowestScore detections below are left out
     */
    public static ErrorAnalysis of(List<Frame> frames, double lowestScore) {
        List<PictureOutcome> outcomes = frames.stream()
                .sorted(Comparator.comparing(Frame::id))
                .map(frame -> PictureOutcome.of(frame, ENOUGH, lowestScore))
                .toList();
        return new ErrorAnalysis(
                outcomes,
                outcomes.stream().flatMap(outcome -> errors(outcome).stream()).toList());
    }

    private static List<DetectionError> errors(PictureOutcome outcome) {
        List<DetectionError> errors = new ArrayList<>();
        Set<Integer> explained = new HashSet<>();
        for (Detection wrong : outcome.wrong()) {
            DetectionError error = error(outcome, wrong);
            errors.add(error);
            if (error.hidesTruth()) {
                explained.add(error.truthNumber().getAsInt());
            }
        }
        for (int t = 0; t < outcome.targets().size(); t++) {
            if (!outcome.targets().get(t).found() && !explained.contains(t)) {
                errors.add(new DetectionError(
                        ErrorKind.MISSED,
                        outcome.frame(),
                        Optional.empty(),
                        Optional.of(outcome.targets().get(t).truth()),
                        OptionalInt.of(t),
                        0,
                        false));
            }
        }
        return errors;
    }

    private static DetectionError error(PictureOutcome outcome, Detection wrong) {
        int same = nearest(outcome, wrong, truth -> truth.label().equals(wrong.label()));
        int other = nearest(outcome, wrong, truth -> !truth.label().equals(wrong.label()));
        double sameOverlap = overlap(outcome, wrong, same);
        double otherOverlap = overlap(outcome, wrong, other);
        if (sameOverlap >= NEAR && sameOverlap < ENOUGH) {
            return about(outcome, wrong, ErrorKind.LOCALISATION, same);
        }
        if (otherOverlap >= ENOUGH) {
            return about(outcome, wrong, ErrorKind.CLASS, other);
        }
        if (sameOverlap >= ENOUGH) {
            return about(outcome, wrong, ErrorKind.DUPLICATE, same);
        }
        if (otherOverlap >= NEAR) {
            return about(outcome, wrong, ErrorKind.BOTH, other);
        }
        return new DetectionError(
                ErrorKind.BACKGROUND,
                outcome.frame(),
                Optional.of(wrong),
                Optional.empty(),
                OptionalInt.empty(),
                0,
                false);
    }

    private static DetectionError about(PictureOutcome outcome, Detection wrong, ErrorKind kind, int target) {
        return new DetectionError(
                kind,
                outcome.frame(),
                Optional.of(wrong),
                Optional.of(outcome.targets().get(target).truth()),
                OptionalInt.of(target),
                overlap(outcome, wrong, target),
                outcome.targets().get(target).found());
    }

    private static double overlap(PictureOutcome outcome, Detection detection, int target) {
        return target < 0
                ? 0
                : detection.box().iou(outcome.targets().get(target).truth().box());
    }

    /** The target with the largest overlap; of equal ones one that was not found; -1 where there is none. */
    private static int nearest(PictureOutcome outcome, Detection detection, Predicate<TruthBox> wanted) {
        int nearest = -1;
        for (int t = 0; t < outcome.targets().size(); t++) {
            PictureOutcome.Target target = outcome.targets().get(t);
            if (!wanted.test(target.truth())) {
                continue;
            }
            double more = overlap(outcome, detection, t) - overlap(outcome, detection, nearest);
            if (nearest < 0
                    || more > 0
                    || more == 0
                            && !target.found()
                            && outcome.targets().get(nearest).found()) {
                nearest = t;
            }
        }
        return nearest;
    }

    /** The mistakes of one kind. */
    public List<DetectionError> of(ErrorKind kind) {
        return errors.stream().filter(error -> error.kind() == kind).toList();
    }

    /** AP at IoU 0.5 as it is, the mean over labels with truths; NaN where there are none. */
    public double ap() {
        return apWithout(error -> false);
    }

    /** What AP gains where all mistakes of one kind are mended and no others; never below 0. */
    public double gain(ErrorKind kind) {
        return apWithout(error -> error.kind() == kind) - ap();
    }

    /**
     * AP at IoU 0.5 with some mistakes mended, as TIDE's oracles do it: a wrong label or place becomes right and keeps its score, unless its truth is
     * found by another detection, when it is taken away; duplicates, background and what is wrong in both are taken away; missed truths are no longer
     * asked for. A label of which nothing is left to find or to report counts 1.
     */
    public double apWithout(Predicate<DetectionError> mended) {
        Map<String, List<Judgement>> judgements = new TreeMap<>();
        Map<String, Integer> truths = new TreeMap<>();
        for (PictureOutcome outcome : outcomes) {
            outcome.targets().forEach(target -> truths.merge(target.truth().label(), 1, Integer::sum));
            outcome.right()
                    .forEach(hit -> judge(
                            judgements,
                            outcome.frame(),
                            hit.detection(),
                            hit.detection().label(),
                            true));
        }
        Map<String, Set<Integer>> found = new HashMap<>();
        for (DetectionError error : errors) {
            boolean mend = mended.test(error);
            if (error.kind() == ErrorKind.MISSED) {
                if (mend) {
                    truths.merge(error.truth().orElseThrow().label(), -1, Integer::sum);
                }
            } else if (!mend) {
                Detection wrong = error.detection().orElseThrow();
                judge(judgements, error.frame(), wrong, wrong.label(), false);
            } else if (error.hidesTruth()
                    && found.computeIfAbsent(error.frame(), frame -> new HashSet<>())
                            .add(error.truthNumber().getAsInt())) {
                judge(
                        judgements,
                        error.frame(),
                        error.detection().orElseThrow(),
                        error.truth().orElseThrow().label(),
                        true);
            }
        }
        return truths.entrySet().stream()
                .mapToDouble(label -> ap(judgements.getOrDefault(label.getKey(), List.of()), label.getValue()))
                .average()
                .orElse(Double.NaN);
    }

    private static void judge(
            Map<String, List<Judgement>> judgements, String frame, Detection detection, String label, boolean right) {
        judgements
                .computeIfAbsent(label, name -> new ArrayList<>())
                .add(new Judgement(frame, detection.score(), right));
    }

    private static double ap(List<Judgement> judgements, int truths) {
        if (truths == 0) {
            return judgements.isEmpty() ? 1 : 0;
        }
        List<Judgement> ordered = judgements.stream()
                .sorted(Comparator.comparing(Judgement::frame))
                .toList();
        return Protocol.COCO.averagePrecision(PrecisionRecallCurve.of(ordered, truths));
    }

    /** How many truths were found. */
    public int truePositives() {
        return outcomes.stream().mapToInt(outcome -> outcome.right().size()).sum();
    }

    /** How many detections found nothing. */
    public int falsePositives() {
        return outcomes.stream().mapToInt(outcome -> outcome.wrong().size()).sum();
    }

    /** How many there were to find. */
    public int truths() {
        return outcomes.stream().mapToInt(outcome -> outcome.targets().size()).sum();
    }

    /** The detector as it is with these scores. */
    public OperatingPoint point(double score) {
        return new OperatingPoint(score, truePositives(), falsePositives(), truths());
    }

    /**
     * The detector with some mistakes mended: each truth that one of them hides is found once, and their false detections are gone.
     *
     * @param point as it is
     */
    public static OperatingPoint pointWithout(OperatingPoint point, List<DetectionError> mended) {
        long found = mended.stream()
                .filter(DetectionError::hidesTruth)
                .map(error -> error.frame() + '\n' + error.truthNumber().getAsInt())
                .distinct()
                .count();
        long gone =
                mended.stream().filter(error -> error.detection().isPresent()).count();
        return new OperatingPoint(
                point.score(),
                point.truePositives() + (int) found,
                point.falsePositives() - (int) gone,
                point.truths());
    }
}
