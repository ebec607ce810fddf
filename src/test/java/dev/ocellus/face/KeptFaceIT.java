package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import org.junit.jupiter.api.Test;

class KeptFaceIT {
    /** Smooth, so that sampling it twice changes little. */
    private static Image picture() {
        byte[] rgb = new byte[3 * 500 * 400];
        for (int i = 0; i < rgb.length / 3; i++) {
            int x = i % 500;
            int y = i / 500;
            rgb[3 * i] = (byte) (128 + 100 * Math.sin(x / 31.0) * Math.cos(y / 23.0));
            rgb[3 * i + 1] = (byte) (x / 2);
            rgb[3 * i + 2] = (byte) (y / 2);
        }
        return Image.owning(new Size(500, 400), rgb);
    }

    private static Landmarks turned(double eyeDistance, double degrees) {
        double a = Math.cos(Math.toRadians(degrees)) * eyeDistance;
        double b = Math.sin(Math.toRadians(degrees)) * eyeDistance;
        return FaceShape.LANDMARKS.moved(new Affine(a, -b, 250, b, a, 200));
    }

    @Test
    void theEncoderSeesTheSameAsInThePicture() {
        for (double eyes : new double[] {15, 24, 37, 60}) {
            Landmarks face = turned(eyes, 20);
            for (Alignment wanted : new Alignment[] {Alignment.STANDARD, new Alignment(112, 0.26)}) {
                Image direct = wanted.of(picture(), face);
                Image kept = KeptFace.aligned(KeptFace.of(picture(), face), wanted);
                assertEquals(direct.size(), kept.size());
                for (int y = 0; y < direct.height(); y++) {
                    for (int x = 0; x < direct.width(); x++) {
                        int apart = Math.abs(direct.at(x, y, 0) - kept.at(x, y, 0));
                        assertTrue(apart <= 6, "%d apart at %d, %d, eyes %s".formatted(apart, x, y, eyes));
                    }
                }
            }
        }
    }

    @Test
    void detailIsKeptUpToALimit() {
        assertEquals(80, KeptFace.of(picture(), turned(12, 0)).width());
        assertEquals(120, KeptFace.of(picture(), turned(30, 0)).width());
        assertEquals(160, KeptFace.of(picture(), turned(70, 0)).width());
    }

    @Test
    void whatWasKeptBeforeIsTheEncodersOwnView() {
        Image before = Alignment.STANDARD.of(picture(), turned(30, 0));
        assertSame(before, KeptFace.aligned(before, Alignment.STANDARD));
        assertThrows(IllegalArgumentException.class, () -> KeptFace.aligned(before, new Alignment(112, 0.26)));
        assertThrows(IllegalArgumentException.class, () -> KeptFace.aligned(picture(), Alignment.STANDARD));
    }
}
