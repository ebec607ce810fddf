package dev.ocellus.dataset;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Something odd in the data, told so that its owner can mend it. Nothing is changed on disk.
 *
 * @param file the file that holds it
 * @param line its line, counted from 1; 0 where the whole file is meant
 * @param loss what it costs
 * @param what what is wrong and what was done about it
 * @param toDo how to mend it
 */
public record Finding(Path file, int line, Loss loss, String what, String toDo) {
    /** What is left out because of a fault. */
    public enum Loss {
        /** Nothing: the data is used, as told. */
        NOTHING,
        /** One box, and not its picture. */
        BOX,
        /** A picture, or the labels of one. */
        PICTURE
    }

    public Finding {
        Objects.requireNonNull(file);
        Objects.requireNonNull(loss);
        Objects.requireNonNull(what);
        Objects.requireNonNull(toDo);
    }

    /** One line for people: {@code file:line: what; to do}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + what + "; " + toDo;
    }
}
