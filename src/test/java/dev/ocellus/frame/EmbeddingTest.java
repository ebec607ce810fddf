package dev.ocellus.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class EmbeddingTest {
    @Test
    void distanceGoesFromTheSameToTheOpposite() {
        Embedding east = Embedding.of(new float[] {1, 0});
        Embedding north = Embedding.of(new float[] {0, 1});
        Embedding west = Embedding.of(new float[] {-1, 0});
        assertEquals(0, east.distance(east));
        assertEquals(2, east.distance(north), 1e-12);
        assertEquals(4, east.distance(west), 1e-12);
    }

    @Test
    void hasLengthOne() {
        assertEquals(Embedding.of(new float[] {0.6f, 0.8f}), Embedding.normalised(new float[] {3, 4}));
        assertThrows(IllegalArgumentException.class, () -> Embedding.of(new float[] {3, 4}));
        assertThrows(IllegalArgumentException.class, () -> Embedding.of(new float[] {Float.NaN, 1}));
        assertThrows(IllegalArgumentException.class, () -> Embedding.normalised(new float[] {0, 0}));
        assertThrows(IllegalArgumentException.class, () -> Embedding.of(new float[] {1})
                .distance(Embedding.of(new float[] {0, 1})));
    }

    @Test
    void cannotBeChangedFromOutside() {
        float[] given = {1, 0};
        Embedding embedding = Embedding.of(given);
        given[0] = 0;
        embedding.values()[1] = 5;
        assertEquals(Embedding.of(new float[] {1, 0}), embedding);
    }
}
