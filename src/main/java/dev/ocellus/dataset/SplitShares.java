package dev.ocellus.dataset;

/**
 * How large the parts are that are held back, where the data do not say.
 *
 * @param development share of the development part, in [0, 1)
 * @param test share of the test part, in [0, 1); both together below 1
 */
public record SplitShares(double development, double test) {
    public SplitShares {
        if (!(development >= 0 && test >= 0 && development + test < 1)) {
            throw new IllegalArgumentException(
                    "development-share and test-share must be at least 0 and below 1 together, got " + development
                            + " and " + test);
        }
    }
}
