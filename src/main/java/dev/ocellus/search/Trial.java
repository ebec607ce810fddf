package dev.ocellus.search;

import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One point of a search.
 *
 * @param round counted from 1
 * @param number within the round, counted from 1
 * @param seed for whatever the trial draws, at least 0
 * @param settings all of them, those in common and those tried, by name
 */
public record Trial(int round, int number, int seed, Map<String, String> settings) implements Comparable<Trial> {
    private static final Comparator<Trial> ORDER =
            Comparator.comparingInt(Trial::round).thenComparingInt(Trial::number);

    public Trial {
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
    }

    /** Round and number, also the name of the trial's folder: {@code 2-07}. */
    public String name() {
        return "%d-%02d".formatted(round, number);
    }

    /** In the order of rounds and numbers. */
    @Override
    public int compareTo(Trial other) {
        return ORDER.compare(this, other);
    }
}
