package dev.ocellus.face;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/**
 * Draws P people and K pictures of each, so that every batch holds pairs of one person and many of different people. People come in proportion to how many
 * pictures there are of them; a person with fewer than K pictures is seen more than once, each time augmented differently. What a step draws is a function of
 * seed and step.
 */
public final class PeopleSampler {
    private final List<int[]> picturesOf;
    private final int[] owner;
    private final int people;
    private final int pictures;
    private final long seed;

    /**
     * @param picturesOf numbers of each person's pictures; people with fewer than two are never drawn
     * @param people how many are drawn, P
     * @param pictures of each, K
     */
    public PeopleSampler(List<int[]> picturesOf, int people, int pictures, long seed) {
        this.picturesOf = List.copyOf(picturesOf);
        this.owner = IntStream.range(0, picturesOf.size())
                .filter(person -> picturesOf.get(person).length >= 2)
                .flatMap(person -> Arrays.stream(picturesOf.get(person)).map(picture -> person))
                .toArray();
        this.people = people;
        this.pictures = pictures;
        this.seed = seed;
        long usable = picturesOf.stream().filter(of -> of.length >= 2).count();
        if (people < 2 || pictures < 2 || usable < people) {
            throw new IllegalArgumentException(
                    "a batch needs at least 2 people and 2 pictures of each, got %d and %d; %d people have 2 pictures or more"
                            .formatted(people, pictures, usable));
        }
    }

    /**
     * One picture of a batch.
     *
     * @param person number of the person
     * @param picture number of the picture
     */
    public record Draw(int person, int picture) {}

    /** The P·K pictures of a step, person by person. */
    public List<Draw> of(long step) {
        SplittableRandom random = new SplittableRandom(seed * 0x9E3779B97F4A7C15L + step).split();
        Set<Integer> drawn = new LinkedHashSet<>();
        while (drawn.size() < people) {
            drawn.add(owner[random.nextInt(owner.length)]);
        }
        return drawn.stream()
                .flatMap(person -> picturesOf(person, random).stream())
                .toList();
    }

    private List<Draw> picturesOf(int person, SplittableRandom random) {
        int[] all = picturesOf.get(person).clone();
        List<Draw> draws = new ArrayList<>();
        while (draws.size() < pictures) {
            for (int left = all.length; left > 0 && draws.size() < pictures; left--) {
                int at = random.nextInt(left);
                draws.add(new Draw(person, all[at]));
                int taken = all[at];
                all[at] = all[left - 1];
                all[left - 1] = taken;
            }
        }
        return draws;
    }
}
