package dev.ocellus.network;

/** Layers that do not fit together; the message names the layer and the shapes. */
public final class ShapeException extends IllegalArgumentException {
    private static final long serialVersionUID = 1L;

    public ShapeException(String message) {
        super(message);
    }
}
