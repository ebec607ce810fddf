package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.image.Image;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Adds normal noise to each channel of each pixel for itself, as sensors do in little light.
 *
 * @param deviation the most, as standard deviation of pixel values 0 to 255, in [0, 255]
 * @param probability how often, in [0, 1]
 */
@Describe("training: adds noise to each pixel, as sensors do in little light")
public record Noise(
        @Describe("the most, as standard deviation, of 255") @Default("12")
        double deviation,

        @Describe("how often, 0 to 1") @Default("0.15") double probability)
        implements Augmentation {
    public Noise {
        Draws.checkRange("deviation", deviation, 0, 255);
        Draws.checkProbability("probability", probability);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        double drawn = Draws.uniform(random, 0, deviation);
        long seed = random.nextLong();
        if (random.nextDouble() >= probability || drawn == 0) {
            return Draws.UNCHANGED;
        }
        return noisy -> noisy.withImage(noise(noisy.image(), drawn, seed), noisy.placement());
    }

    private static Image noise(Image image, double deviation, long seed) {
        RandomGenerator random = new SplittableRandom(seed);
        byte[] rgb = image.toRgb();
        for (int i = 0; i < rgb.length; i++) {
            long value = Math.round((rgb[i] & 0xff) + deviation * random.nextGaussian());
            rgb[i] = (byte) Math.max(0, Math.min(255, value));
        }
        return Image.owning(image.size(), rgb);
    }
}
