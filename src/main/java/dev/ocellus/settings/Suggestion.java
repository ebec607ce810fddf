package dev.ocellus.settings;

import java.util.Collection;
import java.util.Comparator;
import java.util.Optional;

/** What somebody may have meant by an unknown name. */
public final class Suggestion {
    private Suggestion() {}

    /** Words for the end of a message: the nearest of the known names, where one is near, and all of them. */
    public static String among(Collection<String> known, String written) {
        String nearest = nearest(known, written)
                .map(name -> "did you mean '" + name + "'? ")
                .orElse("");
        return nearest + (known.isEmpty() ? "there are none" : "known: " + String.join(", ", known));
    }

    private static Optional<String> nearest(Collection<String> known, String written) {
        int furthest = Math.max(1, written.length() / 3);
        return known.stream()
                .filter(name -> distance(name, written) <= furthest)
                .min(Comparator.comparingInt(name -> distance(name, written)));
    }

    /** Levenshtein's distance: how many letters must be put in, taken out or changed. */
    private static int distance(String a, String b) {
        int[] previous = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            previous[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int[] current = new int[b.length() + 1];
            current[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int change = previous[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                current[j] = Math.min(change, 1 + Math.min(previous[j], current[j - 1]));
            }
            previous = current;
        }
        return previous[b.length()];
    }
}
