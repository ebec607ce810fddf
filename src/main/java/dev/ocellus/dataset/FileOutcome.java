package dev.ocellus.dataset;

import java.util.Objects;
import java.util.Optional;

/**
 * What became of one file, or folder without pictures, in a folder of labelled pictures.
 *
 * @param id path relative to the folder, with forward slashes
 * @param part what it is for, unless rejected
 * @param label the class of the folder that it lies in, where there is one
 * @param status exactly one of three
 * @param reason of a rejection or a warning, for people; empty where all is well
 */
public record FileOutcome(String id, Optional<Part> part, Optional<String> label, Status status, String reason) {
    /** How a file ended. */
    public enum Status {
        /** Used. */
        OK,
        /** Used, but odd. */
        WARNING,
        /** Not used. */
        REJECTED
    }

    public FileOutcome {
        Objects.requireNonNull(id);
        Objects.requireNonNull(part);
        Objects.requireNonNull(label);
        if (status == Status.OK != reason.isEmpty()) {
            throw new IllegalArgumentException(id + ": a reason is for warnings and rejections, and they need one");
        }
    }

    static FileOutcome rejected(String id, Optional<String> label, String reason) {
        return new FileOutcome(id, Optional.empty(), label, Status.REJECTED, reason);
    }

    /** One line for people. */
    @Override
    public String toString() {
        return switch (status) {
            case OK -> id;
            case WARNING -> id + ": " + reason;
            case REJECTED -> id + " is not used: " + reason;
        };
    }
}
