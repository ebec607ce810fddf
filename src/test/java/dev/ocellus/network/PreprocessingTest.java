package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.testing.Property;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PreprocessingTest {
    @Test
    void eachChannelMayHaveItsOwnMeanAndScale() {
        Image image = Image.filled(new Size(2, 1), 10, 20, 30);
        Tensor batch = new Preprocessing(List.of(0.0, 10.0, 20.0), List.of(10.0, 5.0, 4.0)).toBatch(List.of(image));
        assertArrayEquals(new float[] {1, 1, 2, 2, 2.5f, 2.5f}, batch.data());
        Tensor shared = new Preprocessing(List.of(0.0, 10.0, 20.0), List.of(10.0)).toBatch(List.of(image));
        assertArrayEquals(new float[] {1, 1, 1, 1, 1, 1}, shared.data());
    }

    @Test
    void everyPixelLandsInItsPlaneCentredAndScaled() {
        Property.check(50, random -> {
            Size size = new Size(1 + random.nextInt(9), 1 + random.nextInt(9));
            List<Image> images = List.of(noise(size, random), noise(size, random));
            Tensor batch = new Preprocessing(127.5, 64).toBatch(images);
            assertArrayEquals(new int[] {2, 3, size.height(), size.width()}, batch.shape());
            int i = 0;
            for (Image image : images) {
                for (int channel = 0; channel < 3; channel++) {
                    for (int y = 0; y < size.height(); y++) {
                        for (int x = 0; x < size.width(); x++) {
                            assertEquals((image.at(x, y, channel) - 127.5) / 64, batch.data()[i++], 1e-6);
                        }
                    }
                }
            }
        });
    }

    @Test
    void picturesOfTwoSizesMakeNoBatch() {
        Preprocessing preprocessing = new Preprocessing(0, 255);
        List<Image> images = List.of(Image.filled(new Size(3, 2), 0, 0, 0), Image.filled(new Size(2, 3), 0, 0, 0));
        assertThrows(IllegalArgumentException.class, () -> preprocessing.toBatch(images));
        assertThrows(IllegalArgumentException.class, () -> preprocessing.toBatch(List.of()));
    }

    @Test
    void valuesThatMakeNoSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(List.of(1.0, 2.0), List.of(1.0)));
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(List.of(1.0), List.of(1.0, 0.0, 1.0)));
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(0, 0));
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(Double.NaN, 1));
        assertThrows(IllegalArgumentException.class, () -> new Preprocessing(0, Double.POSITIVE_INFINITY));
    }

    private static Image noise(Size size, RandomGenerator random) {
        byte[] rgb = new byte[(int) (3 * size.area())];
        random.nextBytes(rgb);
        return Image.owning(size, rgb);
    }
}
