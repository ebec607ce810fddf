package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.geometry.Size;
import org.junit.jupiter.api.Test;

class PictureFitIT {
    /** Red, green and blue thirds, side by side. */
    private static final Image FLAG = Image.filled(new Size(60, 20), 250, 0, 0)
            .withPatch(Image.filled(new Size(20, 20), 0, 250, 0), 20, 0)
            .withPatch(Image.filled(new Size(20, 20), 0, 0, 250), 40, 0);

    private static final Size SQUARE = new Size(30, 30);

    @Test
    void croppingShowsTheMiddleAlone() {
        Image middle = PictureFit.CROP.apply(FLAG, SQUARE);
        for (int at = 2; at < 28; at++) {
            assertEquals(250, middle.at(at, at, 1), 3);
            assertEquals(0, middle.at(at, at, 0) + middle.at(at, at, 2), 3);
        }
    }

    @Test
    void aLetterboxShowsAllOfItBetweenGreyEdges() {
        Image whole = PictureFit.LETTERBOX.apply(FLAG, SQUARE);
        assertEquals(114, whole.at(15, 5, 0));
        assertEquals(114, whole.at(15, 25, 2));
        assertEquals(250, whole.at(4, 15, 0), 3);
        assertEquals(250, whole.at(15, 15, 1), 3);
        assertEquals(250, whole.at(25, 15, 2), 3);
    }

    @Test
    void aSinglePixelFillsAnySize() {
        Image pixel = Image.filled(new Size(1, 1), 7, 8, 9);
        for (PictureFit fit : PictureFit.values()) {
            Image filled = fit.apply(pixel, SQUARE);
            assertEquals(SQUARE, filled.size());
            assertEquals(8, filled.at(29, 0, 1));
        }
    }
}
