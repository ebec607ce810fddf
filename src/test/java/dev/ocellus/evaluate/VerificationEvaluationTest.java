package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class VerificationEvaluationTest {
    /** Genuine 0.1 0.2 0.4 0.9, impostors 0.3 0.8 1.0 1.2: counted by hand. */
    private static final VerificationEvaluation BY_HAND =
            evaluation(new double[] {0.4, 0.1, 0.9, 0.2}, new double[] {1.0, 0.3, 1.2, 0.8});

    private static VerificationEvaluation evaluation(double[] genuine, double[] impostors) {
        return VerificationEvaluation.of(Stream.concat(
                        DoubleStream.of(genuine).mapToObj(Comparison::genuine),
                        DoubleStream.of(impostors).mapToObj(Comparison::impostor))
                .toList());
    }

    @Test
    void aDistanceEqualToTheThresholdMatches() {
        assertEquals(new ErrorRate(1, 4), BY_HAND.fmr(0.3));
        assertEquals(new ErrorRate(0, 4), BY_HAND.fmr(Math.nextDown(0.3)));
        assertEquals(new ErrorRate(2, 4), BY_HAND.fnmr(0.3));
        assertEquals(new ErrorRate(1, 4), BY_HAND.fnmr(0.4));
    }

    @Test
    void theEqualErrorRateLiesWhereTheErrorsMeet() {
        // at 0.4 both are 1/4
        assertEquals(0.25, BY_HAND.equalErrorRate(), 1e-12);
        // 0.5 of the genuine are missed until 0.6, where 2/3 of the impostors match: the line from (0, 1/2) to (2/3,
        // 1/2) meets at 1/2
        assertEquals(
                0.5,
                evaluation(new double[] {0.1, 0.9}, new double[] {0.6, 0.6, 1}).equalErrorRate(),
                1e-12);
        assertEquals(0, evaluation(new double[] {0.1, 0.2}, new double[] {0.3}).equalErrorRate(), 1e-12);
        assertEquals(1, evaluation(new double[] {0.4}, new double[] {0.3}).equalErrorRate(), 1e-12);
    }

    @Test
    void aFaceThatIsNotAcquiredEndsTheAttemptButNotTheComparison() {
        VerificationEvaluation evaluation = VerificationEvaluation.of(List.of(
                Comparison.genuine(0.1),
                Comparison.failed(true),
                Comparison.impostor(0.2),
                Comparison.impostor(0.9),
                Comparison.failed(false),
                Comparison.failed(false)));
        assertEquals(new ErrorRate(3, 6), evaluation.failures());
        assertEquals(new ErrorRate(0, 1), evaluation.fnmr(0.5));
        assertEquals(new ErrorRate(1, 2), evaluation.fmr(0.5));
        VerificationEvaluation attempts = evaluation.attempts();
        assertEquals(new ErrorRate(1, 2), attempts.fnmr(0.5)); // FRR
        assertEquals(new ErrorRate(1, 4), attempts.fmr(0.5)); // FAR
        assertEquals(new ErrorRate(0, 6), attempts.failures());
        assertEquals(new ErrorRate(1, 2), attempts.fnmr(1e300));
    }

    @Test
    void theThresholdOfARateIsTheLargestThatKeepsIt() {
        // 3 of 300 impostors may match at 1 %: the 4th is at 0.4
        double[] impostors = IntStream.range(0, 300)
                .mapToDouble(i -> i < 6 ? (i + 1) / 10.0 : 2)
                .toArray();
        FmrClaim.Supported claim = assertInstanceOf(
                FmrClaim.Supported.class,
                evaluation(new double[] {0.05, 0.35, 0.399, 0.4}, impostors).atFmr(0.01));
        assertEquals(Math.nextDown(0.4), claim.point().threshold());
        assertEquals(new ErrorRate(3, 300), claim.point().fmr());
        assertEquals(new ErrorRate(3, 4), claim.point().tar());
    }

    @Test
    void aRateThatThePairsCannotSupportIsNotClaimed() {
        double[] impostors = DoubleStream.iterate(1, d -> d + 0.001).limit(2999).toArray();
        VerificationEvaluation evaluation = evaluation(new double[] {0.1}, impostors);
        assertEquals(new FmrClaim.Unsupported(0.001, 2999, 3000), evaluation.atFmr(0.001));
        assertInstanceOf(FmrClaim.Supported.class, evaluation.atFmr(0.0011));
        assertEquals(30_000, VerificationEvaluation.neededFor(0.0001));
        assertEquals(300, VerificationEvaluation.neededFor(0.01));
        assertThrows(IllegalArgumentException.class, () -> evaluation.atFmr(0));
    }

    @Test
    void withoutImpostorsNothingIsClaimed() {
        VerificationEvaluation evaluation = evaluation(new double[] {0.1}, new double[0]);
        assertInstanceOf(FmrClaim.Unsupported.class, evaluation.atFmr(0.5));
        assertTrue(Double.isNaN(evaluation.equalErrorRate()));
        assertEquals(2, evaluation.curve().size());
    }

    @Test
    void everyFigureEqualsThatOfANaiveCount() {
        Property.check(200, random -> {
            List<Comparison> comparisons = comparisons(random, 1 + random.nextInt(40), 300);
            VerificationEvaluation evaluation = VerificationEvaluation.of(comparisons);
            double threshold = random.nextInt(21) / 10.0;
            assertEquals(
                    count(comparisons, false, threshold),
                    evaluation.fmr(threshold).errors());
            assertEquals(
                    evaluation.genuine() - count(comparisons, true, threshold),
                    evaluation.fnmr(threshold).errors());
            for (double wanted : new double[] {0.01, 0.1, 0.5, 1}) {
                if (evaluation.atFmr(wanted) instanceof FmrClaim.Supported claim) {
                    assertEquals(
                            naiveTar(comparisons, wanted), claim.point().tar().value(), 1e-12);
                }
            }
        });
    }

    private static long count(List<Comparison> comparisons, boolean genuine, double threshold) {
        long matches = 0;
        for (Comparison comparison : comparisons) {
            if (comparison.genuine() == genuine
                    && comparison.distance().isPresent()
                    && comparison.distance().getAsDouble() <= threshold) {
                matches++;
            }
        }
        return matches;
    }

    /** The best share of accepted genuine comparisons over thresholds in steps finer than the distances'. */
    private static double naiveTar(List<Comparison> comparisons, double wanted) {
        double best = 0;
        long genuine = count(comparisons, true, 10);
        long impostors = count(comparisons, false, 10);
        for (int step = -1; step <= 42; step++) {
            double threshold = step / 20.0 + 0.01;
            if (count(comparisons, false, threshold) <= wanted * impostors) {
                best = Math.max(best, (double) count(comparisons, true, threshold) / genuine);
            }
        }
        return best;
    }

    @Test
    void curvesAreMonotone() {
        Property.check(200, random -> {
            List<VerificationPoint> curve =
                    VerificationEvaluation.of(comparisons(random, 30, 30)).curve();
            assertEquals(0, curve.get(0).fmr().value());
            assertEquals(1, curve.get(0).fnmr().value());
            for (int i = 1; i < curve.size(); i++) {
                assertTrue(curve.get(i).threshold() > curve.get(i - 1).threshold());
                assertTrue(curve.get(i).fmr().errors() >= curve.get(i - 1).fmr().errors());
                assertTrue(
                        curve.get(i).fnmr().errors() <= curve.get(i - 1).fnmr().errors());
            }
            assertEquals(1, curve.get(curve.size() - 1).fmr().value());
            assertEquals(0, curve.get(curve.size() - 1).fnmr().value());
        });
    }

    @Test
    void theOrderMeansNothing() {
        Property.check(100, random -> {
            List<Comparison> comparisons = comparisons(random, 30, 300);
            List<Comparison> shuffled = new ArrayList<>(comparisons);
            Collections.shuffle(shuffled, new Random(random.nextLong()));
            VerificationEvaluation one = VerificationEvaluation.of(comparisons);
            VerificationEvaluation other = VerificationEvaluation.of(shuffled);
            assertEquals(one.curve(), other.curve());
            assertEquals(one.equalErrorRate(), other.equalErrorRate());
            assertEquals(one.atFmr(0.01), other.atFmr(0.01));
        });
    }

    /** The equal error rate depends on the order of the distances alone, so a rising function of them changes nothing. */
    @Test
    void theEqualErrorRateKnowsOnlyTheOrder() {
        Property.check(100, random -> {
            List<Comparison> comparisons = comparisons(random, 20, 20);
            List<Comparison> stretched = comparisons.stream()
                    .map(comparison -> new Comparison(
                            comparison.genuine(),
                            comparison.distance().stream().map(d -> d * d + d).findFirst()))
                    .toList();
            assertEquals(
                    VerificationEvaluation.of(comparisons).equalErrorRate(),
                    VerificationEvaluation.of(stretched).equalErrorRate());
        });
    }

    /** Distances in steps of 0.1, so that many are equal. */
    private static List<Comparison> comparisons(RandomGenerator random, int genuine, int impostors) {
        List<Comparison> comparisons = new ArrayList<>();
        for (int i = 0; i < genuine; i++) {
            comparisons.add(Comparison.genuine(random.nextInt(16) / 10.0));
        }
        for (int i = 0; i < impostors; i++) {
            comparisons.add(Comparison.impostor((5 + random.nextInt(16)) / 10.0));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            comparisons.add(Comparison.failed(random.nextBoolean()));
        }
        return comparisons;
    }
}
