package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.PictureHash.Likeness;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class PictureHashTest {
    /** Waves of many lengths, as photos have them, other ones for each number, of any size. */
    private static Image waves(int number, Size size, int brighter) {
        Random random = new Random(number);
        double[] w = random.doubles(160).toArray();
        byte[] rgb = new byte[Math.toIntExact(3 * size.area())];
        for (int i = 0; i < size.area(); i++) {
            double x = (i % size.width() + 0.5) / size.width();
            double y = (i / size.width() + 0.5) / size.height();
            double value = 0;
            for (int k = 0; k < 160; k += 4) {
                value += Math.sin(44 * (w[k] - 0.5) * x + 44 * (w[k + 1] - 0.5) * y + 6 * w[k + 2]) * w[k + 3];
            }
            Arrays.fill(rgb, 3 * i, 3 * i + 3, (byte) Math.max(0, Math.min(255, 110 + 20 * value + brighter)));
        }
        return Image.owning(size, rgb);
    }

    private static final Size SIZE = new Size(120, 90);

    private static Likeness likeness(Image one, Image other) {
        Likeness likeness = PictureHash.of(one).likeness(PictureHash.of(other));
        assertEquals(likeness, PictureHash.of(other).likeness(PictureHash.of(one)), "it is symmetric");
        return likeness;
    }

    @Test
    void sizeCompressionAndBrightnessDoNotMatter() {
        for (int number = 0; number < 20; number++) {
            Image picture = waves(number, SIZE, 0);
            assertEquals(Likeness.SAME, likeness(picture, waves(number, SIZE, 0)));
            assertEquals(Likeness.SIMILAR, likeness(picture, waves(number, new Size(60, 45), 0)), "smaller " + number);
            assertEquals(Likeness.SIMILAR, likeness(picture, waves(number, SIZE, 15)), "brighter " + number);
            Reading read = new ImageReader().read(ImageWriter.toJpeg(picture, 40), "a.jpg");
            assertEquals(Likeness.SIMILAR, likeness(picture, ((Reading.Decoded) read).image()), "as JPEG " + number);
            assertEquals(Likeness.MIRRORED, likeness(picture, picture.mirrored()), "mirrored " + number);
        }
    }

    @Test
    void otherPicturesAreToldApart() {
        PictureHash[] hashes = new PictureHash[60];
        for (int i = 0; i < hashes.length; i++) {
            hashes[i] = PictureHash.of(waves(i, SIZE, 0));
            for (int j = 0; j < i; j++) {
                assertEquals(Likeness.NONE, hashes[i].likeness(hashes[j]), i + " and " + j);
            }
        }
    }

    @Test
    void picturesThatShowNothingAreOnlyTheSameWhereAllPixelsAgree() {
        Image grey = Image.filled(SIZE, 100, 100, 100);
        assertEquals(Likeness.SAME, likeness(grey, Image.filled(SIZE, 100, 100, 100)));
        assertEquals(Likeness.NONE, likeness(grey, Image.filled(SIZE, 101, 101, 101)));
        assertEquals(Likeness.NONE, likeness(grey, Image.filled(new Size(90, 120), 100, 100, 100)));
    }
}
