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
 * @param landmarkScore how sure it is that the landmarks are right, in [0, 1]; 0 where there are none
 * @param embedding of a face, once it was encoded
 */
public record Detection(
        Box box,
        String label,
        double score,
        Optional<Landmarks> landmarks,
        double landmarkScore,
        Optional<Embedding> embedding) {
    public Detection {
        Objects.requireNonNull(box);
        Objects.requireNonNull(label);
        Objects.requireNonNull(landmarks);
        Objects.requireNonNull(embedding);
        if (!(score >= 0 && score <= 1 && landmarkScore >= 0 && landmarkScore <= 1)) {
            throw new IllegalArgumentException(
                    "a score must be in [0, 1], got " + score + ", of the landmarks " + landmarkScore);
        }
    }

    /** A box of which no more is known. */
    public Detection(Box box, String label, double score) {
        this(box, label, score, Optional.empty(), 0, Optional.empty());
    }

    /** With landmarks that are right. */
    public Detection withLandmarks(Landmarks landmarks) {
        return withLandmarks(landmarks, 1);
    }

    /**
     * With landmarks that were found.
     *
     * @param score how sure it is that they are right, in [0, 1]
     */
    public Detection withLandmarks(Landmarks landmarks, double score) {
        return new Detection(box, label, this.score, Optional.of(landmarks), score, embedding);
    }

    public Detection withEmbedding(Embedding embedding) {
        return new Detection(box, label, score, landmarks, landmarkScore, Optional.of(embedding));
    }
}
