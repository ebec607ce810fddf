package dev.ocellus.learn;

import dev.ocellus.network.Tensor;
import java.util.Map;

/** The loss or a parameter became infinite or not a number. */
public final class DivergedException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private DivergedException(String message) {
        super(message);
    }

    /** @param step counted from 0 */
    static DivergedException ofLoss(long step, double loss) {
        return new DivergedException(
                "the loss is %s at step %d; start again with a smaller learning rate or a smaller clip-norm"
                        .formatted(loss, step));
    }

    /** The same with a sentence on what is left. */
    public DivergedException keeping(String what) {
        return new DivergedException(getMessage() + "; " + what);
    }

    /**
     * Refuses parameters that learning has spoilt.
     *
     * @param steps number of steps that are complete
     * @throws DivergedException naming a parameter that is no longer a number
     */
    public static void requireFinite(long steps, Map<String, Tensor> parameters) {
        parameters.forEach((name, tensor) -> {
            for (float value : tensor.data()) {
                if (!Float.isFinite(value)) {
                    throw new DivergedException(
                            "'%s' holds %s after %d steps; start again with a smaller learning rate or a smaller clip-norm"
                                    .formatted(name, value, steps));
                }
            }
        });
    }
}
