package dev.ocellus.evaluate;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/**
 * What happened in one picture at one IoU, all labels together.
 *
 * @param frame id of the picture
 * @param targets the truths that count, ordered by label and place
 * @param right detections that found a target of their label
 * @param wrong detections that found nothing, from the highest score down
 */
public record PictureOutcome(String frame, List<Target> targets, List<Hit> right, List<Detection> wrong) {
    /**
     * A truth that counts.
     *
     * @param found whether a detection of its label found it
     */
    public record Target(TruthBox truth, boolean found) {}

    /** A detection and the truth that it found. */
    public record Hit(Detection detection, TruthBox truth) {}

    public PictureOutcome {
        targets = List.copyOf(targets);
        right = List.copyOf(right);
        wrong = List.copyOf(wrong);
    }

    /**
     * Judges a picture by COCO's rules.
     *
     * @param threshold IoU from which a detection is a hit
     * @param lowestScore detections below are left out
     */
    public static PictureOutcome of(Frame frame, double threshold, double lowestScore) {
        Set<String> labels = new TreeSet<>();
        frame.truth().boxes().forEach(truth -> labels.add(truth.label()));
        List<Detection> reported = frame.detections().stream()
                .filter(detection -> detection.score() >= lowestScore)
                .toList();
        reported.forEach(detection -> labels.add(detection.label()));
        List<Target> targets = new ArrayList<>();
        List<Hit> right = new ArrayList<>();
        List<Detection> wrong = new ArrayList<>();
        for (String label : labels) {
            PictureMatching matching = new PictureMatching(
                    frame.truth().boxes().stream()
                            .filter(truth -> truth.label().equals(label))
                            .toList(),
                    reported.stream()
                            .filter(detection -> detection.label().equals(label))
                            .toList(),
                    EvaluationSettings.COCO);
            boolean[] found = new boolean[matching.truths().size()];
            int[] met = matching.match(threshold);
            for (int d = 0; d < met.length; d++) {
                Detection detection = matching.detections().get(d);
                if (met[d] == PictureMatching.NOTHING) {
                    wrong.add(detection);
                } else if (!matching.ignored(met[d])) {
                    found[met[d]] = true;
                    right.add(new Hit(detection, matching.truths().get(met[d])));
                }
            }
            for (int t = 0; t < found.length; t++) {
                if (!matching.ignored(t)) {
                    targets.add(new Target(matching.truths().get(t), found[t]));
                }
            }
        }
        // the sort is stable: of equal scores the first label comes first
        wrong.sort(Comparator.comparingDouble(Detection::score).reversed());
        return new PictureOutcome(frame.id(), targets, right, wrong);
    }

    /** How many truths were not found. */
    public int missed() {
        return (int) targets.stream().filter(target -> !target.found()).count();
    }
}
