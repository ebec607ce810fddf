package dev.ocellus.frame;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class LandmarksTest {
    private static final Landmarks FACE = new Landmarks(
            new Point(30, 40), new Point(70, 43), new Point(52, 60), new Point(35, 80), new Point(66, 82));

    @Test
    void comesBackFromItsPoints() {
        assertEquals(FACE, Landmarks.of(FACE.points()));
        assertThrows(IllegalArgumentException.class, () -> Landmarks.of(List.of(new Point(0, 0))));
    }

    @Test
    void aMirroredPictureShowsThePersonWithRightAndLeftExchanged() {
        Affine mirror = new Affine(-1, 0, 100, 0, 1, 0);
        Landmarks seen = FACE.moved(mirror).mirrored();
        assertEquals(new Point(30, 43), seen.rightEye());
        assertEquals(new Point(34, 82), seen.rightMouth());
        assertEquals(FACE, seen.moved(mirror).mirrored());
    }

    @Test
    void eyesAreAsFarApartAsTheirCentres() {
        assertEquals(Math.sqrt(40 * 40 + 3 * 3), FACE.eyeDistance(), 1e-12);
    }
}
