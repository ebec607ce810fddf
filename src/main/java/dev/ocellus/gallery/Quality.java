package dev.ocellus.gallery;

/**
 * How well a face can be seen; not a number where it was not measured.
 *
 * @param score of the detector, in [0, 1]
 * @param eyeDistance in source pixels
 * @param sharpness in the unit of whoever measured it; larger is sharper
 * @param brightness mean grey level, from 0 to 255
 * @param turn how far the head is turned to a side, in [0, 1]; 0 looks straight ahead
 */
public record Quality(double score, double eyeDistance, double sharpness, double brightness, double turn) {
    /** Nothing was measured. */
    public static final Quality UNMEASURED = new Quality(Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN);
}
