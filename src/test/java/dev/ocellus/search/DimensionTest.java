package dev.ocellus.search;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.search.Dimension.Choice;
import dev.ocellus.search.Dimension.Log;
import dev.ocellus.search.Dimension.OneMinusLog;
import dev.ocellus.search.Dimension.Uniform;
import dev.ocellus.search.Dimension.Whole;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class DimensionTest {
    private static final int DRAWS = 4_000;

    /** Four standard deviations of a share of 1/4 among the draws. */
    private static final double TOLERANCE = 4 * Math.sqrt(0.25 * 0.75 / DRAWS);

    @Test
    void onALogScaleEveryDecadeIsAsLikely() {
        Dimension rate = new Log(1e-5, 1e-1);
        for (double decade : List.of(1e-5, 1e-4, 1e-3, 1e-2)) {
            assertEquals(0.25, share(rate, v -> v >= decade && v < 10 * decade), TOLERANCE, "from " + decade);
        }
    }

    @Test
    void theDistanceFromOneOfAShareIsOnALogScale() {
        Dimension beta = new OneMinusLog(0.9, 0.9999);
        // β in [0.9, 0.99), [0.99, 0.999), [0.999, 0.9999]: three decades of 1 − β
        assertEquals(1 / 3.0, share(beta, v -> v < 0.99), TOLERANCE);
        assertEquals(1 / 3.0, share(beta, v -> v >= 0.99 && v < 0.999), TOLERANCE);
        assertEquals(1 / 3.0, share(beta, v -> v >= 0.999), TOLERANCE);
    }

    @Test
    void evenNumbersAreEven() {
        Dimension dropout = new Uniform(-1, 3);
        for (int quarter = -1; quarter < 3; quarter++) {
            int from = quarter;
            assertEquals(0.25, share(dropout, v -> v >= from && v < from + 1), TOLERANCE);
        }
    }

    @Test
    void wholeNumbersIncludeBothEndsAlike() {
        Dimension layers = new Whole(2, 5, false);
        for (int n = 2; n <= 5; n++) {
            int number = n;
            assertEquals(0.25, share(layers, v -> v == number), TOLERANCE);
        }
        Dimension width = new Whole(8, 127, true);
        for (int n = 8; n < 127; n *= 2) {
            int from = n;
            assertEquals(0.25, share(width, v -> v >= from && v < 2 * from), TOLERANCE);
        }
    }

    @Test
    void choicesAreAlike() {
        Dimension batch = new Choice(List.of("16", "32", "64", "128"));
        assertEquals(0.25, share(batch, v -> v == 16), TOLERANCE);
        assertEquals(0.25, share(batch, v -> v == 128), TOLERANCE);
    }

    private static double share(Dimension dimension, Predicate<Double> of) {
        RandomGenerator random = new SplittableRandom(1);
        return Stream.generate(() -> Double.valueOf(dimension.at(random.nextDouble())))
                        .limit(DRAWS)
                        .filter(of)
                        .count()
                / (double) DRAWS;
    }

    @Test
    void valuesAreShortAndExactAtTheEnds() {
        assertEquals("0.00001", new Log(1e-5, 1e-1).at(0));
        assertEquals("0.001", new Log(1e-5, 1e-1).at(0.5));
        assertEquals("0.1", new Log(1e-5, 1e-1).at(1));
        assertEquals("0.9", new OneMinusLog(0.9, 0.999).at(0));
        assertEquals("0.99", new OneMinusLog(0.9, 0.999).at(0.5));
        assertEquals("0.99877", new OneMinusLog(0.9, 0.9999).at(Math.log10(0.1 / 0.00123) / 3));
        assertEquals("0.999", new OneMinusLog(0.9, 0.999).at(1));
        assertEquals("0", new Uniform(0, 1).at(0));
        assertEquals("0.333", new Uniform(0, 1).at(1 / 3.0));
    }

    @Test
    void positionsAndValuesAreInverse() {
        Property.check(300, random -> {
            double position = random.nextDouble();
            for (Dimension dimension : List.of(new Log(1e-6, 10), new Uniform(1, 2), new OneMinusLog(0.5, 0.99999))) {
                assertEquals(position, dimension.position(dimension.at(position)), 6e-3, dimension.toString());
            }
            for (Dimension dimension :
                    List.of(new Whole(-3, 9, false), new Whole(1, 99, true), new Choice(List.of("a", "b", "c")))) {
                String value = dimension.at(position);
                assertEquals(value, dimension.at(dimension.position(value)), dimension.toString());
            }
        });
    }

    /** However far it shrinks, a part stays inside and the very best is in it. */
    @Test
    void shrinkingStaysInsideAndKeepsTheBest() {
        Property.check(300, random -> {
            Dimension dimension = dimension(random);
            for (double widest = 0.5; widest > 1e-3; widest /= 2) {
                List<String> best = new ArrayList<>();
                for (int i = 1 + random.nextInt(4); i > 0; i--) {
                    best.add(dimension.at(random.nextDouble()));
                }
                Dimension near = dimension.around(best, widest);
                assertTrue(holds(near, best.get(0)), best.get(0) + " in " + near + " of " + dimension);
                for (double position : new double[] {0, random.nextDouble(), 1}) {
                    assertTrue(holds(dimension, near.at(position)), near + " in " + dimension);
                }
            }
        });
    }

    private static Dimension dimension(RandomGenerator random) {
        double a = random.nextDouble();
        double b = a + (1 - a) * 0.99 * random.nextDouble();
        int low = random.nextInt(1, 50);
        return switch (random.nextInt(6)) {
            case 0 -> new Uniform(10 * a - 5, 10 * b - 5);
            case 1 -> new Log(1e-6 + a, 1e-6 + b);
            case 2 -> new OneMinusLog(a, b);
            case 3 -> new Whole(low, low + random.nextInt(100), true);
            case 4 -> new Whole(low - 30, low + random.nextInt(9), false);
            default -> new Choice(List.of("x", "y", "z"));
        };
    }

    private static boolean holds(Dimension dimension, String value) {
        if (dimension instanceof Choice choice) {
            return choice.of().contains(value);
        }
        double number = Double.parseDouble(value);
        return number >= Double.parseDouble(dimension.at(0)) && number <= Double.parseDouble(dimension.at(1));
    }

    /** On this scale of two decades 0.0398 lies at 0.79994 and 0.0402 at 0.80211; a tenth more on both sides, rounded outwards. */
    @Test
    void closeTogetherTheBestLeaveASmallBox() {
        assertEquals(new Log(0.0251, 0.0638), new Log(0.001, 0.1).around(List.of("0.04", "0.0398", "0.0402"), 0.5));
    }

    @Test
    void farApartTheBestLeaveHalfABoxAroundTheVeryBest() {
        assertEquals(new Uniform(0.25, 0.75), new Uniform(0, 1).around(List.of("0.5", "0", "1"), 0.5));
        assertEquals(new Uniform(0, 0.35), new Uniform(0, 1).around(List.of("0.1", "0", "1"), 0.5));
        assertEquals(
                new Choice(List.of("a", "c")), new Choice(List.of("a", "b", "c")).around(List.of("c", "a", "c"), 0.5));
    }

    @Test
    void badRangesAreRefused() {
        assertRefused("low must not be above high", () -> new Uniform(2, 1));
        assertRefused("low must be above 0", () -> new Log(0, 1));
        assertRefused("high below 1", () -> new OneMinusLog(0.5, 1));
        assertRefused("low must be above 0", () -> new Whole(0, 9, true));
        assertRefused("at least one value", () -> new Choice(List.of()));
    }

    private static void assertRefused(String words, Runnable making) {
        String message =
                assertThrows(IllegalArgumentException.class, making::run).getMessage();
        assertTrue(message.contains(words), message);
    }

    @Test
    void aSpaceDrawsAndShrinksEveryDimension() {
        Space space = new Space(Map.of("rate", new Log(1e-4, 1), "batch", new Choice(List.of("16", "32"))));
        Map<String, String> point = space.draw(new SplittableRandom(3));
        assertEquals(Set.of("rate", "batch"), point.keySet());
        Space near = space.around(List.of(point), 0.25);
        assertEquals(new Choice(List.of(point.get("batch"))), near.dimensions().get("batch"));
        assertTrue(holds(near.dimensions().get("rate"), point.get("rate")));
    }
}
