package dev.ocellus.gallery;

import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * From which distance on two faces count as one person's, and how often that is wrong.
 *
 * @param distance the largest at which two faces match, in [0, 4]
 * @param margin the nearest person must be nearer by more than this than the next one who matches too; from 0
 * @param falseMatchRate measured share of pairs of different people that match
 * @param falseMatchBound upper end of its 95 % confidence interval
 * @param impostorPairs how many pairs of different people it was measured on
 * @param on what it was measured on, in words
 * @param at when
 * @param curve rates at other distances; may be empty
 */
public record Calibration(
        double distance,
        double margin,
        double falseMatchRate,
        double falseMatchBound,
        long impostorPairs,
        String on,
        Instant at,
        List<Rate> curve) {
    /**
     * How often different people match at a distance.
     *
     * @param distance the largest that matches
     * @param falseMatchRate measured share
     * @param bound upper end of its 95 % confidence interval
     */
    public record Rate(double distance, double falseMatchRate, double bound) {
        public Rate {
            require(distance >= 0 && distance <= 4, "a distance is from 0 to 4, got ", distance);
            require(
                    falseMatchRate >= 0 && falseMatchRate <= bound,
                    "a rate is from 0 to its bound, got ",
                    falseMatchRate);
            require(bound <= 1, "a bound is at most 1, got ", bound);
        }
    }

    public Calibration {
        require(distance >= 0 && distance <= 4, "a distance is from 0 to 4, got ", distance);
        require(margin >= 0 && margin <= 4, "a margin is from 0 to 4, got ", margin);
        require(
                falseMatchRate >= 0 && falseMatchRate <= falseMatchBound,
                "a rate is from 0 to its bound, got ",
                falseMatchRate);
        require(falseMatchBound <= 1, "a bound is at most 1, got ", falseMatchBound);
        require(impostorPairs >= 1, "a rate needs pairs of different people, got ", impostorPairs);
        curve = curve.stream()
                .sorted(Comparator.comparingDouble(Rate::distance))
                .toList();
    }

    /**
     * The false-match rate that a distance stands for: that of the next larger distance at which it was measured, so that it is never told too low.
     * Empty beyond the largest.
     */
    public Optional<Rate> rateAt(double distance) {
        return curve.stream().filter(rate -> rate.distance() >= distance).findFirst();
    }

    private static void require(boolean holds, String message, Object value) {
        if (!holds) {
            throw new IllegalArgumentException(message + value);
        }
    }
}
