package dev.ocellus.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** What pictures are for. */
public enum Part {
    /** Learnt from. */
    TRAIN("train", "training"),
    /** Measured on while learning, to choose among what was learnt. */
    DEVELOPMENT("dev", "val", "valid", "validation", "development"),
    /** Measured on once, at the end. */
    TEST("test", "testing");

    private final List<String> folders;

    Part(String... folders) {
        this.folders = List.of(folders);
    }

    /** The part for which a folder of that name is meant, whatever its case. */
    static Optional<Part> ofFolder(String name) {
        return Arrays.stream(values())
                .filter(part -> part.folders.contains(name.toLowerCase(Locale.ROOT)))
                .findFirst();
    }

    /** The first part that a word of a path speaks of, as {@code annotations/instances_train2017.json} does of training. */
    static Optional<Part> ofPath(String path) {
        return Arrays.stream(path.split("[^\\p{Alpha}]+"))
                .flatMap(word -> ofFolder(word).stream())
                .findFirst();
    }

    /** Whether people mean this part by a name, whatever its case. */
    public boolean isCalled(String name) {
        return folders.contains(name.toLowerCase(Locale.ROOT));
    }

    /** {@code train}, {@code dev} or {@code test}. */
    @Override
    public String toString() {
        return folders.get(0);
    }
}
