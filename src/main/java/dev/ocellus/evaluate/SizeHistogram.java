package dev.ocellus.evaluate;

import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.function.ToLongFunction;

/**
 * How many objects there are of each size, and how many of them were found. The size of a box is the side of the square with its area, in source
 * pixels.
 *
 * @param bins from small to large, without gaps
 */
public record SizeHistogram(List<Bin> bins) {
    private static final int[] EDGES = {0, 8, 12, 16, 24, 32, 48, 64, 96, 128, 192, 256, 384, 512};

    /**
     * The objects of some sizes.
     *
     * @param lowest smallest side, inside
     * @param below smallest side of the next bin; infinite for the last
     * @param found truths that were found
     * @param missed truths that were not found
     * @param falseDetections detections of that size that found nothing
     */
    public record Bin(double lowest, double below, int found, int missed, int falseDetections) {
        /** How many there are to find. */
        public int truths() {
            return found + missed;
        }

        /** The share that was found; NaN where there was nothing to find. */
        public double recall() {
            return (double) found / truths();
        }
    }

    public SizeHistogram {
        bins = List.copyOf(bins);
    }

    /** Counts the objects in pictures; empty bins at the ends are left out. */
    public static SizeHistogram of(List<PictureOutcome> outcomes) {
        List<Bin> bins = new ArrayList<>();
        for (int i = 0; i < EDGES.length; i++) {
            double lowest = EDGES[i];
            double below = i + 1 < EDGES.length ? EDGES[i + 1] : Double.POSITIVE_INFINITY;
            bins.add(new Bin(
                    lowest,
                    below,
                    count(outcomes, o -> targets(o, lowest, below, true)),
                    count(outcomes, o -> targets(o, lowest, below, false)),
                    count(outcomes, o -> o.wrong().stream()
                            .filter(d -> isInside(d.box(), lowest, below))
                            .count())));
        }
        int first = 0;
        while (first < bins.size() && isEmpty(bins.get(first))) {
            first++;
        }
        int end = bins.size();
        while (end > first && isEmpty(bins.get(end - 1))) {
            end--;
        }
        return new SizeHistogram(bins.subList(first, end));
    }

    private static boolean isEmpty(Bin bin) {
        return bin.truths() + bin.falseDetections() == 0;
    }

    private static int count(List<PictureOutcome> outcomes, ToLongFunction<PictureOutcome> figure) {
        return (int) outcomes.stream().mapToLong(figure).sum();
    }

    private static long targets(PictureOutcome outcome, double lowest, double below, boolean found) {
        return outcome.targets().stream()
                .filter(target -> target.found() == found)
                .map(PictureOutcome.Target::truth)
                .map(TruthBox::box)
                .filter(box -> isInside(box, lowest, below))
                .count();
    }

    private static boolean isInside(Box box, double lowest, double below) {
        double side = Math.sqrt(box.area());
        return side >= lowest && side < below;
    }
}
