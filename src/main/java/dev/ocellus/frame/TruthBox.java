package dev.ocellus.frame;

import dev.ocellus.geometry.Box;
import java.util.Objects;

/**
 * An object that somebody marked in a picture.
 *
 * @param box where, in source pixels
 * @param label what
 * @param difficult neither a hit nor a miss when found or overlooked, and no lesson in training (VOC's word)
 */
public record TruthBox(Box box, String label, boolean difficult) {
    public TruthBox {
        Objects.requireNonNull(box);
        Objects.requireNonNull(label);
    }
}
