package dev.ocellus.dataset;

import dev.ocellus.settings.Mistakes;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Says that what a set tells about itself cannot be understood, so that nobody knows what its labels mean. */
public final class UnreadableSetException extends IOException {
    private static final long serialVersionUID = 1L;

    @SuppressWarnings("serial") // never written
    private final List<Finding> findings = new ArrayList<>();

    UnreadableSetException(Path file, Mistakes mistakes) {
        super(String.join("\n", mistakes.lines()));
        mistakes.each((what, line) -> findings.add(new Finding(
                Finding.Kind.UNREADABLE_LABELS, file, line, Finding.Loss.PICTURE, what, "correct the file")));
    }

    /** Each mistake with its place. */
    public List<Finding> findings() {
        return List.copyOf(findings);
    }
}
