package dev.ocellus.augment;

import dev.ocellus.pipeline.Stage;
import java.util.random.RandomGenerator;

/** What the augmentations share: distributions to draw from, the check of settings, and the two ends of all changes, none and grey. */
final class Draws {
    /** The change that leaves a frame as it is. */
    static final Stage UNCHANGED = frame -> frame;

    /** The value of all channels outside of pictures. */
    static final int GREY = 114;

    private Draws() {}

    /** Evenly from low to high; low where they are equal. */
    static double uniform(RandomGenerator random, double low, double high) {
        return low + (high - low) * random.nextDouble();
    }

    /** Evenly on a logarithmic scale from low to high, both above 0. */
    static double logUniform(RandomGenerator random, double low, double high) {
        return Math.exp(uniform(random, Math.log(low), Math.log(high)));
    }

    /** A factor between 1 / (1 + most) and 1 + most, as often above 1 as below. */
    static double factor(RandomGenerator random, double most) {
        return logUniform(random, 1 / (1 + most), 1 + most);
    }

    static void checkProbability(String setting, double value) {
        checkRange(setting, value, 0, 1);
    }

    static void checkRange(String setting, double value, double low, double high) {
        if (!(value >= low && value <= high)) {
            throw new IllegalArgumentException(setting + " must be in [" + low + ", " + high + "], got " + value);
        }
    }
}
