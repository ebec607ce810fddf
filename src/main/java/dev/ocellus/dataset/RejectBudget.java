package dev.ocellus.dataset;

import java.io.IOException;

/**
 * How much of its data a training may lose to faults before it refuses to begin: a set that lacks a part is not the one that its owner means.
 *
 * @param allowed boxes and pictures together
 */
public record RejectBudget(long allowed) {
    /** Nothing may be lost. */
    public static final RejectBudget NONE = new RejectBudget(0);

    /** Says that too much was left out, and what to do. */
    public static final class ExceededException extends IOException {
        private static final long serialVersionUID = 1L;

        private ExceededException(String message) {
            super(message);
        }
    }

    public RejectBudget {
        if (allowed < 0) {
            throw new IllegalArgumentException("rejects cannot be fewer than 0, got " + allowed);
        }
    }

    /**
     * Passes where the rejects are within the budget.
     *
     * @param folder of the set, for the message
     */
    public void require(Rejects rejects, String folder) throws ExceededException {
        if (rejects.total() > allowed) {
            throw new ExceededException(
                    ("left out of %s: %s. That is more than the %d allowed. 'ocellus doctor %s' tells of each; mend them,"
                                    + " or train without them by --allow-rejects %d")
                            .formatted(folder, rejects, allowed, folder, rejects.total()));
        }
    }
}
