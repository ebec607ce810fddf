package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Displacement;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Resampling;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.random.RandomGenerator;

/**
 * Bends pictures here one way and there another, as cloth, faces and cells bend. Shifts at the points of a coarse square grid are drawn evenly to all
 * sides, and between them a smooth spline is laid; nothing folds over. The size stays, what comes in is grey. Pictures with a side above
 * {@value Resampling#LONGEST_WARP} pixels stay as they are.
 *
 * @param cells of the grid along the longer side, 1 to 64: the fewer, the longer the waves
 * @param strength the most that a point of the grid is shifted along each axis, in cells, in [0, 0.2]
 * @param probability how often, in [0, 1]
 * @see <a href="https://doi.org/10.1109/ICDAR.2003.1227801">Simard et al., Best practices for convolutional neural networks (2003), section 2</a>
 * @see Displacement
 */
@Describe("training: bends the picture smoothly, here one way and there another")
public record LocalWarp(
        @Describe("of the grid along the longer side, 1 to 64; few make long waves") @Default("5")
        int cells,

        @Describe("the most that a point of the grid is shifted, in cells, 0 to 0.2") @Default("0.15")
        double strength,

        @Describe("how often, 0 to 1") @Default("0.25") double probability)
        implements Augmentation {
    public LocalWarp {
        Draws.checkRange("cells", cells, 1, 64);
        Draws.checkRange("strength", strength, 0, Displacement.LARGEST_SHARE);
        Draws.checkProbability("probability", probability);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        Size size = frame.image().size();
        double spacing = (double) size.longestSide() / cells;
        // one point outside on the left, and the one or two on the right that still reach in
        int columns = (int) Math.ceil(size.width() / spacing) + 3;
        int rows = (int) Math.ceil(size.height() / spacing) + 3;
        double most = strength * spacing;
        double[] right = shifts(random, rows * columns, most);
        double[] down = shifts(random, rows * columns, most);
        if (random.nextDouble() >= probability || strength == 0 || size.longestSide() > Resampling.LONGEST_WARP) {
            return Draws.UNCHANGED;
        }
        Displacement newToCurrent = new Displacement(spacing, columns, right, down);
        return bent -> bent.withImage(
                Resampling.warp(bent.image(), newToCurrent, Draws.GREY),
                bent.placement().then(newToCurrent));
    }

    private static double[] shifts(RandomGenerator random, int count, double most) {
        double[] shifts = new double[count];
        for (int i = 0; i < count; i++) {
            shifts[i] = Draws.uniform(random, -most, most);
        }
        return shifts;
    }
}
