package dev.ocellus.dataset;

import java.nio.file.Path;

/** A fault with its place; what it costs is decided by whoever catches it. */
final class FaultException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int line;
    private final String toDo;

    FaultException(int line, String what, String toDo) {
        super(what);
        this.line = line;
        this.toDo = toDo;
    }

    /** The finding where one box is left out. */
    Finding box(Path file) {
        return new Finding(file, line, Finding.Loss.BOX, getMessage() + ", box left out", toDo);
    }

    /** The finding where a whole file of labels is left out. */
    Finding file(Path file) {
        return new Finding(file, line, Finding.Loss.PICTURE, getMessage() + ", file left out", toDo);
    }

    /** The finding where the rest of a file of labels is left out. */
    Finding rest(Path file) {
        return new Finding(file, line, Finding.Loss.PICTURE, getMessage() + ", the rest left out", toDo);
    }

    /** The finding where nothing is left out but something is done in another way. */
    Finding note(Path file, String whatWasDone) {
        return new Finding(file, line, Finding.Loss.NOTHING, getMessage() + ", " + whatWasDone, toDo);
    }
}
