package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.image.JpegCompression;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.random.RandomGenerator;

/**
 * Compresses pictures as JPEG does, with its blocks and fringes. Pictures with a side above {@value JpegCompression#LONGEST_SIDE} pixels stay as
 * they are.
 *
 * @param worst the lowest quality, 1 to 100
 * @param best the highest quality, worst to 100
 * @param probability how often, in [0, 1]
 */
@Describe("training: compresses as JPEG does")
public record Jpeg(
        @Describe("lowest quality, 1 to 100") @Default("30") int worst,

        @Describe("highest quality, worst to 100") @Default("90")
        int best,

        @Describe("how often, 0 to 1") @Default("0.15") double probability)
        implements Augmentation {
    public Jpeg {
        Draws.checkRange("worst", worst, 1, 100);
        Draws.checkRange("best", best, worst, 100);
        Draws.checkProbability("probability", probability);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        int quality = random.nextInt(worst, best + 1);
        if (random.nextDouble() >= probability || frame.image().size().longestSide() > JpegCompression.LONGEST_SIDE) {
            return Draws.UNCHANGED;
        }
        return compressed ->
                compressed.withImage(JpegCompression.apply(compressed.image(), quality), compressed.placement());
    }
}
