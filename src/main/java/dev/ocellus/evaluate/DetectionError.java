package dev.ocellus.evaluate;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.TruthBox;
import java.util.Optional;
import java.util.OptionalInt;

/**
 * One mistake of a detector.
 *
 * @param kind what kind
 * @param frame id of its picture
 * @param detection the false detection; empty for {@link ErrorKind#MISSED}
 * @param truth the truth that it is about; empty for {@link ErrorKind#BACKGROUND}
 * @param truthNumber number of that truth among those of its picture that count, in an order of their own
 * @param overlap of detection and truth, 0 where either is missing
 * @param truthFound whether another detection found the truth, so that mending this one finds nothing new
 */
public record DetectionError(
        ErrorKind kind,
        String frame,
        Optional<Detection> detection,
        Optional<TruthBox> truth,
        OptionalInt truthNumber,
        double overlap,
        boolean truthFound) {
    /** How sure the detection was; 0 where there is none. */
    public double score() {
        return detection.map(Detection::score).orElse(0.0);
    }

    /** Whether mending it would find a truth that nothing else found: a wrong label, a wrong place or a missing detection. */
    public boolean hidesTruth() {
        return !truthFound && (kind == ErrorKind.CLASS || kind == ErrorKind.LOCALISATION || kind == ErrorKind.MISSED);
    }
}
