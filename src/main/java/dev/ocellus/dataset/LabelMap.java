package dev.ocellus.dataset;

import dev.ocellus.frame.Truth;
import java.util.Map;

/**
 * Which label of a model each label of a set becomes.
 *
 * @param names the model's label for each of the set's; {@code *} stands for all others; empty keeps every label as it is
 */
public record LabelMap(Map<String, String> names) {
    private static final String OTHERS = "*";

    public LabelMap {
        names = Map.copyOf(names);
    }

    /**
     * The model's label.
     *
     * @throws IllegalArgumentException where the map does not speak of this label
     */
    public String apply(String label) {
        if (names.isEmpty()) {
            return label;
        }
        String mapped = names.getOrDefault(label, names.get(OTHERS));
        if (mapped == null) {
            throw new IllegalArgumentException("label '%s' is not among the labels %s; add it, or '*' for all others"
                    .formatted(label, names.keySet().stream().sorted().toList()));
        }
        return mapped;
    }

    /** The truth with the model's labels. */
    public Truth apply(Truth truth) {
        return truth.withBoxes(truth.boxes().stream()
                .map(box -> box.withLabel(apply(box.label())))
                .toList());
    }
}
