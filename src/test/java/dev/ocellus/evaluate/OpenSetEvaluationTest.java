package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class OpenSetEvaluationTest {
    private static final OpenSetEvaluation BY_HAND = OpenSetEvaluation.of(List.of(
            new Search.Mated(0.2, 1),
            new Search.Mated(0.7, 1),
            new Search.Mated(0.5, 3),
            new Search.Failed(true),
            new Search.NonMated(0.6),
            new Search.NonMated(0.9),
            new Search.Failed(false)));

    @Test
    void strangersWhoAreNamedAndPeopleWhoAreMissedAreCounted() {
        assertEquals(new ErrorRate(1, 3), BY_HAND.fpir(0.6));
        assertEquals(new ErrorRate(0, 3), BY_HAND.fpir(0.59));
        assertEquals(new ErrorRate(3, 4), BY_HAND.fnir(0.6, 1));
        assertEquals(new ErrorRate(2, 4), BY_HAND.fnir(0.7, 1));
        assertEquals(new ErrorRate(1, 4), BY_HAND.fnir(0.7, 3));
    }

    @Test
    void ranksAskNoThreshold() {
        assertEquals(new ErrorRate(2, 4), BY_HAND.identified(1));
        assertEquals(new ErrorRate(2, 4), BY_HAND.identified(2));
        assertEquals(new ErrorRate(3, 4), BY_HAND.identified(3));
    }

    @Test
    void theThresholdOfARateKeepsIt() {
        assertEquals(Math.nextDown(0.6), BY_HAND.thresholdAtFpir(0));
        assertEquals(Math.nextDown(0.9), BY_HAND.thresholdAtFpir(1.0 / 3));
    }

    /** A gallery of random points on a line, searched by points: each figure against a count over all distances. */
    @Test
    void figuresEqualThoseOfANaiveSearchAndMoveOneWay() {
        Property.check(50, random -> {
            double[] enrolled = random.doubles(8).toArray();
            List<Search> searches = new ArrayList<>();
            int named = 0;
            int missed = 0;
            double threshold = random.nextDouble() / 5;
            for (int i = 0; i < 40; i++) {
                double probe = random.nextDouble();
                double nearest = 1;
                for (double person : enrolled) {
                    nearest = Math.min(nearest, Math.abs(probe - person));
                }
                if (random.nextBoolean()) {
                    searches.add(new Search.NonMated(nearest));
                    named += nearest <= threshold ? 1 : 0;
                } else {
                    double own = Math.abs(probe - enrolled[i % 8]);
                    int rank = 1;
                    for (double person : enrolled) {
                        rank += Math.abs(probe - person) < own ? 1 : 0;
                    }
                    searches.add(new Search.Mated(own, rank));
                    missed += own == nearest && own <= threshold ? 0 : 1;
                }
            }
            OpenSetEvaluation evaluation = OpenSetEvaluation.of(searches);
            assertEquals(named, evaluation.fpir(threshold).errors());
            assertEquals(missed, evaluation.fnir(threshold, 1).errors());
            assertTrue(evaluation.fpir(threshold + 0.1).errors() >= named);
            assertTrue(evaluation.fnir(threshold + 0.1, 1).errors() <= missed);
            assertTrue(evaluation.fnir(threshold, 2).errors() <= missed);
            assertEquals(1, evaluation.identified(8).value());
            Collections.shuffle(searches, new Random(random.nextLong()));
            OpenSetEvaluation shuffled = OpenSetEvaluation.of(searches);
            assertEquals(evaluation.fpir(threshold), shuffled.fpir(threshold));
            assertEquals(evaluation.thresholdAtFpir(0.2), shuffled.thresholdAtFpir(0.2));
        });
    }
}
