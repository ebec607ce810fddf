package dev.ocellus.dataset;

import java.nio.file.Path;

/** A fault with its place; what it costs is decided by whoever catches it. */
final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final Finding.Kind kind;
    private final int line;
    private final String toDo;

    FaultException(Finding.Kind kind, int line, String what, String toDo) {
        super(what);
        this.kind = kind;
        this.line = line;
        this.toDo = toDo;
    }

    /** The finding where one box is left out. */
    Finding box(Path file) {
        return finding(file, Finding.Loss.BOX, "box left out");
    }

    /** The finding where a whole file of labels is left out. */
    Finding file(Path file) {
        return finding(file, Finding.Loss.PICTURE, "file left out");
    }

    /** The finding where that was done about it. */
    Finding finding(Path file, Finding.Loss loss, String whatWasDone) {
        return new Finding(kind, file, line, loss, getMessage() + ", " + whatWasDone, toDo);
    }
}
