package dev.ocellus.app;

/** Something was asked for that cannot be done as asked; the message says what to change. */
public final class WrongUsageException extends Exception {
    private static final long serialVersionUID = 1L;

    public WrongUsageException(String message) {
        super(message);
    }
}
