package dev.ocellus.network.nd4j;

import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Activation.Function;

/** The activation functions and their derivatives over arrays, written so that the compiler can use vector instructions. */
final class Pointwise {
    /** Times any normal positive float at least about 1, so that min(1, max(0, x · STEEP)) is 1 above 0 and 0 elsewhere, without a branch. */
    static final float STEEP = Float.MAX_VALUE;

    private Pointwise() {}

    /** Whether the derivative is computed from the function's result; otherwise it is from its argument. */
    static boolean derivativeFromResult(Function function) {
        return function != Function.SILU;
    }

    /** Whether the sign of the argument and that of the result are the same, and the derivative depends on nothing else. */
    static boolean derivativeFromSign(Function function) {
        return function == Function.RELU || function == Function.LEAKY_RELU;
    }

    /** x ← f(x) */
    static void apply(Activation activation, float[] x, int n) {
        switch (activation.function()) {
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    x[i] = Math.max(x[i], 0f);
                }
            }
            case LEAKY_RELU -> {
                float slope = (float) activation.slope();
                for (int i = 0; i < n; i++) {
                    x[i] = Math.max(x[i], slope * x[i]);
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    x[i] = sigmoid(x[i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    x[i] = (float) Math.tanh(x[i]);
                }
            }
            case SILU -> {
                for (int i = 0; i < n; i++) {
                    x[i] *= sigmoid(x[i]);
                }
            }
        }
    }

    /**
     * gradient ← gradient · f′
     *
     * @param at the results or the arguments of the function, as {@link #derivativeFromResult} says
     */
    static void chain(Activation activation, float[] at, float[] gradient, int n) {
        switch (activation.function()) {
            case RELU -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] *= Math.min(1f, Math.max(0f, at[i] * STEEP));
                }
            }
            case LEAKY_RELU -> {
                float slope = (float) activation.slope();
                for (int i = 0; i < n; i++) {
                    gradient[i] *= Math.min(1f, Math.max(slope, at[i] * STEEP));
                }
            }
            case SIGMOID -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] *= at[i] * (1f - at[i]);
                }
            }
            case TANH -> {
                for (int i = 0; i < n; i++) {
                    gradient[i] *= 1f - at[i] * at[i];
                }
            }
            case SILU -> {
                for (int i = 0; i < n; i++) {
                    float s = sigmoid(at[i]);
                    gradient[i] *= s * (1f + at[i] * (1f - s));
                }
            }
        }
    }

    private static float sigmoid(float x) {
        return (float) (1 / (1 + Math.exp(-x)));
    }
}
