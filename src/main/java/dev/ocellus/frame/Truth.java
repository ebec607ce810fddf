package dev.ocellus.frame;

import java.util.List;

/**
 * What is known about a picture. A picture that was looked at and holds nothing has a known truth without boxes; a picture that nobody looked at has
 * {@link #UNKNOWN}.
 *
 * @param known whether somebody labelled the picture
 * @param boxes the marked objects
 */
public record Truth(boolean known, List<TruthBox> boxes) {
    public static final Truth UNKNOWN = new Truth(false, List.of());

    public Truth {
        boxes = List.copyOf(boxes);
        if (!known && !boxes.isEmpty()) {
            throw new IllegalArgumentException("an unknown truth cannot hold boxes");
        }
    }

    public static Truth of(List<TruthBox> boxes) {
        return new Truth(true, boxes);
    }
}
