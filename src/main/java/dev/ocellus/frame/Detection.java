package dev.ocellus.frame;

import dev.ocellus.geometry.Box;
import java.util.Objects;

/**
 * Something found in a picture.
 *
 * @param box where, in source pixels
 * @param label what, one of the model's labels
 * @param score how sure, in [0, 1]
 */
public record Detection(Box box, String label, double score) {
    public Detection {
        Objects.requireNonNull(box);
        Objects.requireNonNull(label);
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score must be in [0, 1], got " + score);
        }
    }
}
