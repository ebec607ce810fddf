package dev.ocellus.app;

import dev.ocellus.dataset.FacePair;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Pairs made of a folder with a folder for each person: all of one person, and of different people all or as many as are wanted, drawn without
 * repetition.
 */
final class PeoplePairs {
    private final List<String> pictures;
    private final List<String> people;

    private PeoplePairs(List<String> pictures, List<String> people) {
        this.pictures = pictures;
        this.people = people;
    }

    /**
     * The pairs, those of one person first.
     *
     * @param names of pictures, with the person's folder first; those that lie in none take part in no pair
     * @param impostors how many pairs of different people at most
     * @param seed of their choice
     */
    static List<FacePair> of(List<String> names, int impostors, long seed) {
        List<String> pictures =
                names.stream().filter(name -> name.indexOf('/') > 0).toList();
        PeoplePairs pairs = new PeoplePairs(
                pictures,
                pictures.stream()
                        .map(name -> name.substring(0, name.indexOf('/')))
                        .toList());
        List<FacePair> all = pairs.genuine();
        all.addAll(pairs.impostorPairs() <= impostors ? pairs.allImpostors() : pairs.drawn(impostors, seed));
        return all;
    }

    private List<FacePair> genuine() {
        Map<String, List<Integer>> ofPerson = new HashMap<>();
        List<FacePair> pairs = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            List<Integer> before = ofPerson.computeIfAbsent(people.get(i), person -> new ArrayList<>());
            for (int earlier : before) {
                pairs.add(pair(earlier, i));
            }
            before.add(i);
        }
        return pairs;
    }

    /** How many pairs of different people there are. */
    private long impostorPairs() {
        Map<String, Long> ofPerson = new HashMap<>();
        people.forEach(person -> ofPerson.merge(person, 1L, Long::sum));
        long all = (long) pictures.size() * pictures.size();
        return (all
                        - ofPerson.values().stream()
                                .mapToLong(count -> count * count)
                                .sum())
                / 2;
    }

    private List<FacePair> allImpostors() {
        List<FacePair> pairs = new ArrayList<>();
        for (int i = 0; i < pictures.size(); i++) {
            for (int earlier = 0; earlier < i; earlier++) {
                if (!people.get(i).equals(people.get(earlier))) {
                    pairs.add(pair(earlier, i));
                }
            }
        }
        return pairs;
    }

    private List<FacePair> drawn(int wanted, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        Set<Long> seen = new HashSet<>();
        List<FacePair> pairs = new ArrayList<>();
        while (pairs.size() < wanted) {
            int one = random.nextInt(pictures.size());
            int other = random.nextInt(pictures.size());
            if (!people.get(one).equals(people.get(other))) {
                long key = (long) Math.min(one, other) * pictures.size() + Math.max(one, other);
                if (seen.add(key)) {
                    pairs.add(pair(Math.min(one, other), Math.max(one, other)));
                }
            }
        }
        return pairs;
    }

    private FacePair pair(int one, int other) {
        return new FacePair(
                0,
                pictures.get(one),
                pictures.get(other),
                Optional.of(people.get(one).equals(people.get(other))),
                OptionalInt.empty(),
                OptionalDouble.empty(),
                "",
                Map.of());
    }
}
