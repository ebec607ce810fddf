package dev.ocellus.report;

import dev.ocellus.dataset.Part;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Size;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * Labelled pictures as they are to be written, in any format.
 *
 * @param name of the set
 * @param classes in the order of their numbers; every label is among them
 * @param pictures in order
 */
public record LabelSet(String name, List<String> classes, List<Picture> pictures) {
    public LabelSet {
        Objects.requireNonNull(name);
        classes = List.copyOf(classes);
        pictures = List.copyOf(pictures);
    }

    /**
     * A picture and what is marked in it.
     *
     * @param fileName its name in the folder of pictures; no two of a set differ only in their endings
     * @param size of the upright picture
     * @param part what it is for, where that is settled
     * @param boxes within the picture
     */
    public record Picture(String fileName, Size size, Optional<Part> part, List<TruthBox> boxes) {
        public Picture {
            Objects.requireNonNull(fileName);
            Objects.requireNonNull(size);
            Objects.requireNonNull(part);
            boxes = List.copyOf(boxes);
        }

        /** The file's name without its ending. */
        String stem() {
            int dot = fileName.lastIndexOf('.');
            return dot < 1 ? fileName : fileName.substring(0, dot);
        }
    }

    /** The pictures that are for something, or for nothing that is settled. */
    List<Picture> of(Optional<Part> part) {
        return pictures.stream().filter(picture -> picture.part().equals(part)).toList();
    }

    /** How many boxes are marked as difficult. */
    long difficult() {
        return pictures.stream()
                .flatMap(picture -> picture.boxes().stream())
                .filter(TruthBox::difficult)
                .count();
    }
}
