package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Size;
import dev.ocellus.testing.Property;
import java.util.List;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PrincipalColoursIT {
    /** Brightness varies most, red against blue less. */
    private static Image picture(RandomGenerator random, Size size) {
        byte[] rgb = new byte[(int) (3 * size.area())];
        for (int i = 0; i < rgb.length; i += 3) {
            double light = 128 + 40 * random.nextGaussian();
            double warmth = 15 * random.nextGaussian();
            double[] colour = {light + warmth, 0.9 * light + 5 * random.nextGaussian(), light - 1.3 * warmth};
            for (int channel = 0; channel < 3; channel++) {
                rgb[i + channel] = (byte) Math.round(Math.max(0, Math.min(255, colour[channel])));
            }
        }
        return Image.owning(size, rgb);
    }

    /** Two passes in floating point over all pixels, where the program sums whole numbers in one. */
    private static double[][] covariance(List<Image> images) {
        double[] mean = new double[3];
        long pixels = images.stream().mapToLong(image -> image.size().area()).sum();
        for (Image image : images) {
            byte[] rgb = image.toRgb();
            for (int i = 0; i < rgb.length; i++) {
                mean[i % 3] += (rgb[i] & 0xff) / 255.0 / pixels;
            }
        }
        double[][] covariance = new double[3][3];
        for (Image image : images) {
            for (int y = 0; y < image.height(); y++) {
                for (int x = 0; x < image.width(); x++) {
                    for (int i = 0; i < 3; i++) {
                        for (int j = 0; j < 3; j++) {
                            covariance[i][j] += (image.at(x, y, i) / 255.0 - mean[i])
                                    * (image.at(x, y, j) / 255.0 - mean[j])
                                    / pixels;
                        }
                    }
                }
            }
        }
        return covariance;
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[3];
        for (int i = 0; i < 3; i++) {
            for (int j = 0; j < 3; j++) {
                product[i] += matrix[i][j] * vector[j];
            }
        }
        return product;
    }

    /** Power iteration with deflation: the strongest direction, what it explains taken away, the next. */
    @Test
    void theAxesAreThoseThatPowerIterationFinds() {
        Property.check(5, random -> {
            List<Image> images = List.of(picture(random, new Size(40, 30)), picture(random, new Size(25, 60)));
            double[][] covariance = covariance(images);
            for (ColourAxis axis : PrincipalColours.of(images)) {
                double[] direction = {1, 0.3, -0.2};
                double variance = 0;
                for (int i = 0; i < 3000; i++) {
                    double[] next = times(covariance, direction);
                    variance = Math.sqrt(next[0] * next[0] + next[1] * next[1] + next[2] * next[2]);
                    direction = new double[] {next[0] / variance, next[1] / variance, next[2] / variance};
                }
                double along = direction[0] * axis.red() + direction[1] * axis.green() + direction[2] * axis.blue();
                assertEquals(variance, axis.variance(), 2e-6);
                assertEquals(1, Math.abs(along), 1e-5, "the same direction");
                for (int i = 0; i < 3; i++) {
                    for (int j = 0; j < 3; j++) {
                        covariance[i][j] -= variance * direction[i] * direction[j];
                    }
                }
            }
        });
    }

    @Test
    void greyPicturesVaryInBrightnessAlone() {
        Image blackAndWhite =
                Image.filled(new Size(4, 2), 0, 0, 0).withPatch(Image.filled(new Size(2, 2), 255, 255, 255), 2, 0);

        List<ColourAxis> axes = PrincipalColours.of(List.of(blackAndWhite));

        // half 0 and half 1 in each channel: each covariance is 1/4, so the variance along grey is 3/4
        assertEquals(0.75, axes.get(0).variance(), 1e-6);
        assertEquals(1 / Math.sqrt(3), axes.get(0).red(), 1e-6);
        assertEquals(1 / Math.sqrt(3), axes.get(0).blue(), 1e-6);
        assertEquals(0, axes.get(1).variance(), 1e-6);
    }

    @Test
    void oneColourHasAxesWithoutVariance() {
        List<ColourAxis> axes = PrincipalColours.of(List.of(Image.filled(new Size(3, 3), 10, 200, 30)));
        assertTrue(axes.stream().allMatch(axis -> axis.variance() == 0), axes::toString);
        assertThrows(IllegalArgumentException.class, () -> PrincipalColours.of(List.of()));
    }
}
