package dev.ocellus.augment;

import java.util.random.RandomGenerator;

/** Distributions that the augmentations draw from, and the check of their settings. */
final class Draws {
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
