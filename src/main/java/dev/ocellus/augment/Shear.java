package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Affine;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.random.RandomGenerator;

/**
 * Slants pictures about their centre, sideways and then up and down; areas and the picture's size stay, what comes in is grey. Upright boxes around
 * slanted boxes are larger than the objects: see {@link Settling}, which allows for it.
 *
 * @param degrees the most that upright and level lines are slanted, to either side, in [0, 60]
 * @param probability how often, in [0, 1]
 */
@Describe("training: slants")
public record Shear(
        @Describe("the most, to either side, 0 to 60") @Default("8")
        double degrees,

        @Describe("how often, 0 to 1") @Default("0.25") double probability)
        implements Augmentation {
    public Shear {
        Draws.checkRange("degrees", degrees, 0, 60);
        Draws.checkProbability("probability", probability);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        double sideways = Math.tan(Math.toRadians(Draws.uniform(random, -degrees, degrees)));
        double upright = Math.tan(Math.toRadians(Draws.uniform(random, -degrees, degrees)));
        if (random.nextDouble() >= probability || sideways == 0 && upright == 0) {
            return Draws.UNCHANGED;
        }
        return new Moved(new Affine(1, 0, 0, upright, 1, 0).after(new Affine(1, sideways, 0, 0, 1, 0)));
    }
}
