package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.dataset.FacePair;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class PeoplePairsTest {
    private static final List<String> NAMES =
            List.of("ann/1.jpg", "ann/2.jpg", "bob/1.jpg", "ann/more/3.jpg", "stray.jpg", "cy/1.jpg");

    private static List<String> words(List<FacePair> pairs) {
        return pairs.stream().map(pair -> pair.a() + " " + pair.b()).toList();
    }

    @Test
    void allPairsAreMadeWhereTheyAreFew() {
        List<FacePair> pairs = PeoplePairs.of(NAMES, 100, 1);
        assertEquals(
                List.of("ann/1.jpg ann/2.jpg", "ann/1.jpg ann/more/3.jpg", "ann/2.jpg ann/more/3.jpg"),
                words(pairs.stream().filter(pair -> pair.same().orElseThrow()).toList()));
        // three of ann with bob and with cy, and bob with cy
        assertEquals(
                7, pairs.stream().filter(pair -> !pair.same().orElseThrow()).count());
        assertEquals(10, new HashSet<>(words(pairs)).size());
    }

    @Test
    void manyAreDrawnWithoutRepetitionByTheSeed() {
        List<String> names = new ArrayList<>();
        for (int i = 0; i < 200; i++) {
            names.add("p" + i % 50 + "/" + i + ".jpg");
        }
        List<FacePair> drawn = PeoplePairs.of(names, 1000, 7);
        List<FacePair> impostors =
                drawn.stream().filter(pair -> !pair.same().orElseThrow()).toList();
        assertEquals(50 * 6, drawn.size() - impostors.size());
        assertEquals(1000, new HashSet<>(words(impostors)).size());
        assertTrue(impostors.stream()
                .noneMatch(pair -> pair.a().split("/")[0].equals(pair.b().split("/")[0])));
        assertEquals(drawn, PeoplePairs.of(names, 1000, 7));
        assertNotEquals(drawn, PeoplePairs.of(names, 1000, 8));
    }
}
