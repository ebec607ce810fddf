package dev.ocellus.evaluate;

import java.util.ArrayList;
import java.util.List;

/**
 * The share of right decisions in parts of the comparisons, each at the threshold that suits the other parts best: the protocol of Labeled Faces in the
 * Wild, View 2. A comparison that could not be made is a wrong decision.
 *
 * @param folds one result for each part
 * @see <a href="http://vis-www.cs.umass.edu/lfw/lfw.pdf">Huang et al., 2007</a>
 */
public record FoldAccuracy(List<Fold> folds) {
    /**
     * One part.
     *
     * @param threshold chosen on the other parts
     * @param right the right decisions in this part
     */
    public record Fold(double threshold, ErrorRate right) {}

    public FoldAccuracy {
        folds = List.copyOf(folds);
    }

    /**
     * Measures each part.
     *
     * @param parts at least two, none empty
     */
    public static FoldAccuracy of(List<List<Comparison>> parts) {
        if (parts.size() < 2 || parts.stream().anyMatch(List::isEmpty)) {
            throw new IllegalArgumentException("needs at least two parts, none of them empty");
        }
        List<Fold> folds = new ArrayList<>();
        for (int held = 0; held < parts.size(); held++) {
            List<Comparison> others = new ArrayList<>();
            for (int i = 0; i < parts.size(); i++) {
                if (i != held) {
                    others.addAll(parts.get(i));
                }
            }
            double threshold = VerificationEvaluation.leastErrors(others);
            List<Comparison> part = parts.get(held);
            long right = part.stream()
                    .filter(comparison -> comparison.rightAt(threshold))
                    .count();
            folds.add(new Fold(threshold, new ErrorRate(right, part.size())));
        }
        return new FoldAccuracy(folds);
    }

    /** The mean of the parts' accuracies, in [0, 1]. */
    public double mean() {
        return folds.stream()
                .mapToDouble(fold -> fold.right().value())
                .average()
                .orElseThrow();
    }

    /** The standard error of the mean: the standard deviation of the parts' accuracies over the root of their number. */
    public double standardError() {
        double mean = mean();
        double squares = folds.stream()
                .mapToDouble(fold -> Math.pow(fold.right().value() - mean, 2))
                .sum();
        return Math.sqrt(squares / (folds.size() - 1) / folds.size());
    }
}
