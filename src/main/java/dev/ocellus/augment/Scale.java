package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Affine;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.random.RandomGenerator;

/**
 * Enlarges or shrinks pictures about their centre and shifts them; the size stays, what leaves it is cut off, and what comes in is grey.
 *
 * @param factor how much larger or smaller; 0.5 is a factor between 1 / 1.5 and 1.5
 * @param aspect how much wider or higher, as a factor like factor
 * @param shift the most, to each side, in sides of the picture, in [0, 0.5]
 * @param probability how often, in [0, 1]
 */
@Describe("training: enlarges or shrinks and shifts")
public record Scale(
        @Describe("how much larger or smaller; 0.5 is a factor from 1/1.5 to 1.5") @Default("0.3")
        double factor,

        @Describe("how much wider or higher, as a factor like factor") @Default("0.1")
        double aspect,

        @Describe("the most, to each side, in sides of the picture, 0 to 0.5") @Default("0.1")
        double shift,

        @Describe("how often, 0 to 1") @Default("0.5") double probability)
        implements Augmentation {
    public Scale {
        Draws.checkRange("factor", factor, 0, 10);
        Draws.checkRange("aspect", aspect, 0, 10);
        Draws.checkRange("shift", shift, 0, 0.5);
        Draws.checkProbability("probability", probability);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        double scale = Draws.factor(random, factor);
        double stretch = Math.sqrt(Draws.factor(random, aspect));
        double right = Draws.uniform(random, -shift, shift) * frame.image().width();
        double down = Draws.uniform(random, -shift, shift) * frame.image().height();
        Affine map = new Affine(1 / (scale * stretch), 0, right, 0, stretch / scale, down);
        return random.nextDouble() >= probability || map.equals(Affine.IDENTITY) ? Draws.UNCHANGED : new Moved(map);
    }
}
