package dev.ocellus.evaluate;

import dev.ocellus.frame.Landmarks;
import java.util.Arrays;
import java.util.List;

/**
 * How far found landmarks are off: of each face the mean distance of its five points from the marked ones, as a share of the marked eyes' distance. Faces
 * without landmarks count as infinitely wrong.
 *
 * @param errors of all faces, smallest first
 */
@SuppressWarnings("ArrayRecordComponent")
public record LandmarkEvaluation(double[] errors) {
    /** From which error on landmarks have failed, by custom. */
    public static final double FAILURE = 0.1;

    /** @param errors at least one, in any order */
    public static LandmarkEvaluation of(List<Double> errors) {
        if (errors.isEmpty()) {
            throw new IllegalArgumentException("there are no faces to measure on");
        }
        return new LandmarkEvaluation(
                errors.stream().mapToDouble(error -> error).sorted().toArray());
    }

    /** The error of one face. */
    public static double error(Landmarks truth, Landmarks found) {
        double sum = 0;
        for (int i = 0; i < Landmarks.COUNT; i++) {
            sum += Math.hypot(
                    truth.points().get(i).x() - found.points().get(i).x(),
                    truth.points().get(i).y() - found.points().get(i).y());
        }
        return sum / Landmarks.COUNT / truth.eyeDistance();
    }

    public double mean() {
        return Arrays.stream(errors).average().orElseThrow();
    }

    /**
     * The error that so many faces do not exceed.
     *
     * @param share of the faces, in [0, 1]; 0.5 gives the median
     */
    public double quantile(double share) {
        int at = (int) Math.ceil(share * errors.length) - 1;
        return errors[Math.max(0, Math.min(errors.length - 1, at))];
    }

    /** Share of the faces whose error is above {@value #FAILURE}. */
    public double failures() {
        return Arrays.stream(errors).filter(error -> !(error <= FAILURE)).count() / (double) errors.length;
    }
}
