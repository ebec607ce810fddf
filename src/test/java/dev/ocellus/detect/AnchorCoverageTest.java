package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AnchorCoverageTest {
    /** Boxes of a few kinds, each a little larger or smaller than its kind. */
    private static List<Box> boxes(int each, double... kinds) {
        Random random = new Random(1);
        List<Box> boxes = new ArrayList<>();
        for (double kind : kinds) {
            for (int i = 0; i < each; i++) {
                boxes.add(new Box(
                        5,
                        5,
                        5 + kind * (0.97 + 0.06 * random.nextDouble()),
                        5 + kind * (0.97 + 0.06 * random.nextDouble())));
            }
        }
        return boxes;
    }

    @Test
    void asManyAnchorsAreRecommendedAsThereAreKindsOfBoxes() {
        assertEquals(1, AnchorCoverage.of(boxes(40, 30), 2, 1).recommended());
        assertEquals(3, AnchorCoverage.of(boxes(40, 10, 40, 160), 2, 1).recommended());
        assertEquals(4, AnchorCoverage.of(boxes(40, 10, 30, 90, 270), 2, 1).recommended());
    }

    @Test
    void moreAnchorsFitBetter() {
        AnchorCoverage coverage = AnchorCoverage.of(boxes(30, 10, 17, 30, 55, 90, 160), 1.5, 3);
        assertEquals(AnchorCoverage.MOST, coverage.rows().size());
        for (int i = 0; i < AnchorCoverage.MOST; i++) {
            assertEquals(i + 1, coverage.rows().get(i).anchors().size());
            if (i > 0) {
                double gain = coverage.rows().get(i).meanIou()
                        - coverage.rows().get(i - 1).meanIou();
                assertTrue(gain > -0.01, "%d anchors lose %.3f".formatted(i + 1, -gain));
            }
        }
        assertEquals(1, coverage.rows().get(5).recall(), "an anchor for each kind covers them all");
    }

    @Test
    void fewDifferentSizesAllowFewAnchors() {
        List<Box> same = List.of(new Box(0, 0, 10, 20), new Box(5, 5, 15, 25), new Box(0, 0, 20, 20));
        assertEquals(2, AnchorCoverage.of(same, 2, 1).rows().size());
        assertThrows(IllegalArgumentException.class, () -> AnchorCoverage.of(List.of(), 2, 1));
        List<Box> flat = List.of(new Box(3, 3, 3, 9));
        assertThrows(IllegalArgumentException.class, () -> AnchorCoverage.of(flat, 2, 1));
    }

    @Test
    void theSameSeedGivesTheSame() {
        List<Box> boxes = boxes(20, 10, 25, 70);
        assertEquals(AnchorCoverage.of(boxes, 2, 5), AnchorCoverage.of(boxes, 2, 5));
    }
}
