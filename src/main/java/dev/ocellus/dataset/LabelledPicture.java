package dev.ocellus.dataset;

import dev.ocellus.frame.Truth;
import dev.ocellus.geometry.Size;
import java.nio.file.Path;
import java.util.Objects;
import java.util.Optional;

/**
 * A picture file and what somebody marked in it. The picture itself is decoded later.
 *
 * @param id names the picture within its data, its path relative to the folder that was read, with forward slashes
 * @param file the picture file
 * @param truth the marked objects with the labels of the set, in pixels of the picture
 * @param stated the size that the labels say the picture has, where they say so; another one than the picture's own is a fault of the set
 */
public record LabelledPicture(String id, Path file, Truth truth, Optional<Size> stated) {
    public LabelledPicture {
        Objects.requireNonNull(id);
        Objects.requireNonNull(file);
        Objects.requireNonNull(truth);
        Objects.requireNonNull(stated);
    }

    /** A picture whose labels do not say how large it is. */
    public LabelledPicture(String id, Path file, Truth truth) {
        this(id, file, truth, Optional.empty());
    }

    public LabelledPicture withTruth(Truth truth) {
        return new LabelledPicture(id, file, truth, stated);
    }

    /** The same picture under another name. */
    public LabelledPicture withId(String id) {
        return new LabelledPicture(id, file, truth, stated);
    }

    /** The last part of the file's path. */
    public String fileName() {
        return file.getFileName().toString();
    }
}
