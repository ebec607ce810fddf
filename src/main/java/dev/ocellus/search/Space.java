package dev.ocellus.search;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.random.RandomGenerator;

/**
 * All settings that a search may try together. A point of it gives each of them one value, as a text.
 *
 * @param dimensions by name of the setting
 */
public record Space(Map<String, Dimension> dimensions) {
    public Space {
        dimensions = Collections.unmodifiableMap(new LinkedHashMap<>(dimensions));
    }

    /** A point, every dimension drawn for itself. */
    Map<String, String> draw(RandomGenerator random) {
        Map<String, String> point = new LinkedHashMap<>();
        dimensions.forEach((name, dimension) -> point.put(name, dimension.at(random.nextDouble())));
        return point;
    }

    /**
     * The part around the best points, never beyond this space.
     *
     * @param best the very best first; it lies in the result
     * @param widest share of each dimension that is left at most
     */
    Space around(List<Map<String, String>> best, double widest) {
        Map<String, Dimension> near = new LinkedHashMap<>();
        dimensions.forEach((name, dimension) -> near.put(
                name,
                dimension.around(best.stream().map(point -> point.get(name)).toList(), widest)));
        return new Space(near);
    }
}
