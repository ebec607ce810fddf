package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class FacePairsTest {
    private static final List<String> PEOPLE = List.of("a", "a", "a", "b", "b", "c", "c", "c", "d");
    private static final List<String> SOURCES = List.of("s", "s", "t", "s", "s", "t", "t", "t", "t");

    @Test
    void pairsOfTwoPeopleComeFromOneSource() {
        FacePairs pairs = FacePairs.draw(PEOPLE, SOURCES, 100, 2, 1);

        assertEquals(7, pairs.same().size());
        for (FacePairs.Pair pair : pairs.same()) {
            assertEquals(PEOPLE.get(pair.first()), PEOPLE.get(pair.second()));
        }
        assertTrue(!pairs.different().isEmpty() && pairs.different().size() <= 14);
        assertEquals(pairs.different().size(), new HashSet<>(pairs.different()).size());
        for (FacePairs.Pair pair : pairs.different()) {
            assertNotEquals(PEOPLE.get(pair.first()), PEOPLE.get(pair.second()));
            assertEquals(SOURCES.get(pair.first()), SOURCES.get(pair.second()));
        }
        assertEquals(pairs, FacePairs.draw(PEOPLE, SOURCES, 100, 2, 1));
    }
}
