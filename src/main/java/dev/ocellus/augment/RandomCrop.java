package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.random.RandomGenerator;

/**
 * Cuts out a part anywhere and brings it to a fixed size, wherever objects are. How much of the picture the part spans is spread evenly over a
 * logarithmic range. A part of 1 holds just all of the picture, so that {@code smallest: 1, largest: 1, aspect: 0} fits whole pictures into the size.
 * Outside the picture it is grey.
 *
 * @param width of the new picture, in pixels
 * @param height of the new picture, in pixels
 * @param smallest the least part of the picture's longer side, as it is fitted into the new one, that is seen; in [0.01, 10]
 * @param largest the most; above 1 the picture becomes smaller than it could be; in [smallest, 10]
 * @param aspect how much wider or higher the picture may get than it was; 0.1 is up to 10 %
 */
@Describe("training: cuts out a part anywhere, or fits the whole picture in")
public record RandomCrop(
        @Describe("of the part, in pixels") @Default("320") int width,
        @Describe("of the part, in pixels") @Default("320") int height,

        @Describe("the least share of the fitted picture's side that is seen") @Default("0.5")
        double smallest,

        @Describe("the most; 1 is the whole picture, more makes it smaller") @Default("1.2")
        double largest,

        @Describe("how much wider or higher it may get; 0.1 is 10 %") @Default("0.2")
        double aspect)
        implements Crop {
    public RandomCrop {
        Draws.checkRange("width", width, 8, 8192);
        Draws.checkRange("height", height, 8, 8192);
        Draws.checkRange("smallest", smallest, 0.01, 10);
        Draws.checkRange("largest", largest, smallest, 10);
        Draws.checkRange("aspect", aspect, 0, 1);
    }

    @Override
    public RandomCrop sized(Size size) {
        return new RandomCrop(size.width(), size.height(), smallest, largest, aspect);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        Size picture = frame.image().size();
        double whole = Math.max((double) picture.width() / width, (double) picture.height() / height);
        double share = Draws.logUniform(random, smallest, largest);
        double stretch = Math.sqrt(Draws.factor(random, aspect));
        double regionWidth = width * whole * share / stretch;
        double regionHeight = height * whole * share * stretch;
        double left = Draws.uniform(
                random, Math.min(0, picture.width() - regionWidth), Math.max(0, picture.width() - regionWidth));
        double top = Draws.uniform(
                random, Math.min(0, picture.height() - regionHeight), Math.max(0, picture.height() - regionHeight));
        return new Cut(new Box(left, top, left + regionWidth, top + regionHeight), new Size(width, height));
    }
}
