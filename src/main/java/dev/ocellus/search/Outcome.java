package dev.ocellus.search;

import java.util.Comparator;

/** How a trial ended. A failure is a result too: it says where not to look. */
public sealed interface Outcome {
    /** How long it took. */
    double seconds();

    /**
     * A trial that came to its end.
     *
     * @param score larger is better; finite
     * @param loss smaller is better; tells equal scores apart; finite
     */
    record Scored(double score, double loss, double seconds) implements Outcome, Comparable<Scored> {
        private static final Comparator<Scored> BEST_FIRST =
                Comparator.comparingDouble(Scored::score).reversed().thenComparingDouble(Scored::loss);

        public Scored {
            if (!Double.isFinite(score) || !Double.isFinite(loss)) {
                throw new IllegalArgumentException("score and loss must be numbers, got " + score + " and " + loss);
            }
        }

        /** Best first. */
        @Override
        public int compareTo(Scored other) {
            return BEST_FIRST.compare(this, other);
        }
    }

    /**
     * A trial whose settings led to nothing, such as a rate at which the loss grows beyond all bounds.
     *
     * @param reason in a sentence
     */
    record Failed(String reason, double seconds) implements Outcome {}
}
