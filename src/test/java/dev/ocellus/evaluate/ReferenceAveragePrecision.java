package dev.ocellus.evaluate;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.IntStream;

/**
 * COCO's average precision of one label, written down from its definition with no thought for speed: for every number
 * of reported detections the pictures are matched anew, and every recall level looks through all of those outcomes.
 * Shares nothing with the program but the boxes.
 */
final class ReferenceAveragePrecision {
    private record Reported(Frame frame, Detection detection) {}

    private final List<Frame> frames;
    private final String label;
    private final double threshold;
    private final Predicate<Box> inRange;

    /** @param inRange which boxes are looked at */
    ReferenceAveragePrecision(List<Frame> frames, String label, double threshold, Predicate<Box> inRange) {
        this.frames = frames;
        this.label = label;
        this.threshold = threshold;
        this.inRange = inRange;
    }

    /** Boxes by COCO's names of their sizes. */
    static Predicate<Box> area(double lowest, double highest) {
        return box -> {
            double area = (box.right() - box.left()) * (box.bottom() - box.top());
            return !(area < lowest || area > highest);
        };
    }

    /** Whether there is anything to find. */
    boolean isDefined() {
        return truths() > 0;
    }

    private long truths() {
        return frames.stream()
                .flatMap(frame -> frame.truth().boxes().stream())
                .filter(this::counts)
                .count();
    }

    /** The share of truths found with everything reported. */
    double recall(int perPicture) {
        int right = 0;
        for (Frame frame : frames) {
            right += outcome(
                    frame,
                    reported(perPicture).stream()
                            .filter(r -> r.frame() == frame)
                            .map(Reported::detection)
                            .toList())[0];
        }
        return (double) right / truths();
    }

    private List<Reported> reported(int perPicture) {
        List<Reported> all = new ArrayList<>();
        for (Frame frame : frames) {
            frame.detections().stream()
                    .filter(d -> d.label().equals(label))
                    .sorted(Comparator.comparingDouble((Detection d) -> -d.score()))
                    .limit(perPicture)
                    .forEach(d -> all.add(new Reported(frame, d)));
        }
        all.sort(Comparator.comparingDouble((Reported r) -> -r.detection().score()));
        return all;
    }

    /** COCO's average precision. */
    double compute(int perPicture) {
        return averagePrecision(perPicture, 100);
    }

    /** The mean of interpolated precision at recalls 0, 1/steps … 1. */
    double averagePrecision(int perPicture, int steps) {
        List<Reported> all = reported(perPicture);
        long truths = truths();
        double[] recall = new double[all.size()];
        double[] precision = new double[all.size()];
        for (int reported = 1; reported <= all.size(); reported++) {
            int right = 0;
            int wrong = 0;
            for (Frame frame : frames) {
                List<Detection> here = all.subList(0, reported).stream()
                        .filter(r -> r.frame() == frame)
                        .map(Reported::detection)
                        .toList();
                int[] outcome = outcome(frame, here);
                right += outcome[0];
                wrong += outcome[1];
            }
            recall[reported - 1] = (double) right / truths;
            precision[reported - 1] = right + wrong == 0 ? 0 : (double) right / (right + wrong);
        }
        return IntStream.rangeClosed(0, steps)
                .mapToDouble(level -> IntStream.range(0, all.size())
                        // a hundredth of COCO's is a multiple of the double nearest to it
                        .filter(i -> recall[i] >= (steps == 100 ? level * 0.01 : level / (double) steps))
                        .mapToDouble(i -> precision[i])
                        .max()
                        .orElse(0))
                .average()
                .orElseThrow();
    }

    private boolean counts(TruthBox truth) {
        return truth.label().equals(label) && !truth.difficult() && inRange.test(truth.box());
    }

    /** Numbers of right and wrong detections. */
    private int[] outcome(Frame frame, List<Detection> falling) {
        Set<TruthBox> usedUp = new HashSet<>();
        int right = 0;
        int wrong = 0;
        for (Detection detection : falling) {
            Optional<TruthBox> counted = nearest(frame, detection, usedUp, true);
            if (counted.isPresent()) {
                usedUp.add(counted.get());
                right++;
                continue;
            }
            Optional<TruthBox> other = nearest(frame, detection, usedUp, false);
            if (other.isPresent()) {
                if (!other.get().difficult()) {
                    usedUp.add(other.get());
                }
            } else if (inRange.test(detection.box())) {
                wrong++;
            }
        }
        return new int[] {right, wrong};
    }

    private Optional<TruthBox> nearest(Frame frame, Detection detection, Set<TruthBox> usedUp, boolean counted) {
        return frame.truth().boxes().stream()
                .filter(truth -> truth.label().equals(label) && counts(truth) == counted && !usedUp.contains(truth))
                .filter(truth -> overlap(truth, detection.box()) >= threshold)
                .max(Comparator.comparingDouble(truth -> overlap(truth, detection.box())));
    }

    private static double overlap(TruthBox truth, Box b) {
        Box a = truth.box();
        double across = Math.max(0, Math.min(a.right(), b.right()) - Math.max(a.left(), b.left()));
        double along = Math.max(0, Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top()));
        double both = across * along;
        double first = (a.right() - a.left()) * (a.bottom() - a.top());
        double second = (b.right() - b.left()) * (b.bottom() - b.top());
        return truth.crowd() ? both / second : both / (first + second - both);
    }
}
