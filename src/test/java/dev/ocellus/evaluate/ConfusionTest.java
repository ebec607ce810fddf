package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.evaluate.Confusion.Mistake;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConfusionTest {
    /** Three cats, one taken for a dog; two dogs, both taken for owls; no owl. */
    private final Confusion confusion =
            new Confusion(List.of("cat", "dog", "owl"), new int[] {0, 0, 0, 1, 1}, new int[] {0, 1, 0, 2, 2});

    @Test
    void countsWhatWasTakenForWhat() {
        assertEquals(5, confusion.pictures());
        assertEquals(2, confusion.right());
        assertEquals(0.4, confusion.accuracy(), 1e-12);
        assertEquals(2, confusion.count(1, 2));
        assertEquals(0, confusion.count(2, 1));
        assertEquals(3, confusion.shown(0));
    }

    @Test
    void recallAndPrecisionAreOfEachClass() {
        assertEquals(2.0 / 3, confusion.recall(0), 1e-12);
        assertEquals(1, confusion.precision(0), 1e-12);
        assertEquals(0, confusion.recall(1), 1e-12);
        assertEquals(0, confusion.precision(1), 1e-12);
        assertEquals(Double.NaN, confusion.recall(2));
        assertEquals(0, confusion.precision(2), 1e-12);
    }

    @Test
    void theMostFrequentMistakeComesFirst() {
        assertEquals(List.of(new Mistake("dog", "owl", 2), new Mistake("cat", "dog", 1)), confusion.mistakes());
    }

    @Test
    void everyTruthNeedsAnAnswer() {
        List<String> labels = List.of("a", "b");
        assertThrows(IllegalArgumentException.class, () -> new Confusion(labels, new int[] {0}, new int[] {0, 1}));
    }
}
