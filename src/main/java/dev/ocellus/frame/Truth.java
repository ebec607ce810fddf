package dev.ocellus.frame;

import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * What is known about a picture. A picture that was looked at and holds nothing has a known truth without boxes; a picture that nobody looked at has
 * {@link #UNKNOWN}.
 *
 * @param known whether somebody labelled the picture
 * @param boxes the marked objects
 * @param label what the picture as a whole shows, where somebody said so
 */
public record Truth(boolean known, List<TruthBox> boxes, Optional<String> label) {
    public static final Truth UNKNOWN = new Truth(false, List.of(), Optional.empty());

    public Truth {
        boxes = List.copyOf(boxes);
        Objects.requireNonNull(label);
        if (!known && (!boxes.isEmpty() || label.isPresent())) {
            throw new IllegalArgumentException("an unknown truth cannot hold boxes or a label");
        }
    }

    public static Truth of(List<TruthBox> boxes) {
        return new Truth(true, boxes, Optional.empty());
    }

    /** The truth of a picture that belongs to a class as a whole. */
    public static Truth ofLabel(String label) {
        return new Truth(true, List.of(), Optional.of(label));
    }

    public Truth withBoxes(List<TruthBox> boxes) {
        return new Truth(known, boxes, label);
    }

    /**
     * The truth with boxes cut off at the edges of the source picture; those wholly outside are left out. Boxes reach outside when they were brought
     * from another convention of drawing them.
     *
     * @param source size of the source picture
     */
    public Truth within(Size source) {
        return withBoxes(boxes.stream()
                .flatMap(object -> {
                    Box cut = object.box().clip(source);
                    return cut.area() > 0 ? Stream.of(object.withBox(cut)) : Stream.empty();
                })
                .toList());
    }
}
