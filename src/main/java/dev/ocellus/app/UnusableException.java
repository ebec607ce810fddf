package dev.ocellus.app;

/** A picture does not serve for what was asked; the message says which and why. */
public final class UnusableException extends Exception {
    private static final long serialVersionUID = 1L;

    public UnusableException(String message) {
        super(message);
    }
}
