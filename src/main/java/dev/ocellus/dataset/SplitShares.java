package dev.ocellus.dataset;

/**
 * How large the parts are that are held back, where the data do not say.
 *
 * @param development share of the development part, in [0, 1)
 * @param test share of the test part, in [0, 1)
 * @param trainDevelopment share of a part that is like the training part, but not learnt from, in [0, 1); all together below 1
 */
public record SplitShares(double development, double test, double trainDevelopment) {
    /** Up to here a fifth is held back for each of development and test. */
    private static final int SMALL_SET = 10_000;

    private static final double SMALL_SHARE = 0.2;

    /** So that a set of a million pictures has development and test parts of 10,000 each, 1 %, and there is no step on the way. */
    private static final double GROWTH = Math.log(5) / Math.log(100);

    public SplitShares {
        if (!(development >= 0 && test >= 0 && trainDevelopment >= 0 && development + test + trainDevelopment < 1)) {
            throw new IllegalArgumentException(
                    "development-share and test-share must be at least 0 and below 1 together, got " + development
                            + " and " + test
                            + (trainDevelopment == 0 ? "" : ", and " + trainDevelopment + " like training"));
        }
    }

    /** Shares without a part that is like the training part. */
    public SplitShares(double development, double test) {
        this(development, test, 0);
    }

    /**
     * The usual shares: 60 % to learn from and 20 % each to choose and to measure by in sets of up to 10,000 pictures. Larger ones need no fifth to
     * measure differences of a hundredth: the parts grow slower than the set, to 98, 1 and 1 % of a million.
     *
     */
    public static SplitShares forPictures(long pictures) {
        double share =
                pictures <= SMALL_SET ? SMALL_SHARE : SMALL_SHARE * Math.pow((double) pictures / SMALL_SET, GROWTH - 1);
        return new SplitShares(share, share);
    }

    /** The share of a part. */
    public double of(Part part) {
        return switch (part) {
            case TRAIN -> 1 - development - test - trainDevelopment;
            case TRAIN_DEVELOPMENT -> trainDevelopment;
            case DEVELOPMENT -> development;
            case TEST -> test;
        };
    }
}
