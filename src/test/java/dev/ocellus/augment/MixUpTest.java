package dev.ocellus.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MixUpTest {
    private static final Size SIZE = new Size(20, 10);
    private final MixUp mixUp = new MixUp(new Settling(2, 0.5));

    private static Frame frame(String id, int grey, Box box) {
        return Frame.of(id, Image.filled(SIZE, grey, grey, grey))
                .withTruth(Truth.of(List.of(new TruthBox(box, id, false))));
    }

    @Test
    void eachPixelIsTheWeightedMeanAndTheObjectsOfBothAreThere() {
        Frame dark = frame("dark", 40, new Box(1, 1, 5, 5));
        Frame light = frame("light", 240, new Box(8, 2, 18, 9));

        Frame mixed = mixUp.compose(dark, light, 0.75);

        assertEquals(90, mixed.image().at(7, 7, 1));
        assertEquals(
                List.of(
                        new TruthBox(new Box(1, 1, 5, 5), "dark", false),
                        new TruthBox(new Box(8, 2, 18, 9), "light", false)),
                mixed.truth().boxes());
        assertEquals(Placement.of(SIZE), mixed.placement());
        assertEquals(40, mixUp.compose(dark, light, 1).image().at(0, 0, 0));
        assertEquals(240, mixUp.compose(dark, light, 0).image().at(0, 0, 0));
    }

    @Test
    void boxesAreMovedByTheirOwnPlacements() {
        Frame plain = frame("plain", 40, new Box(1, 1, 5, 5));
        Frame halved = frame("halved", 240, new Box(10, 4, 30, 16))
                .withImage(Image.filled(SIZE, 0, 0, 0), new Placement(new Size(40, 20), Affine.scale(2, 2)));

        Box moved = mixUp.compose(plain, halved, 0.5).truth().boxes().get(1).box();

        assertEquals(5, moved.left(), 1e-9);
        assertEquals(8, moved.bottom(), 1e-9);
    }

    /** Beta(8, 8) has mean 1/2 and variance 1 / (4 · 17). */
    @Test
    void weightsAreSpreadAsBetaOfEightAndEight() {
        Random random = new Random(3);
        int draws = 20_000;
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < draws; i++) {
            double weight = MixUp.draw(random);
            assertTrue(weight > 0 && weight < 1);
            sum += weight;
            squares += weight * weight;
        }
        double mean = sum / draws;
        assertEquals(0.5, mean, 0.004);
        assertEquals(1 / 68.0, squares / draws - mean * mean, 0.0006);
    }

    @Test
    void picturesOfTwoSizesAreRefused() {
        Frame other = Frame.of("other", Image.filled(new Size(10, 20), 0, 0, 0));
        assertThrows(
                IllegalArgumentException.class, () -> mixUp.compose(frame("a", 0, new Box(0, 0, 3, 3)), other, 0.5));
    }
}
