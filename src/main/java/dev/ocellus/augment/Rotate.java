package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Point;
import dev.ocellus.image.Resampling;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Default;
import dev.ocellus.pipeline.Describe;
import dev.ocellus.pipeline.Stage;
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
    private static final int GREY = 114;

    public Rotate {
        Draws.checkRange("degrees", degrees, 0, 180);
        Draws.checkProbability("probability", probability);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        double angle = Math.toRadians(Draws.uniform(random, -degrees, degrees));
        if (random.nextDouble() >= probability || angle == 0) {
            return unchanged -> unchanged;
        }
        return turned -> turn(turned, angle);
    }

    private static Frame turn(Frame frame, double radians) {
        Point centre = frame.image().size().bounds().centre();
        Affine newToCurrent = Affine.rotate(-radians, centre);
        return frame.withImage(
                Resampling.warp(frame.image(), newToCurrent, frame.image().size(), GREY),
                frame.placement().then(newToCurrent));
    }
}
