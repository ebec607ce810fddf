package dev.ocellus.evaluate;

import java.util.function.DoubleUnaryOperator;

/**
 * How often something went wrong in independent trials, and how sure that is.
 *
 * @param errors in how many trials it went wrong
 * @param trials how many there were
 */
public record ErrorRate(long errors, long trials) {
    private static final int BISECTIONS = 100;

    public ErrorRate {
        if (errors < 0 || errors > trials) {
            throw new IllegalArgumentException("%d errors in %d trials".formatted(errors, trials));
        }
    }

    /**
     * Where a rate lies with some confidence.
     *
     * @param low in [0, 1]
     * @param high in [low, 1]
     */
    public record Interval(double low, double high) {}

    /** The share of errors; NaN without trials. */
    public double value() {
        return (double) errors / trials;
    }

    /** The trials that went right. */
    public ErrorRate complement() {
        return new ErrorRate(trials - errors, trials);
    }

    /**
     * The rates that are not refuted by what was counted, in the exact form of Clopper and Pearson (1934): at either end the counted or a more extreme
     * number has the probability (1 − confidence) / 2. From 0 to 1 without trials.
     *
     * @param confidence between 0.5 and 1, for example 0.95
     */
    public Interval interval(double confidence) {
        double tail = (1 - requireConfidence(confidence)) / 2;
        return new Interval(lower(tail), upper(tail));
    }

    /**
     * What the rate does not exceed, with some confidence. Without any error and with 95 % this is 3 / trials, nearly: the "rule of three".
     *
     * @param confidence between 0.5 and 1, for example 0.95
     */
    public double upperBound(double confidence) {
        return upper(1 - requireConfidence(confidence));
    }

    /** The rate at which so few errors would be as rare as the tail. */
    private double upper(double tail) {
        if (errors == trials) { // also without trials
            return 1;
        }
        double ways = logWays();
        return solve(value(), 1, rate -> tail - tail(ways, rate, -1));
    }

    /** The rate at which so many errors would be as rare as the tail. */
    private double lower(double tail) {
        if (errors == 0) {
            return 0;
        }
        double ways = logWays();
        return solve(0, value(), rate -> tail(ways, rate, 1) - tail);
    }

    /** Where a rising function of the rate passes 0. */
    private static double solve(double from, double to, DoubleUnaryOperator rising) {
        double low = from;
        double high = to;
        for (int i = 0; i < BISECTIONS; i++) {
            double middle = (low + high) / 2;
            if (rising.applyAsDouble(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /**
     * The probability of the counted number of errors or of any further in one direction. Summed outwards from the counted number until the terms add
     * nothing; they fall all the way, because the rates that are asked about lie on the other side of the counted one.
     */
    private double tail(double logWays, double rate, int direction) {
        double odds = rate / (1 - rate);
        double term = Math.exp(logWays + errors * Math.log(rate) + (trials - errors) * Math.log1p(-rate));
        double sum = term;
        if (direction < 0) {
            for (long k = errors; k > 0 && !negligible(term, sum); k--) {
                term *= k / ((trials - k + 1) * odds);
                sum += term;
            }
        } else {
            for (long k = errors; k < trials && !negligible(term, sum); k++) {
                term *= (trials - k) * odds / (k + 1);
                sum += term;
            }
        }
        return sum;
    }

    private static boolean negligible(double term, double sum) {
        return term <= sum * 1e-17;
    }

    /** Logarithm of the number of ways to choose the errors among the trials. */
    private double logWays() {
        double log = 0;
        for (long k = 1; k <= Math.min(errors, trials - errors); k++) {
            log += Math.log((double) (trials - k + 1) / k);
        }
        return log;
    }

    private static double requireConfidence(double confidence) {
        if (!(confidence > 0.5 && confidence < 1)) {
            throw new IllegalArgumentException("a confidence lies between 0.5 and 1, got " + confidence);
        }
        return confidence;
    }
}
