package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Aligns faces, for which pictures are resampled by a native library. */
class FaceQualityIT {
    private static final Landmarks POINTS = Alignment.STANDARD.template().moved(Affine.scale(2, 2));

    /** Checks of 8 pixels around a grey level. */
    private static Image checks(int grey, int contrast) {
        Image image = Image.filled(new Size(128, 128), grey - contrast, grey - contrast, grey - contrast);
        Image check = Image.filled(new Size(8, 8), grey + contrast, grey + contrast, grey + contrast);
        for (int y = 0; y < 16; y++) {
            for (int x = y % 2; x < 16; x += 2) {
                image = image.withPatch(check, 8 * x, 8 * y);
            }
        }
        return image;
    }

    private static FaceQuality quality(Image image, Landmarks landmarks) {
        return FaceQuality.of(image, new Detection(new Box(0, 0, 128, 128), "face", 0.9).withLandmarks(landmarks, 0.8));
    }

    @Test
    void lightAndSizeAreMeasured() {
        FaceQuality face = quality(checks(120, 40), POINTS);
        assertEquals(120, face.brightness(), 1);
        assertEquals(40, face.contrast(), 8);
        assertEquals(40, face.eyeDistance(), 1e-9);
        assertEquals(0, face.roll(), 1e-6);
        assertEquals(0.8, face.landmarkScore());
        assertEquals(List.of(), FaceLimits.STANDARD.flaws(face));
    }

    @Test
    void sharpnessFallsWithBlurAndNotWithLightOrContrast() {
        double sharp = quality(checks(120, 40), POINTS).sharpness();
        assertEquals(sharp, quality(checks(160, 20), POINTS).sharpness(), 0.05 * sharp);
        double before = sharp;
        for (double sigma : new double[] {1.5, 3, 4.5}) {
            double blurred =
                    quality(Resampling.blur(checks(120, 40), sigma), POINTS).sharpness();
            assertTrue(blurred < before);
            before = blurred;
        }
        FaceQuality worst = quality(Resampling.blur(checks(120, 100), 7), POINTS);
        assertTrue(
                FaceLimits.STANDARD.flaws(worst).stream().anyMatch(flaw -> flaw.kind() == FaceLimits.Kind.TOO_BLURRED),
                worst.toString());
    }

    @Test
    void aTurnedHeadShowsByItsNoseAndALeaningOneByItsEyes() {
        Landmarks turned = new Landmarks(
                POINTS.rightEye(),
                POINTS.leftEye(),
                new Point(POINTS.leftEye().x(), POINTS.nose().y()),
                POINTS.rightMouth(),
                POINTS.leftMouth());
        assertEquals(1, quality(checks(120, 40), turned).turn(), 1e-9);
        assertTrue(quality(checks(120, 40), POINTS).turn() < 0.1);
        double sine = Math.sin(Math.toRadians(30));
        double cosine = Math.cos(Math.toRadians(30));
        Landmarks leaning = POINTS.moved(new Affine(cosine, -sine, 0, sine, cosine, 0));
        assertEquals(
                30,
                quality(checks(120, 40), leaning).roll()
                        - quality(checks(120, 40), POINTS).roll(),
                1e-6);
        assertEquals(
                quality(checks(120, 40), POINTS).turn(),
                quality(checks(120, 40), leaning).turn(),
                1e-9);
    }

    @Test
    void withoutLandmarksNothingIsMeasured() {
        Detection face = new Detection(new Box(0, 0, 9, 9), "face", 1);
        assertThrows(IllegalArgumentException.class, () -> FaceQuality.of(checks(120, 40), face));
    }
}
