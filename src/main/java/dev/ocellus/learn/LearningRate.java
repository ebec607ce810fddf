package dev.ocellus.learn;

import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;

/**
 * The learning rate of each step. Each kind starts with a straight warm-up from 0 and counts what follows from the warm-up's end. Rates are above
 * 0; steps are counted from 0.
 */
public sealed interface LearningRate {
    /** Number of warm-up steps; 0 starts at the full rate. */
    int warmUp();

    /**
     * The rate of a step.
     *
     * @param step counted from 0
     * @param steps length of the whole training
     */
    double at(long step, long steps);

    /**
     * The same rate for every step after the warm-up.
     *
     * @param rate above 0
     */
    @Describe("the same rate all along")
    record Constant(double rate, @Default("0") int warmUp) implements LearningRate {
        public Constant {
            requireRate("rate", rate, warmUp);
        }

        /** Without warm-up. */
        public Constant(double rate) {
            this(rate, 0);
        }

        @Override
        public double at(long step, long steps) {
            return step < warmUp ? rate * (step + 1) / warmUp : rate;
        }
    }

    /**
     * A rate that falls in steps: rate · factor^⌊n / every⌋ for the n-th step after the warm-up.
     *
     * @param rate the highest, above 0
     * @param factor of each fall, in (0, 1]
     * @param every number of training steps between falls, at least 1
     */
    @Describe("falls by a factor every so many steps")
    record Step(
            double rate,
            @Default("0.1") double factor,
            long every,
            @Default("0") int warmUp) implements LearningRate {
        public Step {
            requireRate("rate", rate, warmUp);
            requireFall(factor, every);
        }

        @Override
        public double at(long step, long steps) {
            return step < warmUp ? rate * (step + 1) / warmUp : rate * Math.pow(factor, (step - warmUp) / every);
        }
    }

    /**
     * A rate that falls smoothly: rate · factor^(n / every) for the n-th step after the warm-up.
     *
     * @param rate the highest, above 0
     * @param factor by which it has fallen after {@code every} steps, in (0, 1]
     * @param every at least 1
     */
    @Describe("falls smoothly by a factor over so many steps")
    record Exponential(
            double rate,
            @Default("0.1") double factor,
            long every,
            @Default("0") int warmUp) implements LearningRate {
        public Exponential {
            requireRate("rate", rate, warmUp);
            requireFall(factor, every);
        }

        @Override
        public double at(long step, long steps) {
            return step < warmUp
                    ? rate * (step + 1) / warmUp
                    : rate * Math.pow(factor, (double) (step - warmUp) / every);
        }
    }

    /**
     * Half a cosine from the peak down to a share of it, which the last step has.
     *
     * @param peak the highest rate, above 0
     * @param finalShare rate of the last step as a share of the peak, in (0, 1]
     * @see <a href="https://arxiv.org/abs/1608.03983">Loshchilov and Hutter 2016</a>
     */
    @Describe("falls along half a cosine until the last step")
    record Cosine(
            double peak,
            @Default("0.01") double finalShare,
            @Default("0") int warmUp) implements LearningRate {
        public Cosine {
            requireRate("peak", peak, warmUp);
            if (!(finalShare > 0 && finalShare <= 1)) {
                throw new IllegalArgumentException("final-share must be above 0 and at most 1, got " + finalShare);
            }
        }

        @Override
        public double at(long step, long steps) {
            if (step < warmUp) {
                return peak * (step + 1) / warmUp;
            }
            double progress = Math.min(1, (double) (step - warmUp) / Math.max(1, steps - 1 - warmUp));
            return peak * (finalShare + (1 - finalShare) * (1 + Math.cos(Math.PI * progress)) / 2);
        }
    }

    private static void requireRate(String name, double rate, int warmUp) {
        if (!(rate > 0 && rate < Double.POSITIVE_INFINITY)) {
            throw new IllegalArgumentException(name + " must be above 0, got " + rate);
        }
        if (warmUp < 0) {
            throw new IllegalArgumentException("warm-up must be at least 0, got " + warmUp);
        }
    }

    private static void requireFall(double factor, long every) {
        if (!(factor > 0 && factor <= 1)) {
            throw new IllegalArgumentException("factor must be above 0 and at most 1, got " + factor);
        }
        if (every < 1) {
            throw new IllegalArgumentException("every must be at least 1, got " + every);
        }
    }
}
