package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.random.RandomGenerator;

/** Faces of nobody, for tests. */
final class DrawnFaces {
    static final int SIZE = 128;
    static final EncoderIdentity ENCODER = new EncoderIdentity("drawn", "a".repeat(64), "b".repeat(64), SIZE);
    static final EncoderIdentity OTHER = new EncoderIdentity("other", "c".repeat(64), "b".repeat(64), SIZE);

    private DrawnFaces() {}

    static Embedding embedding(RandomGenerator random) {
        return embedding(random, SIZE);
    }

    static Embedding embedding(RandomGenerator random, int size) {
        float[] values = new float[size];
        for (int i = 0; i < size; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return Embedding.normalised(values);
    }

    /** A face in a picture of its own. */
    static NewFace face(RandomGenerator random, String source) {
        return face(embedding(random), source, Optional.empty());
    }

    static NewFace face(Embedding embedding, String source, Optional<byte[]> thumbnail) {
        Landmarks landmarks = new Landmarks(
                new Point(30.25, 40.5), new Point(60, 41), new Point(45, 55), new Point(33, 70), new Point(57.125, 71));
        return new NewFace(
                embedding,
                source,
                Sha256.of(source.getBytes(StandardCharsets.UTF_8)),
                new Box(10, 20, 80, 95.5),
                Optional.of(landmarks),
                new Quality(0.97, 29.8, 120.5, 101, Double.NaN),
                thumbnail);
    }
}
