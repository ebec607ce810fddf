package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

class LetterboxIT {
    /** White, with a black rectangle from (40, 20) to (80, 60). */
    private static Frame photo() {
        Size size = new Size(200, 100);
        byte[] rgb = new byte[3 * 200 * 100];
        for (int y = 0; y < 100; y++) {
            for (int x = 0; x < 200; x++) {
                boolean black = x >= 40 && x < 80 && y >= 20 && y < 60;
                for (int c = 0; c < 3; c++) {
                    rgb[3 * (y * 200 + x) + c] = (byte) (black ? 0 : 255);
                }
            }
        }
        TruthBox truth = new TruthBox(new Box(40, 20, 80, 60), "thing", false);
        return Frame.of("photo", Image.owning(size, rgb)).withTruth(Truth.of(List.of(truth)));
    }

    @Test
    void thePictureIsScaledTheRestIsGreyAndTheBoxStaysWhereItWas() {
        Frame photo = photo();
        Frame boxed = new Letterbox(320, true).apply(photo); // scale 1.6: content 320 x 160
        assertEquals(new Size(320, 160), boxed.image().size());
        assertEquals(photo.truth(), boxed.truth());

        Frame smaller = new Letterbox(96, true).apply(photo); // scale 0.48: content 96 x 48, padded to 64
        assertEquals(new Size(96, 64), smaller.image().size());
        assertEquals(255, smaller.image().at(95, 47, 0));
        assertEquals(114, smaller.image().at(0, 48, 1));
        assertEquals(114, smaller.image().at(95, 63, 2));
    }

    @Test
    void thePlacementSaysWhereTheContentWent() {
        Frame photo = photo();
        for (int side : new int[] {96, 224, 320, 640}) {
            Frame boxed = new Letterbox(side, true).apply(photo);
            Box rectangle =
                    boxed.placement().fromSource(photo.truth().boxes().get(0).box());
            Point centre = rectangle.centre();
            assertEquals(0, boxed.image().at((int) centre.x(), (int) centre.y(), 0), "inside, at " + side);
            for (double x : new double[] {rectangle.left() - 4, rectangle.right() + 4}) {
                assertEquals(255, boxed.image().at((int) x, (int) centre.y(), 0), "beside, at " + side);
            }
            for (double y : new double[] {rectangle.top() - 4, rectangle.bottom() + 4}) {
                assertEquals(255, boxed.image().at((int) centre.x(), (int) y, 0), "above and below, at " + side);
            }
            Point corner = boxed.placement().toSource(new Point(side, side / 2.0));
            assertEquals(200, corner.x(), 1e-9, "the content's corner is the source's");
            assertEquals(100, corner.y(), 1e-9);
        }
    }

    @Test
    void whatAlreadyFitsIsUntouched() {
        Frame photo = Frame.of("a", Image.filled(new Size(64, 32), 1, 2, 3));
        Frame boxed = new Letterbox(640, false).apply(photo);
        assertEquals(photo.image().size(), boxed.image().size());
        assertEquals(3, boxed.image().at(63, 31, 2));
        assertEquals(photo.placement(), boxed.placement());
    }
}
