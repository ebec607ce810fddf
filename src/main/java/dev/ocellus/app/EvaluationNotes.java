package dev.ocellus.app;

import dev.ocellus.evaluate.Assessment;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;

/** What must be known to read the figures of an evaluation rightly. */
final class EvaluationNotes {
    /** Below so many pictures figures say little. */
    private static final int FEW = 30;

    /** Where the lowest score is higher, the ends of the curves are missing. */
    private static final double HIGH = 0.1;

    private EvaluationNotes() {}

    /** @param said the labels that the detector can say; empty where that is not known */
    static List<String> of(Assessment assessment, List<Frame> frames, Set<String> said) {
        Set<String> marked = frames.stream()
                .flatMap(frame -> frame.truth().boxes().stream())
                .map(TruthBox::label)
                .collect(Collectors.toCollection(TreeSet::new));
        Set<String> known = new TreeSet<>(said);
        double lowest = 1;
        for (Frame frame : frames) {
            for (Detection detection : frame.detections()) {
                known.add(detection.label());
                lowest = Math.min(lowest, detection.score());
            }
        }
        List<String> notes = new ArrayList<>();
        if (assessment.evaluation().truths() == 0) {
            notes.add("Nothing is marked in these pictures, so AP and recall are not defined.");
        }
        List<String> neverSaid =
                marked.stream().filter(label -> !known.contains(label)).toList();
        List<String> neverMarked =
                known.stream().filter(label -> !marked.contains(label)).toList();
        if (!neverSaid.isEmpty()) {
            notes.add("The labels speak of %s, which the detector never says%s."
                    .formatted(
                            String.join(", ", neverSaid),
                            neverMarked.isEmpty()
                                    ? ""
                                    : ", and it says %s, which is not marked; --labels OLD=NEW renames"
                                            .formatted(String.join(", ", neverMarked))));
        } else if (!neverMarked.isEmpty()) {
            notes.add("The detector may say %s, which is not marked anywhere and is left out of the mean."
                    .formatted(String.join(", ", neverMarked)));
        }
        if (frames.size() < FEW) {
            notes.add("These are %d pictures: so few that other ones could give quite other figures."
                    .formatted(frames.size()));
        }
        if (lowest > HIGH && lowest < 1) {
            notes.add(String.format(
                    Locale.ROOT,
                    "No detection scores below %.2f. If such were left out before, the curves end early and AP is lower than it would be.",
                    lowest));
        }
        return notes;
    }
}
