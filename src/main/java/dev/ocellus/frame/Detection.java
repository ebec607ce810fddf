package dev.ocellus.frame;

import dev.ocellus.geometry.Box;
import java.util.Objects;
import java.util.Optional;

/**
 * Something found in a picture.
 *
 * @param box where, in source pixels
 * @param label what, one of the model's labels
 * @param score how sure, in [0, 1]
 * @param landmarks of a face, in source pixels, once they were looked for
 * @param embedding of a face, once it was encoded
 */
public record Detection(
        Box box, String label, double score, Optional<Landmarks> landmarks, Optional<Embedding> embedding) {
    public Detection {
        Objects.requireNonNull(box);
        Objects.requireNonNull(label);
        Objects.requireNonNull(landmarks);
        Objects.requireNonNull(embedding);
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("a score must be in [0, 1], got " + score);
        }
    }

    /** A box of which no more is known. */
    public Detection(Box box, String label, double score) {
        this(box, label, score, Optional.empty(), Optional.empty());
    }

    public Detection withLandmarks(Landmarks landmarks) {
        return new Detection(box, label, score, Optional.of(landmarks), embedding);
    }

    public Detection withEmbedding(Embedding embedding) {
        return new Detection(box, label, score, landmarks, Optional.of(embedding));
    }
}
