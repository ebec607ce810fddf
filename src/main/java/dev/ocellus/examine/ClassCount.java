package dev.ocellus.examine;

import dev.ocellus.dataset.Part;
import java.util.Map;

/**
 * How much there is of one class.
 *
 * @param label of the class
 * @param boxes how many
 * @param difficult how many of them are difficult
 * @param pictures how many have one
 * @param byPart boxes by what their pictures are for, where that is said
 */
public record ClassCount(String label, long boxes, long difficult, int pictures, Map<Part, Long> byPart) {
    public ClassCount {
        byPart = Map.copyOf(byPart);
    }
}
