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
    private final double lowest;
    private final double below;

    ReferenceAveragePrecision(List<Frame> frames, String label, double threshold, double lowest, double below) {
        this.frames = frames;
        this.label = label;
        this.threshold = threshold;
        this.lowest = lowest;
        this.below = below;
    }

    double compute(int perPicture) {
        List<Reported> all = new ArrayList<>();
        for (Frame frame : frames) {
            frame.detections().stream()
                    .filter(d -> d.label().equals(label))
                    .sorted(Comparator.comparingDouble((Detection d) -> -d.score()))
                    .limit(perPicture)
                    .forEach(d -> all.add(new Reported(frame, d)));
        }
        all.sort(Comparator.comparingDouble((Reported r) -> -r.detection().score()));
        long truths = frames.stream()
                .flatMap(frame -> frame.truth().boxes().stream())
                .filter(this::counts)
                .count();
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
        return IntStream.rangeClosed(0, 100)
                .mapToDouble(level -> IntStream.range(0, all.size())
                        .filter(i -> recall[i] >= level / 100.0 - 1e-12)
                        .mapToDouble(i -> precision[i])
                        .max()
                        .orElse(0))
                .average()
                .orElseThrow();
    }

    private boolean counts(TruthBox truth) {
        return truth.label().equals(label) && !truth.difficult() && inRange(truth.box());
    }

    private boolean inRange(Box box) {
        double height = box.bottom() - box.top();
        return lowest <= height && height < below;
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
            } else if (inRange(detection.box())) {
                wrong++;
            }
        }
        return new int[] {right, wrong};
    }

    private Optional<TruthBox> nearest(Frame frame, Detection detection, Set<TruthBox> usedUp, boolean counted) {
        return frame.truth().boxes().stream()
                .filter(truth -> truth.label().equals(label) && counts(truth) == counted && !usedUp.contains(truth))
                .filter(truth -> overlap(truth.box(), detection.box()) >= threshold)
                .max(Comparator.comparingDouble(truth -> overlap(truth.box(), detection.box())));
    }

    private static double overlap(Box a, Box b) {
        double across = Math.max(0, Math.min(a.right(), b.right()) - Math.max(a.left(), b.left()));
        double along = Math.max(0, Math.min(a.bottom(), b.bottom()) - Math.max(a.top(), b.top()));
        double both = across * along;
        double first = (a.right() - a.left()) * (a.bottom() - a.top());
        double second = (b.right() - b.left()) * (b.bottom() - b.top());
        return both / (first + second - both);
    }
}
