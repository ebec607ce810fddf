package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.geometry.Size;
import dev.ocellus.testing.PictureFiles;
import dev.ocellus.testing.Property;
import org.junit.jupiter.api.Test;

class ImageTest {
    private static final Image SCENE = PictureFiles.scene();

    @Test
    void aMirrorChangesLeftAndRight() {
        Image mirrored = SCENE.mirrored();
        for (int y = 0; y < SCENE.height(); y++) {
            for (int x = 0; x < SCENE.width(); x++) {
                for (int c = 0; c < 3; c++) {
                    assertEquals(SCENE.at(SCENE.width() - 1 - x, y, c), mirrored.at(x, y, c));
                }
            }
        }
        assertArrayEquals(SCENE.toRgb(), mirrored.mirrored().toRgb());
    }

    @Test
    void aPatchCoversItsPlaceAndNothingElse() {
        Image patch = Image.filled(new Size(9, 5), 1, 2, 3);
        Property.check(300, random -> {
            int left = random.nextInt(-15, 60);
            int top = random.nextInt(-15, 45);
            byte[] before = SCENE.toRgb();
            Image merged = SCENE.withPatch(patch, left, top);
            for (int y = 0; y < SCENE.height(); y++) {
                for (int x = 0; x < SCENE.width(); x++) {
                    boolean covered = x >= left && x < left + 9 && y >= top && y < top + 5;
                    assertEquals(covered ? 2 : SCENE.at(x, y, 1), merged.at(x, y, 1));
                }
            }
            assertArrayEquals(before, SCENE.toRgb());
        });
    }

    @Test
    void bytesThatDoNotFitTheSizeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Image.owning(new Size(2, 2), new byte[11]));
    }
}
