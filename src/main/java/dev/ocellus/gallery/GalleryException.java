package dev.ocellus.gallery;

import java.io.IOException;

/** A gallery cannot do what it was asked for; the message says why and what to do. */
public final class GalleryException extends IOException {
    private static final long serialVersionUID = 1L;

    /** What kind of trouble it is. */
    public enum Kind {
        /** There is no such file, or nobody by that name or id. */
        MISSING,
        /** A name that several people have. */
        SEVERAL,
        /** The file is no gallery, or of a newer version of the program. */
        FOREIGN,
        /** The faces were encoded by another network, or prepared for it in another way. */
        OTHER_ENCODER,
        /** The file is broken. */
        DAMAGED,
        /** The file or its disk cannot be written, or there is no room left. */
        UNWRITABLE,
        /** Another program works on it and does not end. */
        BUSY
    }

    private final Kind kind;

    GalleryException(Kind kind, String message) {
        super(message);
        this.kind = kind;
    }

    GalleryException(Kind kind, String message, Throwable cause) {
        super(message, cause);
        this.kind = kind;
    }

    public Kind kind() {
        return kind;
    }

    /** Whether another command helps, rather than another disk or more patience. */
    public boolean isWrongUsage() {
        return kind == Kind.MISSING || kind == Kind.SEVERAL || kind == Kind.FOREIGN || kind == Kind.OTHER_ENCODER;
    }
}
