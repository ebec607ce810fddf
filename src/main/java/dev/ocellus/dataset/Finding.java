package dev.ocellus.dataset;

import java.nio.file.Path;
import java.util.Objects;

/**
 * Something odd in the data, told so that its owner can mend it. Nothing is changed on disk.
 *
 * @param file the file that holds it
 * @param line its line, counted from 1; 0 where the whole file is meant
 * @param what what is wrong and what was done about it
 * @param toDo how to mend it
 */
public record Finding(Path file, int line, String what, String toDo) {
    public Finding {
        Objects.requireNonNull(file);
        Objects.requireNonNull(what);
        Objects.requireNonNull(toDo);
    }

    /** One line for people: {@code file:line: what; to do}. */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + what + "; " + toDo;
    }
}
