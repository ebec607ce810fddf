package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Point;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.random.RandomGenerator;

/**
 * Turns pictures about their centre; the size stays, the corners that come in are grey. Upright boxes around turned boxes are larger than the
 * objects: see {@link Settling}, which allows for it.
 *
 * @param degrees the most that a picture is turned, to either side, in [0, 180]
 * @param probability how often, in [0, 1]
 */
@Describe("training: turns about the centre")
public record Rotate(
        @Describe("the most, to either side, 0 to 180") @Default("15")
        double degrees,

        @Describe("how often, 0 to 1") @Default("0.25") double probability)
        implements Augmentation {
    public Rotate {
        Draws.checkRange("degrees", degrees, 0, 180);
        Draws.checkProbability("probability", probability);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        double angle = Math.toRadians(Draws.uniform(random, -degrees, degrees));
        return random.nextDouble() >= probability || angle == 0
                ? Draws.UNCHANGED
                : new Moved(Affine.rotate(-angle, new Point(0, 0)));
    }
}
