package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.image.ColourAxis;
import dev.ocellus.image.ColourMap;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Shifts all colours of a picture along the directions in which the colours of the training pictures vary, as much more along the strong ones: for
 * each axis of colour (direction p, variance v, colours from 0 to 1) the shift p · a · v is added, with a drawn from a normal distribution. That is
 * how light changes in these pictures, in brightness above all.
 *
 * @param deviation standard deviation of a, in [0, 10]
 * @param axes of colour, at most three; without any, training finds them in its training part and keeps them in the card of the weights
 * @see <a href="https://doi.org/10.1145/3065386">Krizhevsky et al., ImageNet classification with deep convolutional neural networks, section 4.1</a>
 */
@Describe("training: shifts colours along the axes on which those of the training pictures vary")
public record PcaColour(
        @Describe("of the normal factor, with which the variance of each axis is multiplied") @Default("0.1")
        double deviation,

        @Describe("each {variance, red, green, blue}; none: found in the training pictures") @Default("[]")
        List<ColourAxis> axes)
        implements Augmentation {
    private static final int CHANNELS = 3;
    private static final double WHITE = 255;

    public PcaColour {
        Draws.checkRange("deviation", deviation, 0, 10);
        axes = List.copyOf(axes);
        if (axes.size() > CHANNELS) {
            throw new IllegalArgumentException("axes must be three at most, got " + axes.size());
        }
    }

    /** The same with other axes. */
    public PcaColour withAxes(List<ColourAxis> others) {
        return new PcaColour(deviation, others);
    }

    /** @throws IllegalStateException where there are no axes */
    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        if (axes.isEmpty()) {
            throw new IllegalStateException(
                    "'pca-colour' has no axes: they are found in the training pictures, or given as 'axes'");
        }
        double red = 0;
        double green = 0;
        double blue = 0;
        for (ColourAxis axis : axes) {
            double along = WHITE * axis.variance() * deviation * random.nextGaussian();
            red += along * axis.red();
            green += along * axis.green();
            blue += along * axis.blue();
        }
        ColourMap map = ColourMap.shift(red, green, blue);
        return coloured -> coloured.withImage(map.applyTo(coloured.image()), coloured.placement());
    }
}
