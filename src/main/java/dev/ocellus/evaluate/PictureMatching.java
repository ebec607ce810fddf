package dev.ocellus.evaluate;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/**
 * Which detection meets which truth in one picture: greedily, from the highest score down, each truth once. Both lists
 * are brought into an order of their own first, so the order in which they came means nothing.
 */
final class PictureMatching {
    /** In place of a truth's index: the detection meets none. */
    static final int NOTHING = -1;

    private static final Comparator<Box> BY_CORNERS = Comparator.comparingDouble(Box::left)
            .thenComparingDouble(Box::top)
            .thenComparingDouble(Box::right)
            .thenComparingDouble(Box::bottom);
    private static final Comparator<Detection> BY_SCORE = Comparator.comparingDouble(Detection::score)
            .reversed()
            .thenComparing(Detection::box, BY_CORNERS)
            .thenComparing(Detection::label);
    private static final Comparator<TruthBox> BY_PLACE = Comparator.comparing(TruthBox::box, BY_CORNERS)
            .thenComparing(TruthBox::label)
            .thenComparing(TruthBox::difficult)
            .thenComparing(TruthBox::crowd);

    private final EvaluationSettings settings;
    private final List<TruthBox> truths;
    private final List<Detection> detections;
    private final boolean[] ignored;
    private final double[][] iou;

    PictureMatching(List<TruthBox> truths, List<Detection> detections, EvaluationSettings settings) {
        this.settings = settings;
        this.truths = truths.stream().sorted(BY_PLACE).toList();
        this.detections = detections.stream()
                .sorted(BY_SCORE)
                .limit(settings.detectionsPerPicture())
                .toList();
        ignored = new boolean[this.truths.size()];
        for (int t = 0; t < ignored.length; t++) {
            TruthBox truth = this.truths.get(t);
            ignored[t] = truth.difficult() || !settings.sizes().contains(truth.box());
        }
        iou = new double[this.detections.size()][ignored.length];
        for (int d = 0; d < iou.length; d++) {
            Box box = this.detections.get(d).box();
            Arrays.setAll(iou[d], t -> this.truths.get(t).overlap(box));
        }
    }

    /** The truths, in the order that {@link #match} counts them. */
    List<TruthBox> truths() {
        return truths;
    }

    /** The detections that are judged, from the highest score down. */
    List<Detection> detections() {
        return detections;
    }

    /** Whether a truth is neither hit nor miss. */
    boolean ignored(int truth) {
        return ignored[truth];
    }

    /** Whether a detection that meets no truth is left out rather than false: it is of a size that is not looked at. */
    boolean leftOutWhenUnmatched(int detection) {
        return !settings.sizes().contains(detections.get(detection).box());
    }

    /** For each detection the truth that it meets, or {@link #NOTHING}. */
    int[] match(double threshold) {
        int[] met = new int[detections.size()];
        boolean[] taken = new boolean[truths.size()];
        for (int d = 0; d < met.length; d++) {
            int truth = settings.protocol() == Protocol.COCO
                    ? bestFree(d, threshold, taken)
                    : bestUnlessTaken(d, threshold, taken);
            met[d] = truth;
            // a difficult truth may stand for several objects, so it is never used up
            if (truth != NOTHING && !truths.get(truth).difficult()) {
                taken[truth] = true;
            }
        }
        return met;
    }

    private int bestFree(int detection, double threshold, boolean[] taken) {
        int best = NOTHING;
        for (int t = 0; t < ignored.length; t++) {
            if (taken[t] || iou[detection][t] < threshold) {
                continue;
            }
            boolean better = best == NOTHING
                    || (ignored[t] == ignored[best] ? iou[detection][t] > iou[detection][best] : ignored[best]);
            best = better ? t : best;
        }
        return best;
    }

    private int bestUnlessTaken(int detection, double threshold, boolean[] taken) {
        int best = NOTHING;
        for (int t = 0; t < ignored.length; t++) {
            if (iou[detection][t] >= threshold && (best == NOTHING || iou[detection][t] > iou[detection][best])) {
                best = t;
            }
        }
        return best != NOTHING && taken[best] && !ignored[best] ? NOTHING : best;
    }
}
