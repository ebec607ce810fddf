package dev.ocellus.dataset;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/** What pictures are for. */
public enum Part {
    /** Learnt from. */
    TRAIN("train", "training"),
    /** Of the same kind as what is learnt from, but held back: measured on to tell overfitting from other data in the development part. */
    TRAIN_DEVELOPMENT("train-dev", "train_dev", "traindev"),
    /** Measured on while learning, to choose among what was learnt. */
    DEVELOPMENT("dev", "val", "valid", "validation", "development"),
    /** Measured on once, at the end. */
    TEST("test", "testing");

    private static final Pattern TRAIN_DEVELOPMENT_IN_PATH =
            Pattern.compile("(?<!\\p{Alpha})train[-_]dev(?!\\p{Alpha})", Pattern.CASE_INSENSITIVE);

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
        return Arrays.stream(TRAIN_DEVELOPMENT_IN_PATH
                        .matcher(path)
                        .replaceAll("traindev")
                        .split("[^\\p{Alpha}]+"))
                .flatMap(word -> ofFolder(word).stream())
                .findFirst();
    }

    /** Whether people mean this part by a name, whatever its case. */
    public boolean isCalled(String name) {
        return folders.contains(name.toLowerCase(Locale.ROOT));
    }

    /** {@code train}, {@code train-dev}, {@code dev} or {@code test}. */
    @Override
    public String toString() {
        return folders.get(0);
    }
}
