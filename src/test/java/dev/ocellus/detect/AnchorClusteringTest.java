package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Box;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class AnchorClusteringTest {
    @Test
    void findsTheSizesThatBoxesWereScatteredAround() {
        List<AnchorBox> planted = List.of(new AnchorBox(10, 12), new AnchorBox(60, 30), new AnchorBox(100, 200));
        Random random = new Random(7);
        List<Box> boxes = new ArrayList<>();
        for (int i = 0; i < 900; i++) {
            AnchorBox size = planted.get(i % 3);
            boxes.add(box(size.width() * scatter(random), size.height() * scatter(random)));
        }
        AnchorClustering found = AnchorClustering.of(boxes, 3, 1.8, new Random(1));
        for (int i = 0; i < 3; i++) {
            assertTrue(planted.get(i).iou(found.anchors().get(i)) > 0.97, found.toString());
        }
        assertEquals(1, found.recall());
    }

    @Test
    void asManyAnchorsAsSizesFitPerfectly() {
        List<Box> boxes = List.of(box(30, 40), box(5, 6), box(30, 40), box(8, 90), box(0, 7));
        AnchorClustering found = AnchorClustering.of(boxes, 3, 1.8, new Random(3));
        assertEquals(List.of(new AnchorBox(5, 6), new AnchorBox(8, 90), new AnchorBox(30, 40)), found.anchors());
        assertEquals(1, found.meanIou(), 1e-12);
    }

    /** One anchor is the mean, 15 x 15: IoU 100/225 and 225/400 with boxes of 10 and 20, side ratios 1.5 and 1.33. */
    @Test
    void measuresTheFitAsWorkedOutByHand() {
        List<Box> boxes = List.of(box(10, 10), box(20, 20));
        AnchorClustering found = AnchorClustering.of(boxes, 1, 1.4, new Random(3));
        double mean = (100.0 / 225 + 225.0 / 400) / 2;
        // A single box of the set fits both less well: (1 + 1/4) / 2 = 0.625 beats the mean's 0.503, and the best round
        // counts.
        assertTrue(found.meanIou() >= mean);
        assertEquals(0.625, found.meanIou(), 1e-12);
        assertEquals(0.5, found.recall(), 1e-12);
    }

    @Test
    void equalSeedsGiveEqualAnchorsAndMoreAnchorsFitBetter() {
        Property.check(20, random -> {
            List<Box> boxes = new ArrayList<>();
            for (int i = 0; i < 200; i++) {
                boxes.add(box(5 * Math.exp(3 * random.nextDouble()), 5 * Math.exp(3 * random.nextDouble())));
            }
            long seed = random.nextLong();
            AnchorClustering six = AnchorClustering.of(boxes, 6, 1.8, new Random(seed));
            assertEquals(six, AnchorClustering.of(boxes, 6, 1.8, new Random(seed)));
            assertEquals(
                    six.anchors().stream()
                            .sorted(Comparator.comparingDouble(AnchorBox::area))
                            .toList(),
                    six.anchors());
            assertTrue(six.meanIou()
                    > AnchorClustering.of(boxes, 1, 1.8, new Random(seed)).meanIou());
        });
    }

    @Test
    void smallAnchorsGoToFineGrids() {
        List<Box> boxes = List.of(box(1, 1), box(2, 2), box(4, 4), box(8, 8), box(16, 16), box(32, 32));
        AnchorClustering found = AnchorClustering.of(boxes, 6, 1.8, new Random(0));
        List<AnchorLevel> levels = found.split(8, 16, 32);
        assertEquals(new AnchorLevel(8, List.of(new AnchorBox(1, 1), new AnchorBox(2, 2))), levels.get(0));
        assertEquals(new AnchorLevel(32, List.of(new AnchorBox(16, 16), new AnchorBox(32, 32))), levels.get(2));
        assertThrows(IllegalArgumentException.class, () -> found.split(8, 16, 32, 64));
    }

    @Test
    void refusesMoreAnchorsThanSizes() {
        List<Box> boxes = List.of(box(3, 4), box(3, 4), box(5, 6));
        String message = assertThrows(
                        IllegalArgumentException.class, () -> AnchorClustering.of(boxes, 3, 1.8, new Random(0)))
                .getMessage();
        assertTrue(message.contains("got 2"), message);
    }

    private static double scatter(RandomGenerator random) {
        return Math.exp(0.1 * random.nextGaussian());
    }

    private static Box box(double width, double height) {
        return new Box(3, 4, 3 + width, 4 + height);
    }
}
