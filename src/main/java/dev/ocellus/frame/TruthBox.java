package dev.ocellus.frame;

import dev.ocellus.geometry.Box;
import java.util.Objects;
import java.util.Optional;

/**
 * An object that somebody marked in a picture.
 *
 * @param box where, in source pixels
 * @param label what
 * @param difficult neither a hit nor a miss when found or overlooked, and no lesson in training (VOC's word)
 * @param landmarks of a face, in source pixels, where somebody marked them
 */
public record TruthBox(Box box, String label, boolean difficult, Optional<Landmarks> landmarks) {
    public TruthBox {
        Objects.requireNonNull(box);
        Objects.requireNonNull(label);
        Objects.requireNonNull(landmarks);
    }

    /** An object without landmarks. */
    public TruthBox(Box box, String label, boolean difficult) {
        this(box, label, difficult, Optional.empty());
    }

    /** The same object with another box. */
    public TruthBox withBox(Box box) {
        return new TruthBox(box, label, difficult, landmarks);
    }
}
