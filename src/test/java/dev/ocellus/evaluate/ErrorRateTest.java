package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.Property;
import java.math.BigDecimal;
import java.math.MathContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ErrorRateTest {
    /** Published values of the exact interval; those with 0 errors are 1 - 0.025^(1/n). */
    @ParameterizedTest
    @CsvSource({
        "0, 10, 0, 0.308497",
        "5, 10, 0.187086, 0.812914",
        "1, 10, 0.002529, 0.445016",
        "10, 10, 0.691503, 1",
        "4, 20, 0.057334, 0.436614",
        "0, 3000, 0, 0.00122888",
    })
    void theIntervalIsTheExactOne(long errors, long trials, double low, double high) {
        ErrorRate.Interval interval = new ErrorRate(errors, trials).interval(0.95);
        assertEquals(low, interval.low(), 2e-6);
        assertEquals(high, interval.high(), 2e-6);
    }

    @ParameterizedTest
    @CsvSource({"30", "300", "3000", "1000000"})
    void withoutAnErrorTheBoundIsTheRuleOfThree(long trials) {
        double bound = new ErrorRate(0, trials).upperBound(0.95);
        assertEquals(1 - Math.pow(0.05, 1.0 / trials), bound, 1e-12);
        assertEquals(3.0 / trials, bound, 0.06 * 3.0 / trials);
    }

    /** By the definition, with the probabilities summed naively in decimals of 50 digits. */
    @Test
    void eitherEndMakesTheCountAsRareAsTheTail() {
        Property.check(20, random -> {
            int trials = 1 + random.nextInt(60);
            int errors = random.nextInt(trials + 1);
            ErrorRate.Interval interval = new ErrorRate(errors, trials).interval(0.9);
            if (errors < trials) {
                assertEquals(0.05, probability(trials, 0, errors, interval.high()), 1e-9);
            }
            if (errors > 0) {
                assertEquals(0.05, probability(trials, errors, trials, interval.low()), 1e-9);
            }
        });
    }

    private static double probability(int trials, int from, int to, double rate) {
        MathContext digits = new MathContext(50);
        BigDecimal yes = new BigDecimal(rate);
        BigDecimal no = BigDecimal.ONE.subtract(yes);
        BigDecimal ways = BigDecimal.ONE;
        BigDecimal sum = BigDecimal.ZERO;
        for (int k = 0; k <= to; k++) {
            if (k >= from) {
                sum = sum.add(ways.multiply(yes.pow(k, digits)).multiply(no.pow(trials - k, digits)), digits);
            }
            ways = ways.multiply(BigDecimal.valueOf(trials - k)).divide(BigDecimal.valueOf(k + 1), digits);
        }
        return sum.doubleValue();
    }

    @Test
    void manyTrialsDoNotUnderflow() {
        ErrorRate rate = new ErrorRate(900_000, 1_000_000);
        double deviation = Math.sqrt(0.9 * 0.1 / 1_000_000);
        assertEquals(0.9 + 1.96 * deviation, rate.interval(0.95).high(), 0.01 * deviation);
        assertEquals(0.9 - 1.96 * deviation, rate.interval(0.95).low(), 0.01 * deviation);
    }

    @Test
    void theIntervalHoldsTheRateAndShrinksWithTrials() {
        Property.check(100, random -> {
            int trials = 1 + random.nextInt(500);
            int errors = random.nextInt(trials + 1);
            ErrorRate few = new ErrorRate(errors, trials);
            ErrorRate many = new ErrorRate(10L * errors, 10L * trials);
            ErrorRate.Interval wide = few.interval(0.95);
            ErrorRate.Interval narrow = many.interval(0.95);
            assertTrue(wide.low() <= few.value() && few.value() <= wide.high());
            assertTrue(narrow.high() - narrow.low() < wide.high() - wide.low());
        });
    }

    @Test
    void withoutTrialsNothingIsKnown() {
        assertEquals(new ErrorRate.Interval(0, 1), new ErrorRate(0, 0).interval(0.95));
        assertTrue(Double.isNaN(new ErrorRate(0, 0).value()));
    }

    @Test
    void moreErrorsThanTrialsAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new ErrorRate(2, 1));
        assertThrows(IllegalArgumentException.class, () -> new ErrorRate(-1, 1));
        assertThrows(IllegalArgumentException.class, () -> new ErrorRate(0, 1).interval(95));
    }
}
