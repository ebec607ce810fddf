package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.testing.Property;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.DoubleBinaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ResamplingIT {
    private static final Size PICTURE = new Size(97, 61);

    /** A colour plane: its value at a point is known exactly, whatever the sampling. */
    private static double plane(double x, double y) {
        return 20 + 1.7 * x + 0.9 * y;
    }

    @ParameterizedTest
    @CsvSource({
        "0, 0, 97, 61, 97, 61",
        "0, 0, 97, 61, 640, 402",
        "0, 0, 97, 61, 31, 17",
        "0, 0, 97, 61, 96, 60",
        "10, 20, 30, 50, 20, 30",
        "10.37, 20.61, 70.9, 50.13, 23, 11",
        "10.37, 20.61, 12.9, 25.13, 80, 70",
        "10.37, 5.5, 90.2, 25.13, 20, 90",
        "5.5, 3.3, 50.1, 60.7, 200, 19",
        "3, 3, 94, 59, 90, 55"
    })
    void aCropShowsExactlyItsRegion(double left, double top, double right, double bottom, int width, int height) {
        Image picture = drawn(PICTURE, ResamplingIT::plane);
        Box region = new Box(left, top, right, bottom);
        Image crop = Resampling.crop(picture, region, new Size(width, height), 0);
        double stepX = region.width() / width;
        double stepY = region.height() / height;
        for (int y = 0; y < height; y++) {
            for (int x = 0; x < width; x++) {
                // Within half a pixel of the picture's edge the repeated last pixel flattens the plane.
                double px = clamp(left + (x + 0.5) * stepX, 0.5 + stepX / 2, 97 - 0.5 - stepX / 2);
                double py = clamp(top + (y + 0.5) * stepY, 0.5 + stepY / 2, 61 - 0.5 - stepY / 2);
                double slack = 1.4 + (px == left + (x + 0.5) * stepX && py == top + (y + 0.5) * stepY ? 0 : 1.5);
                assertEquals(plane(px, py), crop.at(x, y, 1), slack, "at %d, %d".formatted(x, y));
            }
        }
    }

    @Test
    void shrinkingByAWholeFactorIsTheMeanOfTheCoveredPixels() {
        Image noise = noise(new Size(60, 40), 7);
        Image small = Resampling.crop(noise, new Box(8, 4, 56, 36), new Size(12, 16), 0);
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 12; x++) {
                double sum = 0;
                for (int j = 0; j < 2; j++) {
                    for (int i = 0; i < 4; i++) {
                        sum += noise.at(8 + 4 * x + i, 4 + 2 * y + j, 2);
                    }
                }
                assertEquals(sum / 8, small.at(x, y, 2), 0.51);
            }
        }
    }

    @Test
    void shrinkingByAnyFactorWeighsPixelsByTheirCover() {
        Image noise = noise(new Size(50, 37), 8);
        Image small = Resampling.resize(noise, new Size(21, 13));
        for (int y = 0; y < 13; y++) {
            for (int x = 0; x < 21; x++) {
                assertEquals(cover(noise, x * 50 / 21.0, y * 37 / 13.0, 50 / 21.0, 37 / 13.0), small.at(x, y, 0), 1.01);
            }
        }
    }

    @Test
    void enlargingIsLinearBetweenPixelCentres() {
        Image noise = noise(new Size(9, 7), 9);
        Box region = new Box(1.25, 0.5, 8, 6.25);
        Image large = Resampling.crop(noise, region, new Size(54, 46), 0);
        for (int y = 0; y < 46; y++) {
            for (int x = 0; x < 54; x++) {
                double px = 1.25 + (x + 0.5) * 0.125;
                double py = 0.5 + (y + 0.5) * 0.125;
                assertEquals(bilinear(noise, px, py), large.at(x, y, 0), 1.01, "at %d, %d".formatted(x, y));
            }
        }
    }

    @Test
    void whatLiesOutsideIsGreyAndWhatLiesInsideIsNot() {
        Image white = Image.filled(new Size(40, 20), 255, 255, 255);
        Image padded = Resampling.crop(white, new Box(-20, -30, 60, 50), new Size(40, 40), 114);
        for (int y = 0; y < 40; y++) {
            for (int x = 0; x < 40; x++) {
                boolean inside = x >= 10 && x < 30 && y >= 15 && y < 25;
                assertEquals(inside ? 255 : 114, padded.at(x, y, 0), "at %d, %d".formatted(x, y));
            }
        }
        Image beside = Resampling.crop(white, new Box(100, 100, 120, 120), new Size(4, 4), 9);
        assertEquals(9, beside.at(0, 0, 0));
    }

    @Test
    void aLetterboxOfAnyPictureEndsWhereItsScaleSays() {
        Random random = new Random(3);
        for (int i = 0; i < 300; i++) {
            Size size = new Size(1 + random.nextInt(700), 1 + random.nextInt(700));
            double scale = 640.0 / size.longestSide();
            Image box = Resampling.crop(
                    Image.filled(size, 200, 200, 200), new Box(0, 0, 640 / scale, 640 / scale), new Size(640, 640), 0);
            int right = (int) Math.ceil(size.width() * scale - 0.5 - 1e-9);
            int bottom = (int) Math.ceil(size.height() * scale - 0.5 - 1e-9);
            for (int x = 0; x < 640; x++) {
                assertEquals(x < right ? 200 : 0, box.at(x, 0, 0), size + " at column " + x);
                assertEquals(x < bottom ? 200 : 0, box.at(0, x, 0), size + " at row " + x);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({
        "1, 1, 640, 640",
        "1, 5000, 640, 640",
        "5000, 1, 3, 7",
        "40000, 3, 640, 640",
        "3, 40000, 640, 64",
        "70000, 2, 69000, 1",
        "2, 2, 40000, 1",
        "640, 640, 1, 1"
    })
    void anyShapeCanBeResized(int width, int height, int toWidth, int toHeight) {
        Image image = Image.filled(new Size(width, height), 10, 20, 30);
        Image resized = Resampling.resize(image, new Size(toWidth, toHeight));
        assertEquals(new Size(toWidth, toHeight), resized.size());
        assertEquals(10, resized.at(toWidth - 1, toHeight - 1, 0));
        assertEquals(30, resized.at(0, 0, 2));
        Box region = new Box(0.3, 0.2, width - 0.1, height - 0.4);
        Image crop = Resampling.crop(image, region, new Size(toWidth, toHeight), 0);
        assertEquals(20, crop.at(toWidth / 2, toHeight / 2, 1));
        Image warped = Resampling.warp(image, Affine.translate(width / 2.0 - 0.5, 0), new Size(1, 1), 10);
        assertEquals(10, warped.at(0, 0, 0), 1);
    }

    @Test
    void theSameSizeIsTheSamePicture() {
        Image noise = noise(PICTURE, 1);
        assertSame(noise, Resampling.resize(noise, PICTURE));
    }

    @Test
    void aWarpShowsThePlaneThroughItsMap() {
        Image picture = drawn(PICTURE, ResamplingIT::plane);
        for (double shrink : new double[] {0.5, 1, 2.6}) {
            Affine map = Affine.translate(48, 30)
                    .after(Affine.scale(shrink, shrink))
                    .after(Affine.rotate(0.4, new Point(0, 0)))
                    .after(Affine.translate(-8, -8));
            Image warped = Resampling.warp(picture, map, new Size(16, 16), 0);
            for (int y = 0; y < 16; y++) {
                for (int x = 0; x < 16; x++) {
                    Point p = map.apply(new Point(x + 0.5, y + 0.5));
                    if (p.x() > 4 && p.y() > 4 && p.x() < 93 && p.y() < 57) {
                        assertEquals(plane(p.x(), p.y()), warped.at(x, y, 0), 1.3);
                    }
                }
            }
        }
        Image outside = Resampling.warp(picture, Affine.translate(-50, 0), new Size(10, 10), 77);
        assertEquals(77, outside.at(5, 5, 2));
    }

    @Test
    void aBlurKeepsTheMeanAndSpreadsADotAsAGaussian() {
        byte[] rgb = new byte[3 * 41 * 41];
        int centre = 3 * (20 * 41 + 20);
        rgb[centre] = (byte) 255;
        Image blurred = Resampling.blur(Image.owning(new Size(41, 41), rgb), 1.5);
        double peak = 255 / (2 * Math.PI * 1.5 * 1.5);
        assertEquals(peak, blurred.at(20, 20, 0), 1.5);
        assertEquals(peak * Math.exp(-4 / (2 * 1.5 * 1.5)), blurred.at(22, 20, 0), 1.5);
        assertEquals(0, blurred.at(20, 20, 1));
        Image even = Image.filled(PICTURE, 50, 60, 70);
        assertTrue(Arrays.equals(even.bytes(), Resampling.blur(even, 3).bytes()));
    }

    @Test
    void refusesWhatMakesNoSense() {
        Image image = Image.filled(PICTURE, 1, 2, 3);
        assertThrows(
                IllegalArgumentException.class, () -> Resampling.crop(image, new Box(3, 3, 3, 9), new Size(4, 4), 0));
        assertThrows(IllegalArgumentException.class, () -> Resampling.blur(image, -1));
    }

    @Test
    void argumentsAreLeftAsTheyWere() {
        Image noise = noise(PICTURE, 5);
        byte[] before = noise.toRgb();
        Resampling.crop(noise, new Box(1.5, 2.5, 40, 50), new Size(200, 9), 3);
        Resampling.warp(noise, Affine.rotate(1, new Point(5, 5)), new Size(20, 20), 3);
        Resampling.blur(noise, 2);
        assertTrue(Arrays.equals(before, noise.bytes()));
    }

    static Image drawn(Size size, DoubleBinaryOperator value) {
        byte[] rgb = new byte[(int) (3 * size.area())];
        for (int i = 0; i < rgb.length; i++) {
            int x = i / 3 % size.width();
            int y = i / 3 / size.width();
            rgb[i] = (byte) Math.round(value.applyAsDouble(x + 0.5, y + 0.5));
        }
        return Image.owning(size, rgb);
    }

    static Image noise(Size size, long seed) {
        byte[] rgb = new byte[(int) (3 * size.area())];
        new Random(seed).nextBytes(rgb);
        return Image.owning(size, rgb);
    }

    private static double clamp(double value, double low, double high) {
        return Math.max(low, Math.min(high, value));
    }

    /** The mean of red over a rectangle, each pixel weighted by the part of it that is covered. */
    private static double cover(Image image, double left, double top, double width, double height) {
        double sum = 0;
        for (int y = 0; y < image.height(); y++) {
            for (int x = 0; x < image.width(); x++) {
                double w = Math.min(x + 1, left + width) - Math.max(x, left);
                double h = Math.min(y + 1, top + height) - Math.max(y, top);
                sum += Math.max(0, w) * Math.max(0, h) * image.at(x, y, 0);
            }
        }
        return sum / (width * height);
    }

    /** Red at a point, linear between the centres of the four nearest pixels. */
    private static double bilinear(Image image, double px, double py) {
        double u = px - 0.5;
        double v = py - 0.5;
        double sum = 0;
        for (int y = -1; y <= image.height(); y++) {
            for (int x = -1; x <= image.width(); x++) {
                double weight = Math.max(0, 1 - Math.abs(u - x)) * Math.max(0, 1 - Math.abs(v - y));
                if (weight > 0) {
                    int cx = (int) clamp(x, 0, image.width() - 1);
                    int cy = (int) clamp(y, 0, image.height() - 1);
                    sum += weight * image.at(cx, cy, 0);
                }
            }
        }
        return sum;
    }

    /** Turned and scaled parts of a smooth picture, against the picture's own formula: away from its edges they agree to the rounding of pixels. */
    @Test
    void partsOfASmoothPictureAreThatPictureSeenThroughTheMap() {
        Size size = new Size(300, 200);
        byte[] rgb = new byte[(int) (3 * size.area())];
        for (int i = 0; i < rgb.length; i += 3) {
            rgb[i] = (byte) Math.round(smooth(i / 3 % 300 + 0.5, i / 3 / 300 + 0.5));
        }
        Image picture = Image.owning(size, rgb);
        Property.check(200, random -> {
            double scale = Math.exp(random.nextDouble(-1.5, 1.2));
            double angle = random.nextDouble(-3.2, 3.2);
            double a = scale * Math.cos(angle);
            double d = scale * Math.sin(angle);
            Affine map = new Affine(a, -d, random.nextDouble(0, 300), d, a, random.nextDouble(0, 200));

            Image part = Resampling.part(picture, map, new Size(40, 30));

            for (int y = 0; y < 30; y++) {
                for (int x = 0; x < 40; x++) {
                    Point from = map.apply(new Point(x + 0.5, y + 0.5));
                    double clampedX = Math.max(0.5, Math.min(299.5, from.x()));
                    double clampedY = Math.max(0.5, Math.min(199.5, from.y()));
                    boolean inside = from.x() > 8 && from.x() < 292 && from.y() > 8 && from.y() < 192;
                    assertEquals(smooth(clampedX, clampedY), part.at(x, y, 0), inside ? 2 : 8);
                }
            }
        });
    }

    private static double smooth(double x, double y) {
        return 128 + 60 * Math.sin(x / 40) + 50 * Math.cos(y / 35);
    }

    /** A pattern finer than the pixels of the result must become its mean and not a coarser pattern. */
    @Test
    void shrunkPartsDoNotFlicker() {
        Size size = new Size(400, 400);
        byte[] rgb = new byte[(int) (3 * size.area())];
        for (int i = 0; i < rgb.length; i++) {
            rgb[i] = (byte) ((i / 3 + i / 3 / 400) % 2 == 0 ? 255 : 0);
        }
        Image chessboard = Image.owning(size, rgb);
        for (double scale : new double[] {1.7, 2, 3.3, 6}) {
            Affine map = Affine.translate(90, 100)
                    .after(Affine.rotate(0.4, new Point(0, 0)).after(Affine.scale(scale, scale)));

            Image part = Resampling.part(chessboard, map, new Size(24, 24));

            for (int y = 0; y < 24; y++) {
                for (int x = 0; x < 24; x++) {
                    assertEquals(127.5, part.at(x, y, 1), 50, "scale " + scale);
                }
            }
        }
    }

    @Test
    void partsBeyondThePictureRepeatItsEdge() {
        Image picture = Image.filled(new Size(3, 2), 10, 200, 30);
        for (Affine map : List.of(
                Affine.translate(-500, -700),
                Affine.translate(900, 5),
                Affine.scale(1e-3, 1e-3),
                Affine.scale(5000, 5000))) {
            Image part = Resampling.part(picture, map, new Size(16, 16));

            assertEquals(Image.filled(new Size(16, 16), 10, 200, 30).at(7, 7, 1), part.at(7, 7, 1));
            assertEquals(10, part.at(0, 15, 0));
            assertEquals(30, part.at(15, 0, 2));
        }
        assertEquals(
                1,
                Resampling.part(Image.filled(new Size(40_000, 1), 9, 9, 9), Affine.IDENTITY, new Size(1, 1))
                        .width());
    }
}
