package dev.ocellus.search;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.List;
import java.util.function.DoubleUnaryOperator;

/**
 * A range of numbers laid out from 0 to 1 such that equal steps mean as much everywhere. Numbers are kept to three significant digits, which is more
 * than a training can tell apart and short enough to read.
 *
 * @param low lowest number, at position 0
 * @param high highest number, at position 1
 * @param measure of a number; positions are even in it
 * @param inverse the number of a measure
 * @param origin the number that significant digits are counted from: 0, or 1 for shares just below 1
 */
record Scale(double low, double high, DoubleUnaryOperator measure, DoubleUnaryOperator inverse, int origin) {
    static Scale even(double low, double high) {
        return new Scale(low, high, x -> x, x -> x, 0);
    }

    static Scale logarithmic(double low, double high) {
        return new Scale(low, high, Math::log, Math::exp, 0);
    }

    static Scale oneMinusLogarithmic(double low, double high) {
        return new Scale(low, high, x -> -Math.log1p(-x), x -> -Math.expm1(-x), 1);
    }

    double at(double position) {
        return within(rounded(exactly(position), RoundingMode.HALF_EVEN));
    }

    double position(double number) {
        double from = measure.applyAsDouble(low);
        double to = measure.applyAsDouble(high);
        return to > from ? (measure.applyAsDouble(number) - from) / (to - from) : 0.5;
    }

    /**
     * The part of this range around the best numbers, measured alike.
     *
     * @param best the very best first
     * @param widest length of the part as a share of this range's, at most
     */
    Scale around(List<Double> best, double widest) {
        Neighbourhood near = Neighbourhood.of(best.stream().map(this::position).toList(), widest);
        double from = within(rounded(exactly(near.from()), RoundingMode.FLOOR));
        double to = within(rounded(exactly(near.to()), RoundingMode.CEILING));
        return new Scale(from, to, measure, inverse, origin);
    }

    private double exactly(double position) {
        double from = measure.applyAsDouble(low);
        double to = measure.applyAsDouble(high);
        return inverse.applyAsDouble(from + position * (to - from));
    }

    private double rounded(double number, RoundingMode mode) {
        BigDecimal zero = BigDecimal.valueOf(origin);
        BigDecimal away = BigDecimal.valueOf(number).subtract(zero);
        return away.round(new MathContext(3, mode)).add(zero).doubleValue();
    }

    private double within(double number) {
        return Math.min(high, Math.max(low, number));
    }

    /** A number in a user's words. */
    static String text(double number) {
        return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
    }
}
