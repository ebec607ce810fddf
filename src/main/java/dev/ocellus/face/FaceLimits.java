package dev.ocellus.face;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * From where on a face can be seen too badly to be enrolled: what is compared with it later would err more often. How the numbers were found is told in
 * {@code docs/faces.md}.
 *
 * @param landmarkScore the least sureness of the landmarks, in [0, 1]
 * @param eyeDistance the least distance of the eyes, in source pixels
 * @param turn the most that the head may be turned, see {@link FaceQuality#turn}
 * @param darkest the least mean grey level
 * @param brightest the largest mean grey level
 * @param contrast the least standard deviation of the grey levels
 * @param sharpness the least, see {@link FaceQuality#sharpness}
 */
public record FaceLimits(
        double landmarkScore,
        double eyeDistance,
        double turn,
        double darkest,
        double brightest,
        double contrast,
        double sharpness) {
    /** Those of the program. */
    public static final FaceLimits STANDARD = new FaceLimits(0.5, 12, 0.6, 40, 225, 12, 0.12);

    /** What can be wrong with a face. */
    public enum Kind {
        LANDMARKS_UNSURE,
        TOO_SMALL,
        TOO_TURNED,
        TOO_DARK,
        TOO_BRIGHT,
        TOO_LITTLE_CONTRAST,
        TOO_BLURRED
    }

    /**
     * Something that is wrong with a face.
     *
     * @param text in plain words, with the measured number and the limit
     */
    public record Flaw(Kind kind, String text) {}

    /** All that is wrong with a face, the worst for comparisons first; empty where it can be seen well enough. */
    public List<Flaw> flaws(FaceQuality face) {
        List<Flaw> flaws = new ArrayList<>();
        if (face.landmarkScore() < landmarkScore) {
            flaws.add(flaw(
                    Kind.LANDMARKS_UNSURE,
                    "not clear: where eyes, nose and mouth are is too unsure, %.2f, at least %.2f is needed",
                    face.landmarkScore(),
                    landmarkScore));
        }
        if (face.eyeDistance() < eyeDistance) {
            flaws.add(flaw(
                    Kind.TOO_SMALL,
                    "too small: the eyes are %.0f pixels apart, at least %.0f are needed",
                    face.eyeDistance(),
                    eyeDistance));
        }
        if (face.turn() > turn) {
            flaws.add(flaw(
                    Kind.TOO_TURNED, "turned too far to a side: %.2f, at most %.2f is allowed", face.turn(), turn));
        }
        if (face.brightness() < darkest) {
            flaws.add(flaw(
                    Kind.TOO_DARK,
                    "too dark: mean grey level %.0f, at least %.0f is needed",
                    face.brightness(),
                    darkest));
        }
        if (face.brightness() > brightest) {
            flaws.add(flaw(
                    Kind.TOO_BRIGHT,
                    "too bright: mean grey level %.0f, at most %.0f is allowed",
                    face.brightness(),
                    brightest));
        }
        if (face.contrast() < contrast) {
            flaws.add(flaw(
                    Kind.TOO_LITTLE_CONTRAST,
                    "too little contrast: %.0f grey levels, at least %.0f are needed",
                    face.contrast(),
                    contrast));
        }
        if (face.sharpness() < sharpness) {
            flaws.add(flaw(
                    Kind.TOO_BLURRED,
                    "too blurred: sharpness %.2f, at least %.2f is needed",
                    face.sharpness(),
                    sharpness));
        }
        return flaws;
    }

    private static Flaw flaw(Kind kind, String text, double measured, double limit) {
        return new Flaw(kind, String.format(Locale.ROOT, text, measured, limit));
    }
}
