package dev.ocellus.face;

import dev.ocellus.frame.Landmarks;
import java.util.Objects;

/**
 * Landmarks that were found.
 *
 * @param landmarks in pixels of the picture in which they were looked for
 * @param score how sure it is that they are right, in [0, 1]: 1 / (1 + (e / 0.1)²), where e is the error that is expected, the mean distance of the five
 *     points from their true places as a share of the face's eye distance. At 0.5 they are expected to be a tenth of it off, which is what counts as a
 *     failure; blurred, covered and far turned faces score low, and what is no face near 0
 */
public record FaceLandmarks(Landmarks landmarks, double score) {
    /** The error at which landmarks no longer serve, as a share of the eye distance. */
    public static final double FAILURE = 0.1;

    public FaceLandmarks {
        Objects.requireNonNull(landmarks);
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score must be in [0, 1], got " + score);
        }
    }

    /** The score of landmarks that are expected to be so far off, in eye distances. */
    static double score(double expectedError) {
        double failures = expectedError / FAILURE;
        return 1 / (1 + failures * failures);
    }

    /** The error that is expected, in eye distances. */
    public double expectedError() {
        return FAILURE * Math.sqrt(1 / score - 1);
    }
}
