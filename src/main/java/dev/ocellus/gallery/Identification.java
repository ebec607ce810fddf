package dev.ocellus.gallery;

import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * Whose face it is, as far as that can be said.
 *
 * @param decision the answer
 * @param matches the nearest people, nearest first; empty where nobody is enrolled
 */
public record Identification(Decision decision, List<Match> matches) {
    /** Whether a face is somebody's in the gallery. */
    public enum Decision {
        /** The nearest person. */
        KNOWN,
        /** Nobody is near enough. */
        UNKNOWN,
        /** Several people are near enough, and the nearest is hardly nearer than the next. */
        AMBIGUOUS
    }

    public Identification {
        matches = List.copyOf(matches);
    }

    /**
     * Decides from the nearest people.
     *
     * @param matches nearest first, of at least the two nearest people where there are two
     * @param distance the largest at which faces count as one person's
     * @param margin how much nearer the nearest must be than the next, where that one is near enough too; ties are never nearer
     */
    public static Identification of(List<Match> matches, double distance, double margin) {
        return new Identification(decide(matches, distance, margin), matches);
    }

    private static Decision decide(List<Match> matches, double distance, double margin) {
        if (matches.isEmpty() || !(matches.get(0).distance() <= distance)) {
            return Decision.UNKNOWN;
        }
        boolean rival = matches.size() > 1
                && matches.get(1).distance() <= distance
                && matches.get(1).distance() - matches.get(0).distance() <= margin;
        return rival ? Decision.AMBIGUOUS : Decision.KNOWN;
    }

    /** The person, where the answer is {@link Decision#KNOWN}. */
    public Optional<Person> person() {
        return decision == Decision.KNOWN ? Optional.of(matches.get(0).person()) : Optional.empty();
    }

    /** Distance of the nearest person. */
    public OptionalDouble distance() {
        return matches.isEmpty()
                ? OptionalDouble.empty()
                : OptionalDouble.of(matches.get(0).distance());
    }

    /** How much farther the second person is than the first. */
    public OptionalDouble margin() {
        return matches.size() < 2
                ? OptionalDouble.empty()
                : OptionalDouble.of(matches.get(1).distance() - matches.get(0).distance());
    }
}
