package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class FaceAugmentationIT {
    private static final int WIDE = 40;
    private static final int SIDE = 32;

    /** Red grows to the right, green downwards. */
    private static Image ramp() {
        byte[] rgb = new byte[3 * WIDE * WIDE];
        for (int i = 0; i < WIDE * WIDE; i++) {
            rgb[3 * i] = (byte) (5 * (i % WIDE) + 20);
            rgb[3 * i + 1] = (byte) (5 * (i / WIDE) + 20);
            rgb[3 * i + 2] = 100;
        }
        return Image.owning(new Size(WIDE, WIDE), rgb);
    }

    private static FaceAugmentation nothing(double mirror, double shift, double grey, double erase) {
        return new FaceAugmentation(mirror, shift, 0, 0, 0, 0.5, 0, 0, 0, grey, erase, 0.5);
    }

    @Test
    void withoutAnyChangeTheMiddleIsLeft() {
        Image face = nothing(0, 0, 0, 0).of(ramp(), SIDE, new SplittableRandom(1));
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                assertEquals(ramp().at(x + 4, y + 4, 0), face.at(x, y, 0), 1);
                assertEquals(ramp().at(x + 4, y + 4, 1), face.at(x, y, 1), 1);
            }
        }
        Image mirrored = nothing(1, 0, 0, 0).of(ramp(), SIDE, new SplittableRandom(1));
        for (int x = 0; x < SIDE; x++) {
            assertEquals(face.at(SIDE - 1 - x, 5, 0), mirrored.at(x, 5, 0), 1);
        }
    }

    @Test
    void shiftsStayWithinTheLimitAndReachIt() {
        double most = 0;
        for (int seed = 0; seed < 300; seed++) {
            Image face = nothing(0, 0.1, 0, 0).of(ramp(), SIDE, new SplittableRandom(seed));
            double shift = (face.at(16, 16, 0) - ramp().at(20, 20, 0)) / 5.0;
            most = Math.max(most, Math.abs(shift));
        }
        assertEquals(0.1 * SIDE, most, 0.3);
    }

    @Test
    void aGreyFaceHasNoColourAndAnErasedOneAPatch() {
        Image grey = nothing(0, 0, 1, 0).of(ramp(), SIDE, new SplittableRandom(1));
        Image erased = nothing(0, 0, 0, 1).of(ramp(), SIDE, new SplittableRandom(1));
        int covered = 0;
        for (int y = 0; y < SIDE; y++) {
            for (int x = 0; x < SIDE; x++) {
                assertTrue(grey.at(x, y, 0) == grey.at(x, y, 1) && grey.at(x, y, 1) == grey.at(x, y, 2));
                boolean same = erased.at(x, y, 0) == erased.at(x, y, 1) && erased.at(x, y, 1) == erased.at(x, y, 2);
                covered += same ? 1 : 0;
            }
        }
        assertTrue(covered >= 16 && covered <= SIDE * SIDE / 4 + SIDE, "covered " + covered);
    }

    @Test
    void theSameDrawGivesTheSameFaceAndTheGivenOneStays() {
        FaceAugmentation all = EncoderPlan.standard().augment();
        Image wide = ramp();
        byte[] before = wide.toRgb();
        Image first = all.of(wide, SIDE, new SplittableRandom(9));
        assertArrayEquals(
                first.toRgb(), all.of(wide, SIDE, new SplittableRandom(9)).toRgb());
        assertArrayEquals(before, wide.toRgb());
        assertEquals(new Size(SIDE, SIDE), first.size());
    }

    @Test
    void settingsWithoutSenseAreRefused() {
        String message = assertThrows(IllegalArgumentException.class, () -> nothing(0, 0.3, 0, 0))
                .getMessage();
        assertTrue(message.contains("shift must be from 0 to 0.25, got 0.3"), message);
    }
}
