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
 * @param crowd a difficult box around many objects, of which a detection inside is one, however small it is (COCO's word)
 * @param landmarks of a face, in source pixels, where somebody marked them
 */
public record TruthBox(Box box, String label, boolean difficult, boolean crowd, Optional<Landmarks> landmarks) {
    public TruthBox {
        Objects.requireNonNull(box);
        Objects.requireNonNull(label);
        Objects.requireNonNull(landmarks);
        if (crowd && !difficult) {
            throw new IllegalArgumentException("a crowd cannot be hit or missed, so it is difficult");
        }
    }

    /** One object, perhaps a face with landmarks. */
    public TruthBox(Box box, String label, boolean difficult, Optional<Landmarks> landmarks) {
        this(box, label, difficult, false, landmarks);
    }

    /** One object without landmarks. */
    public TruthBox(Box box, String label, boolean difficult) {
        this(box, label, difficult, false, Optional.empty());
    }

    /** Many objects in one box. */
    public static TruthBox ofCrowd(Box box, String label) {
        return new TruthBox(box, label, true, true, Optional.empty());
    }

    /** The same object with another box. */
    public TruthBox withBox(Box box) {
        return new TruthBox(box, label, difficult, crowd, landmarks);
    }

    /** The same object under another name. */
    public TruthBox withLabel(String label) {
        return new TruthBox(box, label, difficult, crowd, landmarks);
    }

    /** How much a detection agrees with this box, in [0, 1]: their IoU, or the share of the detection that lies in a crowd. */
    public double overlap(Box detected) {
        if (!crowd) {
            return detected.iou(box);
        }
        return detected.area() > 0 ? Math.min(1, detected.intersectionArea(box) / detected.area()) : 0;
    }
}
