package dev.ocellus.train;

import java.io.IOException;

/** A picture does not show one face that can be used; the message says what it shows. */
public final class NoFaceException extends IOException {
    private static final long serialVersionUID = 1L;

    public NoFaceException(String message) {
        super(message);
    }
}
