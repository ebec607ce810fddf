package dev.ocellus.dataset;

import dev.ocellus.frame.Truth;
import java.nio.file.Path;
import java.util.Objects;

/**
 * A picture file and what somebody marked in it. The picture itself is decoded later.
 *
 * @param id names the picture within its data, its path relative to the folder that was read, with forward slashes
 * @param file the picture file
 * @param truth the marked objects with the labels of the set, in pixels of the picture
 */
public record LabelledPicture(String id, Path file, Truth truth) {
    public LabelledPicture {
        Objects.requireNonNull(id);
        Objects.requireNonNull(file);
        Objects.requireNonNull(truth);
    }

    public LabelledPicture withTruth(Truth truth) {
        return new LabelledPicture(id, file, truth);
    }

    /** The last part of the file's path. */
    public String fileName() {
        return file.getFileName().toString();
    }
}
