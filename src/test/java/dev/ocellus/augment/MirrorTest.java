package dev.ocellus.augment;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.testing.Property;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MirrorTest {
    @Test
    void mirroredTwiceIsThePictureItself() {
        Property.check(random -> {
            Size size = new Size(random.nextInt(1, 20), random.nextInt(1, 20));
            byte[] rgb = new byte[(int) (3 * size.area())];
            random.nextBytes(rgb);
            Frame frame = Frame.of("picture", Image.owning(size, rgb));
            Mirror mirror = new Mirror(1);

            Frame once = mirror.draw(frame, random).apply(frame);
            Frame twice = mirror.draw(once, random).apply(once);

            assertArrayEquals(rgb, twice.image().toRgb());
            assertEquals(frame.placement(), twice.placement());
        });
    }

    @Test
    void theLeftEdgeBecomesTheRight() {
        Frame frame = Frame.of("picture", Image.owning(new Size(2, 1), new byte[] {1, 2, 3, 4, 5, 6}));

        Frame mirrored = new Mirror(1).draw(frame, new Random(0)).apply(frame);

        assertArrayEquals(new byte[] {4, 5, 6, 1, 2, 3}, mirrored.image().toRgb());
        assertEquals(new Box(1, 0, 2, 1), mirrored.placement().fromSource(new Box(0, 0, 1, 1)));
    }

    @Test
    void mirrorsAsOftenAsAsked() {
        Frame frame = Frame.of("picture", Image.owning(new Size(2, 1), new byte[] {1, 2, 3, 4, 5, 6}));
        Random random = new Random(1);
        int mirrored = 0;
        for (int i = 0; i < 10_000; i++) {
            mirrored += new Mirror(0.3).draw(frame, random).apply(frame).image().at(0, 0, 0) == 4 ? 1 : 0;
        }

        // standard deviation is 46
        assertEquals(3000, mirrored, 200);
    }

    @Test
    void aProbabilityAboveOneIsRefusedByName() {
        String message = assertThrows(IllegalArgumentException.class, () -> new Mirror(1.5))
                .getMessage();

        assertEquals("probability must be in [0.0, 1.0], got 1.5", message);
    }
}
