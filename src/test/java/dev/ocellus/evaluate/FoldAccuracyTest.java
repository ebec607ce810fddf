package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class FoldAccuracyTest {
    @Test
    void aPartIsJudgedAtTheThresholdOfTheOthers() {
        // the first two parts part at 0.5, the third one's distances are all larger
        List<Comparison> low = List.of(Comparison.genuine(0.4), Comparison.impostor(0.6));
        List<Comparison> high = List.of(Comparison.genuine(1.4), Comparison.impostor(1.6));
        FoldAccuracy accuracy = FoldAccuracy.of(List.of(low, low, high));
        assertEquals(0.5, accuracy.folds().get(2).threshold(), 1e-12);
        assertEquals(new ErrorRate(1, 2), accuracy.folds().get(2).right());
        // low and high together: 0.5 (one of four wrong) is the lowest of the best
        assertEquals(0.5, accuracy.folds().get(0).threshold(), 1e-12);
        assertEquals(new ErrorRate(2, 2), accuracy.folds().get(0).right());
        assertEquals(5.0 / 6, accuracy.mean(), 1e-12);
        // 1, 1, 1/2: deviation sqrt(1/12), over sqrt(3)
        assertEquals(Math.sqrt(1.0 / 12) / Math.sqrt(3), accuracy.standardError(), 1e-12);
    }

    @Test
    void aComparisonThatCouldNotBeMadeIsWrongWhateverIsShown() {
        List<Comparison> part = List.of(
                Comparison.genuine(0.1), Comparison.impostor(0.9), Comparison.failed(true), Comparison.failed(false));
        assertEquals(0.5, FoldAccuracy.of(List.of(part, part)).mean(), 1e-12);
    }

    /** Every threshold between two distances is tried on the other parts. */
    @Test
    void noThresholdSuitsTheOthersBetter() {
        Property.check(50, random -> {
            List<List<Comparison>> parts = List.of(part(random), part(random), part(random));
            FoldAccuracy accuracy = FoldAccuracy.of(parts);
            for (int held = 0; held < parts.size(); held++) {
                List<Comparison> others = new ArrayList<>();
                for (int i = 0; i < parts.size(); i++) {
                    if (i != held) {
                        others.addAll(parts.get(i));
                    }
                }
                long ours = right(others, accuracy.folds().get(held).threshold());
                for (int step = -1; step < 60; step++) {
                    assertTrue(right(others, step / 20.0 + 0.01) <= ours);
                }
                assertEquals(
                        right(parts.get(held), accuracy.folds().get(held).threshold()),
                        accuracy.folds().get(held).right().errors());
            }
        });
    }

    private static long right(List<Comparison> comparisons, double threshold) {
        long right = 0;
        for (Comparison comparison : comparisons) {
            boolean match = comparison.distance().orElseThrow() <= threshold;
            right += match == comparison.genuine() ? 1 : 0;
        }
        return right;
    }

    private static List<Comparison> part(RandomGenerator random) {
        List<Comparison> part = new ArrayList<>();
        for (int i = 0; i < 15; i++) {
            part.add(Comparison.genuine(random.nextInt(16) / 10.0));
            part.add(Comparison.impostor((5 + random.nextInt(16)) / 10.0));
        }
        return part;
    }

    @Test
    void onePartCannotChooseItsThreshold() {
        List<Comparison> part = List.of(Comparison.genuine(0.1));
        assertThrows(IllegalArgumentException.class, () -> FoldAccuracy.of(List.of(part)));
        assertThrows(IllegalArgumentException.class, () -> FoldAccuracy.of(List.of(part, List.of())));
    }
}
