package dev.ocellus.evaluate;

import dev.ocellus.evaluate.PictureOutcome.Target;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.TruthBox;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Which objects were taken for which, with the background as one more class: what is nothing but was reported, and what was there but not reported. */
public final class BoxConfusion {
    /** Stands for nothing at all: no object, or no detection. */
    public static final String BACKGROUND = "(background)";

    private final List<String> labels;
    private final List<Integer> truths = new ArrayList<>();
    private final List<Integer> said = new ArrayList<>();

    private BoxConfusion(List<String> labels) {
        this.labels = labels;
    }

    /**
     * Counts the objects of pictures. A detection that found nothing is held against the truths that nothing of their own label found, from the
     * highest score down: it took the one that it overlaps most, by half at least, for something else.
     *
     * @return rows are what was there, columns what was said; the last of each is the background
     */
    public static Confusion of(List<PictureOutcome> outcomes) {
        Set<String> names = new TreeSet<>();
        for (PictureOutcome outcome : outcomes) {
            outcome.targets().forEach(target -> names.add(target.truth().label()));
            outcome.right().forEach(hit -> names.add(hit.detection().label()));
            outcome.wrong().forEach(detection -> names.add(detection.label()));
        }
        List<String> labels = new ArrayList<>(names);
        labels.add(BACKGROUND);
        BoxConfusion count = new BoxConfusion(labels);
        outcomes.forEach(count::add);
        return new Confusion(
                labels,
                count.truths.stream().mapToInt(i -> i).toArray(),
                count.said.stream().mapToInt(i -> i).toArray());
    }

    private void add(PictureOutcome outcome) {
        outcome.right().forEach(hit -> add(hit.truth().label(), hit.detection().label()));
        List<TruthBox> free = new ArrayList<>(outcome.targets().stream()
                .filter(target -> !target.found())
                .map(Target::truth)
                .toList());
        for (Detection detection : outcome.wrong()) {
            int taken = -1;
            for (int t = 0; t < free.size(); t++) {
                double overlap = detection.box().iou(free.get(t).box());
                if (overlap >= ErrorAnalysis.ENOUGH
                        && (taken < 0
                                || overlap > detection.box().iou(free.get(taken).box()))) {
                    taken = t;
                }
            }
            add(taken < 0 ? BACKGROUND : free.remove(taken).label(), detection.label());
        }
        free.forEach(truth -> add(truth.label(), BACKGROUND));
    }

    private void add(String truth, String detected) {
        truths.add(labels.indexOf(truth));
        said.add(labels.indexOf(detected));
    }
}
