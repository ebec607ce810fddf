package dev.ocellus.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.testing.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class FocusCropIT {
    private static Frame frame(TruthBox... boxes) {
        return Frame.of("picture", Image.filled(new Size(300, 200), 255, 255, 255))
                .withTruth(Truth.of(List.of(boxes)));
    }

    private static double size(Box box) {
        return Math.sqrt(box.area());
    }

    @Test
    void sizesOfTheObjectAreSpreadEvenlyOverALogarithmicRange() {
        Box object = new Box(100, 80, 140, 120);
        Frame frame = frame(new TruthBox(object, "face", false));
        FocusCrop crop = new FocusCrop(256, 256, 10, 90, 10, 0, 0, 0.1);
        Random random = new Random(8);
        double[] sizes = new double[2000];
        for (int i = 0; i < sizes.length; i++) {
            sizes[i] = size(crop.draw(frame, random).apply(frame).placement().fromSource(object));
        }
        Arrays.sort(sizes);

        // quarters of log(90 / 10): 10, 17.3, 30, 52, 90
        assertEquals(10, sizes[0], 0.2);
        assertEquals(17.3, sizes[500], 1);
        assertEquals(30, sizes[1000], 1.5);
        assertEquals(52, sizes[1500], 2.5);
        assertEquals(90, sizes[1999], 1);
    }

    @Test
    void theChosenObjectIsWhollyInsideAndGreyIsNotWasted() {
        Box object = new Box(230, 10, 270, 60);
        Frame frame = frame(new TruthBox(object, "face", false), new TruthBox(new Box(0, 0, 50, 50), "face", true));
        FocusCrop crop = new FocusCrop(128, 96, 8, 200, 2.5, 0, 0, 0.1);

        Property.check(500, random -> {
            Frame cut = crop.draw(frame, random).apply(frame);

            Box moved = cut.placement().fromSource(object);
            assertEquals(moved.area(), moved.clip(cut.image().size()).area(), 1e-6);
            assertTrue(size(moved) <= 0.8 * 96 + 1e-9, "objects leave some surroundings");
            Box seen = cut.placement().toSource(cut.image().size().bounds());
            Box picture = new Size(300, 200).bounds();
            boolean fillsWidth = seen.left() >= -1e-9 && seen.right() <= 300 + 1e-9;
            assertTrue(fillsWidth || seen.left() <= 0 && seen.right() >= picture.right(), "grey only where it must");
        });
    }

    @Test
    void picturesWithoutObjectsAreCutAnywhereWithinTheirMagnification() {
        FocusCrop crop = new FocusCrop(64, 64, 8, 200, 2.5, 0, 0, 0);

        Property.check(200, random -> {
            Frame frame = frame();
            Box seen = crop.draw(frame, random).apply(frame).placement().toSource(new Box(0, 0, 64, 64));

            assertTrue(64 / seen.width() <= 2.5 + 1e-9 && seen.width() <= 300 + 1e-9);
        });
    }

    @Test
    void aPortraitKeepsItsCover() {
        Box object = new Box(50, 20, 250, 190);
        Frame frame = frame(new TruthBox(object, "face", false));
        FocusCrop crop = new FocusCrop(128, 128, 8, 200, 2.5, 0.5, 0, 0);

        Property.check(200, random -> {
            Box picture = crop.draw(frame, random).apply(frame).placement().fromSource(new Box(0, 0, 300, 200));

            assertTrue(picture.width() >= 64 - 1e-9, picture::toString);
        });
    }
}
