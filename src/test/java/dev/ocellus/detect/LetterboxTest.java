package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Size;
import dev.ocellus.testing.Property;
import org.junit.jupiter.api.Test;

class LetterboxTest {
    @Test
    void scalesToTheLongestSideAndPadsToWholeCells() {
        Letterbox letterbox = new Letterbox(640, true);
        assertEquals(0.5, letterbox.scale(new Size(1280, 720)));
        assertEquals(new Size(640, 384), letterbox.target(new Size(1280, 720)));
        assertEquals(new Size(448, 640), letterbox.target(new Size(683, 1024)));
        assertEquals(4, letterbox.scale(new Size(160, 100)));
        assertEquals(new Size(640, 416), letterbox.target(new Size(160, 100)));
        assertEquals(new Size(640, 32), letterbox.target(new Size(4000, 2)));
    }

    @Test
    void enlargesOnlyWhenAsked() {
        Letterbox letterbox = new Letterbox(640, false);
        assertEquals(1, letterbox.scale(new Size(160, 100)));
        assertEquals(new Size(160, 128), letterbox.target(new Size(160, 100)));
        assertEquals(new Size(640, 384), letterbox.target(new Size(1280, 720)));
    }

    @Test
    void theLongestSideIsExactForAnyPicture() {
        Property.check(random -> {
            Size picture = new Size(1 + random.nextInt(5000), 1 + random.nextInt(5000));
            Size target = new Letterbox(320, true).target(picture);
            assertEquals(320, target.longestSide(), picture.toString());
            assertTrue(target.width() % 32 == 0 && target.height() % 32 == 0);
        });
    }

    @Test
    void refusesSidesThatNoGridFits() {
        String message = assertThrows(IllegalArgumentException.class, () -> new Letterbox(31, true))
                .getMessage();
        assertTrue(message.contains("longest-side"), message);
    }
}
