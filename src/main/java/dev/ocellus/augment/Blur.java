package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.image.Resampling;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.random.RandomGenerator;

/**
 * Blurs pictures a little, as cameras out of focus do.
 *
 * @param sigma the most, as standard deviation in pixels
 * @param probability how often, in [0, 1]
 */
@Describe("training: blurs a little, as cameras out of focus do")
public record Blur(
        @Describe("the most, as standard deviation in pixels") @Default("1.2")
        double sigma,

        @Describe("how often, 0 to 1") @Default("0.1") double probability)
        implements Augmentation {
    /** A weaker blur than this changes nothing that 8 bits can show. */
    private static final double WEAKEST = 0.2;

    public Blur {
        Draws.checkRange("sigma", sigma, 0, 100);
        Draws.checkProbability("probability", probability);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        double drawn = Draws.uniform(random, 0, sigma);
        if (random.nextDouble() >= probability || drawn < WEAKEST) {
            return Draws.UNCHANGED;
        }
        return blurred -> blurred.withImage(Resampling.blur(blurred.image(), drawn), blurred.placement());
    }
}
