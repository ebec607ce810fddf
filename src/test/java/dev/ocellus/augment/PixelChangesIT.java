package dev.ocellus.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ColourAxis;
import dev.ocellus.image.Image;
import dev.ocellus.image.JpegCompression;
import dev.ocellus.pipeline.Augmentation;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What the augmentations that leave every pixel at its place do to its value. */
class PixelChangesIT {
    private static final Size SIZE = new Size(64, 48);

    /** Soft waves of colour, far from black and white. */
    private static Frame waves() {
        byte[] rgb = new byte[(int) (3 * SIZE.area())];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte)
                    (128 + 60 * Math.sin(i / 3 % SIZE.width() / 9.0 + i % 3) * Math.cos(i / 3 / SIZE.width() / 7.0));
        }
        return Frame.of("waves", Image.owning(SIZE, rgb));
    }

    private static double meanDifference(Image a, Image b) {
        byte[] left = a.toRgb();
        byte[] right = b.toRgb();
        double sum = 0;
        for (int i = 0; i < left.length; i++) {
            sum += Math.abs((left[i] & 0xff) - (right[i] & 0xff));
        }
        return sum / left.length;
    }

    @Test
    void pcaColourShiftsAlongEachAxisByItsVarianceTimesANormalFactor() {
        ColourAxis light = new ColourAxis(0.16, 0.6, 0.64, 0.48);
        ColourAxis warmth = new ColourAxis(0.04, 0.8, -0.48, -0.36);
        PcaColour colour = new PcaColour(0.2, List.of(light, warmth));
        Frame grey = Frame.of("grey", Image.filled(new Size(1, 1), 128, 128, 128));
        Random random = new Random(4);
        int draws = 20_000;
        double[] squares = new double[3];
        double[] sums = new double[3];
        for (int i = 0; i < draws; i++) {
            Image shifted = colour.draw(grey, random).apply(grey).image();
            double[] by = {shifted.at(0, 0, 0) - 128, shifted.at(0, 0, 1) - 128, shifted.at(0, 0, 2) - 128};
            double[] along = {
                0.6 * by[0] + 0.64 * by[1] + 0.48 * by[2],
                0.8 * by[0] - 0.48 * by[1] - 0.36 * by[2],
                // across both there is nothing but rounding
                0.6 * by[1] - 0.8 * by[2]
            };
            for (int axis = 0; axis < 3; axis++) {
                sums[axis] += along[axis];
                squares[axis] += along[axis] * along[axis];
            }
        }

        // 255 · 0.2 · 0.16 = 8.16 and 255 · 0.2 · 0.04 = 2.04, and rounding adds 1/12 to each square
        assertEquals(8.16, Math.sqrt(squares[0] / draws), 0.12);
        assertEquals(Math.sqrt(2.04 * 2.04 + 1 / 12.0), Math.sqrt(squares[1] / draws), 0.05);
        assertTrue(Math.sqrt(squares[2] / draws) < 0.4, () -> "across: " + Math.sqrt(squares[2] / draws));
        assertEquals(0, sums[0] / draws, 0.25);
    }

    @Test
    void pcaColourWithoutAxesSaysWhereTheyComeFrom() {
        Frame frame = waves();
        Augmentation colour = new PcaColour(0.1, List.of());
        String message = assertThrows(IllegalStateException.class, () -> colour.draw(frame, new Random(1)))
                .getMessage();
        assertTrue(message.contains("pca-colour"), message);
    }

    @Test
    void noiseHasTheDrawnDeviationAndNoMean() {
        Frame grey = Frame.of("grey", Image.filled(new Size(200, 200), 128, 128, 128));
        Noise noise = new Noise(20, 1);
        Random random = new Random(2);
        double drawn = 0;
        int draws = 60;
        for (int draw = 0; draw < draws; draw++) {
            byte[] rgb = noise.draw(grey, random).apply(grey).image().toRgb();
            double sum = 0;
            double squares = 0;
            for (byte value : rgb) {
                double by = (value & 0xff) - 128;
                sum += by;
                squares += by * by;
            }
            assertEquals(0, sum / rgb.length, 0.3);
            double deviation = Math.sqrt(squares / rgb.length);
            assertTrue(deviation <= 20.3, () -> "deviation " + deviation);
            drawn += deviation / draws;
        }
        // even draws from 0 to 20: the mean of 60 deviates by 0.75
        assertEquals(10, drawn, 2.3);
    }

    @Test
    void theLowerTheQualityTheMoreIsLost() {
        Image image = waves().image();
        double last = 0;
        for (int quality : new int[] {95, 60, 25, 5}) {
            double lost = meanDifference(image, JpegCompression.apply(image, quality));
            assertTrue(lost > last, () -> "quality " + quality + " loses " + lost);
            last = lost;
        }
        assertTrue(meanDifference(image, JpegCompression.apply(image, 95)) < 3, "and red stays red");
        assertThrows(IllegalArgumentException.class, () -> JpegCompression.apply(image, 0));
    }

    @Test
    void pixelsChangeAndTheirPlacesDoNot() {
        Frame frame = waves();
        List<Augmentation> changes =
                List.of(new Noise(20, 1), new Jpeg(20, 60, 1), new CutOut(3, 0.3, 1), new Blur(2, 1));
        for (Augmentation change : changes) {
            Frame changed = change.draw(frame, new Random(3)).apply(frame);
            assertSame(frame.placement(), changed.placement());
            assertTrue(meanDifference(frame.image(), changed.image()) > 0.01, change::toString);
        }
    }

    @Test
    void cutOutHidesNoMoreThanItsRectangles() {
        Frame white = Frame.of("white", Image.filled(new Size(100, 100), 255, 255, 255));
        CutOut cutOut = new CutOut(2, 0.2, 1);
        Random random = new Random(6);
        for (int i = 0; i < 300; i++) {
            Image image = cutOut.draw(white, random).apply(white).image();
            int hidden = 0;
            for (int y = 0; y < 100; y++) {
                for (int x = 0; x < 100; x++) {
                    int value = image.at(x, y, 0);
                    assertTrue(value == 255 || value == 114);
                    hidden += value == 114 ? 1 : 0;
                }
            }
            assertTrue(hidden > 0 && hidden <= 2 * 20 * 20, "hidden pixels: " + hidden);
        }
    }
}
