package dev.ocellus.frame;

import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.util.List;
import java.util.stream.Stream;

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

    /**
     * The truth with boxes cut off at the edges of the source picture; those wholly outside are left out. Boxes reach outside when they were brought
     * from another convention of drawing them.
     *
     * @param source size of the source picture
     */
    public Truth within(Size source) {
        return new Truth(
                known,
                boxes.stream()
                        .flatMap(object -> {
                            Box cut = object.box().clip(source);
                            return cut.area() > 0
                                    ? Stream.of(new TruthBox(cut, object.label(), object.difficult()))
                                    : Stream.empty();
                        })
                        .toList());
    }
}
