package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Hides rectangles of the picture behind grey, so that objects are known by each of their parts. The centre of a rectangle is anywhere in the
 * picture. Hidden objects stay in the truth; keep the rectangles smaller than what is to be found.
 *
 * @param count the most rectangles; from one to so many are drawn, 1 to 100
 * @param largest the longest side of a rectangle, as a share of the picture's; from a quarter of it on are drawn, in [0, 1]
 * @param probability how often, in [0, 1]
 * @see <a href="https://arxiv.org/abs/1708.04552">DeVries and Taylor, Improved regularization of convolutional neural networks with cutout</a>
 */
@Describe("training: hides rectangles behind grey")
public record CutOut(
        @Describe("the most rectangles, 1 to 100") @Default("3")
        int count,

        @Describe("longest side of a rectangle, as a share of the picture's, 0 to 1") @Default("0.15")
        double largest,

        @Describe("how often, 0 to 1") @Default("0.25") double probability)
        implements Augmentation {
    private static final double SMALLEST_SHARE = 0.25;

    public CutOut {
        Draws.checkRange("count", count, 1, 100);
        Draws.checkRange("largest", largest, 0, 1);
        Draws.checkProbability("probability", probability);
    }

    /** A rectangle in whole pixels, which may reach outside. */
    private record Hole(int left, int top, int width, int height) {}

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        Size size = frame.image().size();
        List<Hole> holes = new ArrayList<>();
        for (int i = random.nextInt(1, count + 1); i > 0; i--) {
            double width = Draws.uniform(random, SMALLEST_SHARE, 1) * largest * size.width();
            double height = Draws.uniform(random, SMALLEST_SHARE, 1) * largest * size.height();
            double left = random.nextDouble() * size.width() - width / 2;
            double top = random.nextDouble() * size.height() - height / 2;
            holes.add(new Hole(
                    (int) Math.round(left), (int) Math.round(top), (int) Math.round(width), (int) Math.round(height)));
        }
        holes.removeIf(hole -> hole.width() == 0 || hole.height() == 0);
        return random.nextDouble() >= probability || holes.isEmpty() ? Draws.UNCHANGED : hidden -> hide(hidden, holes);
    }

    private static Frame hide(Frame frame, List<Hole> holes) {
        Image image = frame.image();
        for (Hole hole : holes) {
            Image grey = Image.filled(new Size(hole.width(), hole.height()), Draws.GREY, Draws.GREY, Draws.GREY);
            image = image.withPatch(grey, hole.left(), hole.top());
        }
        return frame.withImage(image, frame.placement());
    }
}
