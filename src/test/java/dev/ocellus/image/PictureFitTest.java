package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import org.junit.jupiter.api.Test;

class PictureFitTest {
    @Test
    void croppingKeepsTheMiddleOfTheLongerSide() {
        assertEquals(new Box(50, 0, 150, 100), PictureFit.CROP.region(new Size(200, 100), new Size(64, 64)));
        assertEquals(new Box(0, 75, 100, 125), PictureFit.CROP.region(new Size(100, 200), new Size(64, 32)));
        assertEquals(new Box(0, 0, 1, 1), PictureFit.CROP.region(new Size(1, 1), new Size(64, 64)));
    }

    @Test
    void aLetterboxKeepsThePictureWhole() {
        assertEquals(new Box(0, -50, 200, 150), PictureFit.LETTERBOX.region(new Size(200, 100), new Size(64, 64)));
        assertEquals(new Box(0, 0, 100, 50), PictureFit.LETTERBOX.region(new Size(100, 50), new Size(64, 32)));
    }
}
