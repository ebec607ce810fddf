package dev.ocellus.app;

import dev.ocellus.frame.Embedding;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * What became of a picture that should show one person.
 *
 * @param embedding of the most prominent face; empty where none could be acquired
 * @param reason why there is none, in plain words with the picture's name; empty where there is one
 */
record Look(Optional<Embedding> embedding, String reason) {
    Look {
        Objects.requireNonNull(embedding);
        Objects.requireNonNull(reason);
    }

    /** The distance of the faces of two pictures; empty where one of them has none. */
    static OptionalDouble distance(Look one, Look other) {
        return one.embedding.isPresent() && other.embedding.isPresent()
                ? OptionalDouble.of(one.embedding.get().distance(other.embedding.get()))
                : OptionalDouble.empty();
    }
}
