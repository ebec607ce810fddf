package dev.ocellus.testing;

import java.util.Random;
import java.util.random.RandomGenerator;

/** A small seeded property check: runs a test on many random cases and names the seed of the one that fails. */
public final class Property {
    /** A test of one random case; throws where the property does not hold. */
    @FunctionalInterface
    public interface Case {
        void check(RandomGenerator random) throws Exception;
    }

    private Property() {}

    /** Checks 500 cases. */
    public static void check(Case property) {
        check(500, property);
    }

    /** Checks the given number of cases; case i always draws from seed i. */
    public static void check(int cases, Case property) {
        for (int seed = 0; seed < cases; seed++) {
            try {
                property.check(new Random(seed));
            } catch (Exception | AssertionError e) {
                throw new AssertionError("the property fails for seed " + seed + ": " + e.getMessage(), e);
            }
        }
    }
}
