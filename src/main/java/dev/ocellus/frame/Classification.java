package dev.ocellus.frame;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Objects;

/**
 * What a picture as a whole is taken for: every class with its probability, the likeliest first.
 *
 * @param guesses at least one; equal probabilities in the order of the model's labels
 */
public record Classification(List<Guess> guesses) {
    /**
     * One class.
     *
     * @param label one of the model's labels
     * @param probability in [0, 1]
     */
    public record Guess(String label, double probability) {
        public Guess {
            Objects.requireNonNull(label);
            if (!(probability >= 0 && probability <= 1)) {
                throw new IllegalArgumentException("a probability must be in [0, 1], got " + probability);
            }
        }
    }

    public Classification {
        guesses = List.copyOf(guesses);
        if (guesses.isEmpty()) {
            throw new IllegalArgumentException("a classification needs at least one class");
        }
    }

    /**
     * The classification that a network's probabilities mean.
     *
     * @param probabilities of each label, in their order
     */
    public static Classification of(List<String> labels, float[] probabilities) {
        List<Guess> guesses = new ArrayList<>();
        for (int i = 0; i < labels.size(); i++) {
            guesses.add(new Guess(labels.get(i), probabilities[i]));
        }
        guesses.sort(Comparator.comparingDouble(Guess::probability).reversed());
        return new Classification(guesses);
    }

    /** The likeliest class. */
    public Guess best() {
        return guesses.get(0);
    }

    /** The likeliest classes. */
    public List<Guess> top(int count) {
        return guesses.subList(0, Math.min(count, guesses.size()));
    }
}
