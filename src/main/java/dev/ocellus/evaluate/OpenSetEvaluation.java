package dev.ocellus.evaluate;

import java.util.Arrays;
import java.util.Collection;

/**
 * How well a search among enrolled people names those who are there and nobody who is not, in the terms of ISO/IEC 19795-1: a person is named where the
 * distance is at most the threshold. Searches for a face that could not be acquired count: they name nobody. The order of the searches means nothing.
 */
public final class OpenSetEvaluation {
    private static final double NEVER = Double.POSITIVE_INFINITY;

    private final Search.Mated[] mated;
    private final long matedFailures;
    private final double[] nearestOfNonMated;

    private OpenSetEvaluation(Search.Mated[] mated, long matedFailures, double[] nearestOfNonMated) {
        this.mated = mated;
        this.matedFailures = matedFailures;
        this.nearestOfNonMated = nearestOfNonMated;
    }

    /** The evaluation of these searches. */
    public static OpenSetEvaluation of(Collection<Search> searches) {
        return new OpenSetEvaluation(
                searches.stream().filter(Search.Mated.class::isInstance).toArray(Search.Mated[]::new),
                searches.stream()
                        .filter(search -> search instanceof Search.Failed && search.mated())
                        .count(),
                searches.stream()
                        .filter(search -> !search.mated())
                        .mapToDouble(search -> search instanceof Search.NonMated found ? found.nearest() : NEVER)
                        .sorted()
                        .toArray());
    }

    /** False-positive identification rate: the share of searches for people who are not enrolled that name somebody. */
    public ErrorRate fpir(double threshold) {
        long named = Arrays.stream(nearestOfNonMated)
                .filter(nearest -> nearest <= threshold)
                .count();
        return new ErrorRate(named, nearestOfNonMated.length);
    }

    /**
     * False-negative identification rate: the share of searches for enrolled people in which they are not among the first so many, or too far away.
     *
     * @param rank how many people are named, the nearest first; at least 1
     */
    public ErrorRate fnir(double threshold, int rank) {
        long found = Arrays.stream(mated)
                .filter(search -> search.rank() <= rank && search.distance() <= threshold)
                .count();
        return new ErrorRate(matedSearches() - found, matedSearches());
    }

    /** The share of searches for enrolled people in which they are among the first so many, however far: a point of the CMC curve. */
    public ErrorRate identified(int rank) {
        return fnir(Double.MAX_VALUE, rank).complement();
    }

    /** The largest threshold at which no larger share of the people who are not enrolled is named than wanted. */
    public double thresholdAtFpir(double wanted) {
        if (!(wanted >= 0 && wanted <= 1)) {
            throw new IllegalArgumentException("a rate lies in [0, 1], got " + wanted);
        }
        int allowed = (int) Math.floor(wanted * nearestOfNonMated.length * (1 + 1e-12));
        return allowed < nearestOfNonMated.length ? Math.nextDown(nearestOfNonMated[allowed]) : Double.MAX_VALUE;
    }

    private long matedSearches() {
        return mated.length + matedFailures;
    }
}
