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
 * @param identity of a face, once it was looked for among enrolled people
 */
public record Detection(
        Box box,
        String label,
        double score,
        Optional<Landmarks> landmarks,
        double landmarkScore,
        Optional<Embedding> embedding,
        Optional<Identity> identity) {
    public Detection {
        Objects.requireNonNull(box);
        Objects.requireNonNull(label);
        Objects.requireNonNull(landmarks);
        Objects.requireNonNull(embedding);
        Objects.requireNonNull(identity);
        if (!(score >= 0 && score <= 1 && landmarkScore >= 0 && landmarkScore <= 1)) {
            throw new IllegalArgumentException(
                    "a score must be in [0, 1], got " + score + ", of the landmarks " + landmarkScore);
        }
    }

    /** A box of which no more is known. */
    public Detection(Box box, String label, double score) {
        this(box, label, score, Optional.empty(), 0, Optional.empty(), Optional.empty());
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
        return new Detection(box, label, this.score, Optional.of(landmarks), score, embedding, identity);
    }

    public Detection withEmbedding(Embedding embedding) {
        return new Detection(box, label, score, landmarks, landmarkScore, Optional.of(embedding), identity);
    }

    public Detection withIdentity(Identity identity) {
        return new Detection(box, label, score, landmarks, landmarkScore, embedding, Optional.of(identity));
    }

    /** What is found, in a word: the identity where it was looked for, else the label. */
    public String name() {
        return identity.map(Identity::label).orElse(label);
    }
}
