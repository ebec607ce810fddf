package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.geometry.Size;
import dev.ocellus.testing.Property;
import org.junit.jupiter.api.Test;

class ColourMapIT {
    private static final Image NOISE = ResamplingIT.noise(new Size(33, 17), 4);

    @Test
    void anyMatrixIsAppliedToEveryPixelAndClamped() {
        Property.check(50, random -> {
            float[] rows = new float[12];
            for (int i = 0; i < 12; i++) {
                rows[i] = (float) (i % 4 == 3 ? random.nextDouble(-200, 200) : random.nextDouble(-1.5, 1.5));
            }
            Image mapped = ColourMap.of(rows).applyTo(NOISE);
            for (int y = 0; y < 17; y++) {
                for (int x = 0; x < 33; x++) {
                    for (int c = 0; c < 3; c++) {
                        double value = rows[4 * c + 3];
                        for (int from = 0; from < 3; from++) {
                            value += rows[4 * c + from] * NOISE.at(x, y, from);
                        }
                        assertEquals(Math.max(0, Math.min(255, value)), mapped.at(x, y, c), 1);
                    }
                }
            }
        });
    }

    @Test
    void theIdentityChangesNothing() {
        assertArrayEquals(NOISE.toRgb(), ColourMap.IDENTITY.applyTo(NOISE).toRgb());
    }

    @Test
    void chainedMapsGiveWhatOneAfterTheOtherGivesWithoutItsRounding() {
        ColourMap warmer = ColourMap.gain(0.6, 0.5, 0.4);
        ColourMap brighter = ColourMap.shift(10, 20, 30);
        Image stepwise = brighter.applyTo(warmer.applyTo(NOISE));
        Image chained = warmer.then(brighter).applyTo(NOISE);
        for (int x = 0; x < 33; x++) {
            for (int c = 0; c < 3; c++) {
                assertEquals(stepwise.at(x, 5, c), chained.at(x, 5, c), 1);
            }
        }
    }

    @Test
    void saturationZeroIsGreyAndKeepsBrightness() {
        Image grey = ColourMap.saturation(0).applyTo(Image.filled(new Size(2, 2), 200, 100, 50));
        for (int c = 0; c < 3; c++) {
            assertEquals(0.299 * 200 + 0.587 * 100 + 0.114 * 50, grey.at(1, 1, c), 0.6);
        }
    }

    @Test
    void contrastTurnsAboutMidGrey() {
        Image image = Image.filled(new Size(1, 1), 127, 150, 20);
        Image doubled = ColourMap.contrast(2).applyTo(image);
        assertEquals(127, doubled.at(0, 0, 0), 1);
        assertEquals(172.5, doubled.at(0, 0, 1), 1);
        assertEquals(0, doubled.at(0, 0, 2));
    }

    @Test
    void aMatrixOfAnotherSizeIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ColourMap.of(1, 0, 0, 0, 1, 0, 0, 0, 1));
    }
}
