package dev.ocellus.learn;

/** The loss became infinite or not a number; the last checkpoint is still good. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    public DivergedException(long step) {
        super("the loss is no longer a number at step " + step
                + "; start again with a smaller learning rate or a smaller clip-norm");
    }
}
