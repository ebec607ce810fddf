package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Affine;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.random.RandomGenerator;

/**
 * Mirrors pictures left to right.
 *
 * @param probability how often, in [0, 1]
 */
@Describe("training: mirrors left to right")
public record Mirror(
        @Describe("how often, 0 to 1") @Default("0.5") double probability) implements Augmentation {
    public Mirror {
        Draws.checkProbability("probability", probability);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        return random.nextDouble() < probability ? Mirror::mirrored : Draws.UNCHANGED;
    }

    private static Frame mirrored(Frame frame) {
        Affine back = new Affine(-1, 0, frame.image().width(), 0, 1, 0);
        return frame.withImage(frame.image().mirrored(), frame.placement().then(back));
    }
}
