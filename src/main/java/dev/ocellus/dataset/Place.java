package dev.ocellus.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.Objects;

/**
 * Where the labels of one picture are written.
 *
 * @param file of labels
 * @param lines of the boxes, counted from 1, in the order of the picture's truth
 */
public record Place(Path file, List<Integer> lines) {
    public Place {
        Objects.requireNonNull(file);
        lines = List.copyOf(lines);
    }
}
