package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Detection;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class NonMaximumSuppressionTest {
    private final NonMaximumSuppression perLabel = new NonMaximumSuppression(0.45, false);

    /**
     * The textbook procedure: drop boxes with a score of 0.6 or less, take the best one left, drop those that overlap it with an IoU of 0.5 or more, and
     * so on, each class by itself. Boxes are 10 x 10, so a shift of k pixels gives IoU (10 − k) / (10 + k).
     */
    @Test
    void followsTheTextbookExample() {
        Detection best = car(0, 0.9);
        Detection nearby = car(3, 0.7); // IoU 7/13 with the best
        Detection beside = car(4, 0.8); // IoU 6/14 with the best, 9/11 with the nearby one
        Detection faint = car(40, 0.6);
        Detection walker = new Detection(best.box(), "pedestrian", 0.65);

        List<Detection> likely = java.util.stream.Stream.of(nearby, faint, walker, beside, best)
                .filter(detection -> detection.score() > 0.6)
                .toList();
        assertEquals(List.of(best, beside, walker), new NonMaximumSuppression(0.5, false).apply(likely));
        assertEquals(List.of(best, beside), new NonMaximumSuppression(0.5, true).apply(likely));
    }

    @Test
    void anOverlapOfExactlyTheLimitIsOneObject() {
        Detection whole = new Detection(new Box(0, 0, 10, 10), "car", 0.9);
        Detection half = new Detection(new Box(0, 0, 10, 5), "car", 0.8);
        assertEquals(List.of(whole), new NonMaximumSuppression(0.5, false).apply(List.of(half, whole)));
    }

    @Test
    void equalScoresAreToldApartByTheBox() {
        Detection left = car(0, 0.8);
        Detection right = car(2, 0.8);
        assertEquals(List.of(left), perLabel.apply(List.of(right, left)));
        assertEquals(List.of(left), perLabel.apply(List.of(left, right)));
    }

    @Test
    void theOrderOfTheListDecidesNothing() {
        Property.check(random -> {
            List<Detection> detections = randomDetections(random);
            NonMaximumSuppression suppression = new NonMaximumSuppression(0.3, random.nextBoolean());
            List<Detection> kept = suppression.apply(detections);
            Collections.shuffle(detections, new Random(random.nextLong()));
            assertEquals(kept, suppression.apply(detections));
        });
    }

    @Test
    void whatStaysStaysAndWhatGoesOverlapsSomethingStronger() {
        Property.check(random -> {
            List<Detection> detections = randomDetections(random);
            List<Detection> kept = perLabel.apply(detections);
            assertEquals(kept, perLabel.apply(kept));
            assertTrue(detections.containsAll(kept));
            for (Detection detection : detections) {
                assertTrue(kept.contains(detection)
                        || kept.stream()
                                .anyMatch(k -> k.label().equals(detection.label())
                                        && k.score() >= detection.score()
                                        && k.box().iou(detection.box()) >= 0.45));
            }
        });
    }

    @Test
    void refusesAnIouOutsideItsRange() {
        for (double iou : new double[] {0, -1, 1.01, Double.NaN}) {
            assertThrows(IllegalArgumentException.class, () -> new NonMaximumSuppression(iou, false));
        }
    }

    private static Detection car(double left, double score) {
        return new Detection(new Box(left, 0, left + 10, 10), "car", score);
    }

    /** Crowded, with many equal scores and equal boxes. */
    private static List<Detection> randomDetections(RandomGenerator random) {
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < 25; i++) {
            Point centre = new Point(random.nextInt(12), random.nextInt(12));
            Box box = Box.around(centre, 4 + random.nextInt(4), 4 + random.nextInt(4));
            detections.add(new Detection(box, random.nextBoolean() ? "cat" : "dog", random.nextInt(5) / 4.0));
        }
        return detections;
    }
}
