package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.image.ColourMap;
import dev.ocellus.pipeline.Augmentation;
import dev.ocellus.pipeline.Default;
import dev.ocellus.pipeline.Describe;
import dev.ocellus.pipeline.Stage;
import java.util.random.RandomGenerator;

/**
 * Changes light and colour: another exposure, contrast, white balance and saturation, now and then no colour at all.
 *
 * @param gain how much brighter or darker all channels may get; 0.3 is a factor between 1 / 1.3 and 1.3
 * @param contrast how much contrast may grow or shrink about mid-grey, as a factor like gain
 * @param brightness the most that is added to or taken from all channels, of 255
 * @param channels how much each channel may be amplified for itself, as a factor like gain
 * @param saturation how much saturation may grow or shrink, as a factor like gain
 * @param grey how often the picture loses its colours, in [0, 1]
 */
@Describe("training: changes exposure, contrast, white balance and saturation")
public record ColourShift(
        @Describe("how much brighter or darker; 0.3 is a factor from 1/1.3 to 1.3") @Default("0.4")
        double gain,

        @Describe("how much more or less contrast, as a factor like gain") @Default("0.3")
        double contrast,

        @Describe("the most that is added or taken, of 255") @Default("25")
        double brightness,

        @Describe("how much each channel is amplified for itself, as a factor like gain") @Default("0.1")
        double channels,

        @Describe("how much more or less saturation, as a factor like gain") @Default("0.4")
        double saturation,

        @Describe("how often all colours go, 0 to 1") @Default("0.1")
        double grey)
        implements Augmentation {
    public ColourShift {
        Draws.checkRange("gain", gain, 0, 10);
        Draws.checkRange("contrast", contrast, 0, 10);
        Draws.checkRange("brightness", brightness, 0, 255);
        Draws.checkRange("channels", channels, 0, 10);
        Draws.checkRange("saturation", saturation, 0, 10);
        Draws.checkProbability("grey", grey);
    }

    @Override
    public Stage draw(Frame frame, RandomGenerator random) {
        double all = Draws.factor(random, gain);
        ColourMap balance = ColourMap.gain(
                all * Draws.factor(random, channels),
                all * Draws.factor(random, channels),
                all * Draws.factor(random, channels));
        double added = Draws.uniform(random, -brightness, brightness);
        double colourfulness = Draws.factor(random, saturation);
        ColourMap map = ColourMap.saturation(random.nextDouble() < grey ? 0 : colourfulness)
                .then(balance)
                .then(ColourMap.contrast(Draws.factor(random, contrast)))
                .then(ColourMap.shift(added, added, added));
        return coloured -> coloured.withImage(map.applyTo(coloured.image()), coloured.placement());
    }
}
