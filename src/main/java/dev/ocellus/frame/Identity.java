package dev.ocellus.frame;

import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Whose face it is, as far as that can be said.
 *
 * @param decision the answer
 * @param candidates the nearest of the enrolled people, nearest first; empty where nobody is enrolled
 * @param falseMatch how often the nearest candidate would be so near without being this person, where that was measured
 */
public record Identity(Decision decision, List<Candidate> candidates, Optional<FalseMatch> falseMatch) {
    /** The answers. */
    public enum Decision {
        /** The nearest candidate. */
        KNOWN,
        /** Nobody is near enough. */
        UNKNOWN,
        /** Several people are near enough, and the nearest is hardly nearer than the next. */
        AMBIGUOUS
    }

    /**
     * Somebody enrolled.
     *
     * @param name of the person
     * @param person id of the person, which tells apart those with one name
     * @param distance to the nearest of the person's faces, squared Euclidean, in [0, 4]
     */
    public record Candidate(String name, String person, double distance) {
        public Candidate {
            Objects.requireNonNull(name);
            Objects.requireNonNull(person);
        }
    }

    /**
     * How often faces of two different people are as near as this or nearer.
     *
     * @param rate the measured share, in [0, 1]
     * @param bound what the true share does not exceed, with 95 % confidence
     */
    public record FalseMatch(double rate, double bound) {
        public FalseMatch {
            if (!(rate >= 0 && rate <= bound && bound <= 1)) {
                throw new IllegalArgumentException("a rate lies in [0, bound], got " + rate + " and " + bound);
            }
        }
    }

    public Identity {
        Objects.requireNonNull(falseMatch);
        candidates = List.copyOf(candidates);
        if (candidates.isEmpty() && decision != Decision.UNKNOWN) {
            throw new IllegalArgumentException("without candidates a face is unknown");
        }
    }

    /** The name, where there is one answer; otherwise the word for having none. */
    public String label() {
        return decision == Decision.KNOWN ? candidates.get(0).name() : decision.name();
    }
}
