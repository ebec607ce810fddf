package dev.ocellus.train;

import dev.ocellus.evaluate.Comparison;
import dev.ocellus.frame.Embedding;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Pairs of pictures of one person and of two: what an encoder is measured on while it learns. The two of two people come from one source: pictures of
 * different sources would be told apart by their sharpness alone.
 *
 * @param same pairs of one person
 * @param different pairs of two people
 */
record FacePairs(List<Pair> same, List<Pair> different) {
    /** Two pictures by their numbers. */
    record Pair(int first, int second) {}

    FacePairs {
        same = List.copyOf(same);
        different = List.copyOf(different);
    }

    /**
     * Draws pairs.
     *
     * @param people the person of each picture
     * @param sources the source of each picture
     * @param mostSame how many pairs of one person at most
     * @param differentForSame how many pairs of two people for each of those
     */
    static FacePairs draw(List<String> people, List<String> sources, int mostSame, int differentForSame, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Pair> all = new ArrayList<>();
        for (int i = 0; i < people.size(); i++) {
            for (int j = i + 1; j < people.size(); j++) {
                if (people.get(i).equals(people.get(j))) {
                    all.add(new Pair(i, j));
                }
            }
        }
        int count = Math.min(mostSame, all.size());
        for (int i = 0; i < count; i++) {
            int other = i + random.nextInt(all.size() - i);
            Pair pair = all.get(other);
            all.set(other, all.get(i));
            all.set(i, pair);
        }
        Set<Pair> different = new LinkedHashSet<>();
        int wanted = count * differentForSame;
        long tries = 10L * wanted;
        while (different.size() < wanted && tries-- > 0) {
            int first = random.nextInt(people.size());
            int second = random.nextInt(people.size());
            if (!people.get(first).equals(people.get(second))
                    && sources.get(first).equals(sources.get(second))) {
                different.add(new Pair(Math.min(first, second), Math.max(first, second)));
            }
        }
        return new FacePairs(all.subList(0, count), List.copyOf(different));
    }

    /** Distances of the pairs of one person, ascending. */
    double[] sameDistances(List<Embedding> embeddings) {
        return distances(same, embeddings);
    }

    /** Distances of the pairs of two people, ascending. */
    double[] differentDistances(List<Embedding> embeddings) {
        return distances(different, embeddings);
    }

    /** All pairs as an evaluation takes them. */
    List<Comparison> comparisons(List<Embedding> embeddings) {
        List<Comparison> comparisons = new ArrayList<>();
        for (double distance : sameDistances(embeddings)) {
            comparisons.add(Comparison.genuine(distance));
        }
        for (double distance : differentDistances(embeddings)) {
            comparisons.add(Comparison.impostor(distance));
        }
        return comparisons;
    }

    private static double[] distances(List<Pair> pairs, List<Embedding> embeddings) {
        double[] distances = pairs.stream()
                .mapToDouble(pair -> embeddings.get(pair.first()).distance(embeddings.get(pair.second())))
                .toArray();
        Arrays.sort(distances);
        return distances;
    }
}
