package dev.ocellus.evaluate;

/**
 * What a detector does when it reports everything from a score upwards.
 *
 * @param score the lowest score reported
 * @param truePositives detections that found a truth
 * @param falsePositives detections that found nothing
 * @param truths how many there were to find
 */
public record OperatingPoint(double score, int truePositives, int falsePositives, int truths) {
    /** The share of reported detections that are right; 1 where nothing is reported. */
    public double precision() {
        int reported = truePositives + falsePositives;
        return reported == 0 ? 1 : (double) truePositives / reported;
    }

    /** The share of truths that were found; NaN where there was nothing to find. */
    public double recall() {
        return truths == 0 ? Double.NaN : (double) truePositives / truths;
    }

    /** The harmonic mean of precision and recall; NaN where nothing was to be found and nothing reported. */
    public double f1() {
        return 2.0 * truePositives / (truePositives + falsePositives + truths);
    }
}
