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

    /** Large checks and small ones around a grey level: a single pattern would only lose contrast by blur. */
    private static Image checks(int grey, int contrast) {
        Size size = new Size(128, 128);
        byte[] rgb = new byte[3 * 128 * 128];
        for (int i = 0; i < 128 * 128; i++) {
            int x = i % 128;
            int y = i / 128;
            int large = (x / 32 + y / 32) % 2 == 0 ? 1 : -1;
            int small = (x / 8 + y / 8) % 2 == 0 ? 1 : -1;
            for (int channel = 0; channel < 3; channel++) {
                rgb[3 * i + channel] = (byte) (grey + contrast / 2 * (large + small));
            }
        }
        return Image.owning(size, rgb);
    }

    private static FaceQuality quality(Image image, Landmarks landmarks) {
        return FaceQuality.of(image, new Detection(new Box(0, 0, 128, 128), "face", 0.9).withLandmarks(landmarks, 0.8));
    }

    @Test
    void lightAndSizeAreMeasured() {
        FaceQuality face = quality(checks(120, 40), POINTS);
        assertEquals(120, face.brightness(), 3);
        assertEquals(20 * Math.sqrt(2), face.contrast(), 4);
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
