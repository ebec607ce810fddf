package dev.ocellus.search;

import dev.ocellus.settings.Default;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;

/**
 * A search as written down in YAML. The first round draws from the whole space, each further one from the part around the best trials so far. Nothing is
 * ever tried in a grid, so that every trial shows another value of every setting.
 *
 * @param seed equal seeds draw equal trials, as long as equal trials turn out best
 * @param rounds how many, at least 1
 * @param trials of each round, at least 1
 * @param keep the best that many trials are what the next round is drawn around
 * @param settings that all trials have in common, by name
 * @param space what may be tried
 */
public record SearchPlan(
        @Default("1") long seed,
        @Default("3") int rounds,
        @Default("8") int trials,
        @Default("3") int keep,
        @Default("{}") Map<String, String> settings,
        Map<String, Dimension> space) {
    public SearchPlan {
        require(rounds >= 1, "rounds must be at least 1, got " + rounds);
        require(trials >= 1, "trials must be at least 1, got " + trials);
        require(keep >= 1, "keep must be at least 1, got " + keep);
        require(!space.isEmpty(), "space must name at least one setting");
        settings = Collections.unmodifiableMap(new LinkedHashMap<>(settings));
        space = Collections.unmodifiableMap(new LinkedHashMap<>(space));
        for (String name : space.keySet()) {
            require(!settings.containsKey(name), "space: '" + name + "' is among the settings already");
        }
    }

    /**
     * A trial: a function of the plan and of the trials of the rounds before, in whatever order they ended.
     *
     * @param round counted from 1
     * @param number within the round, counted from 1
     * @param before the trials of all earlier rounds; others do not matter
     */
    Trial trial(int round, int number, List<Finished> before) {
        long key = scrambled(scrambled(scrambled(seed) ^ round) ^ number);
        SplittableRandom random = new SplittableRandom(key);
        Map<String, String> all = new LinkedHashMap<>(settings);
        all.putAll(region(round, before).draw(random));
        return new Trial(round, number, random.nextInt(Integer.MAX_VALUE), all);
    }

    /** Where a round draws from: half as wide as the round before, around the best that are known. */
    private Space region(int round, List<Finished> before) {
        List<Map<String, String>> best = ranked(before).stream()
                .filter(finished -> finished.trial().round() < round)
                .limit(keep)
                .map(finished -> finished.trial().settings())
                .toList();
        Space whole = new Space(space);
        return best.isEmpty() ? whole : whole.around(best, Math.pow(0.5, round - 1.0));
    }

    /** The trials that have a score, best first; among equals the one with the smaller loss, then the earlier. */
    public static List<Finished> ranked(List<Finished> trials) {
        List<Finished> ranked = new ArrayList<>(trials);
        ranked.removeIf(finished -> !(finished.outcome() instanceof Outcome.Scored));
        ranked.sort(Comparator.comparing((Finished finished) -> (Outcome.Scored) finished.outcome())
                .thenComparing(Finished::trial));
        return ranked;
    }

    private static long scrambled(long value) {
        return new SplittableRandom(value).nextLong();
    }

    private static void require(boolean holds, String message) {
        if (!holds) {
            throw new IllegalArgumentException(message);
        }
    }
}
