package dev.ocellus.network;

import dev.ocellus.settings.Default;

/** How gradients change parameters, without the learning rate, which a schedule gives at each step. */
public sealed interface Optimiser {
    /** Adam as its authors set it. */
    static Adam adam() {
        return new Adam(0.9, 0.999, 1e-8, Regularisation.NONE, 0);
    }

    /** Gradient descent and nothing else. */
    static Sgd sgd() {
        return new Sgd(0, Regularisation.NONE, 0);
    }

    /** What keeps weights small. */
    Regularisation regularisation();

    /** Largest Euclidean norm of the gradient over all parameters that learn; longer gradients are shortened to it. 0 means no limit. */
    double clipNorm();

    /**
     * What keeps weights small; biases, gains and shifts are left alone.
     *
     * @param l1 λ of the penalty λ·Σ|w|, whose slope λ·sign(w) joins the gradient after clipping; sign(0) = 0
     * @param l2 λ of the penalty λ/2·Σw², whose slope λ·w joins the gradient after clipping
     * @param decay share of a weight that learning rate 1 would take away at each step, decoupled from the gradient and its moments
     * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter 2017, on decay against l2</a>
     */
    record Regularisation(
            @Default("0") double l1,
            @Default("0") double l2,
            @Default("0") double decay) {
        public static final Regularisation NONE = new Regularisation(0, 0, 0);

        public Regularisation {
            if (!(l1 >= 0 && l2 >= 0 && decay >= 0)) {
                throw new IllegalArgumentException("l1, l2 and decay must be at least 0");
            }
        }

        public static Regularisation decay(double share) {
            return new Regularisation(0, 0, share);
        }
    }

    /**
     * Gradient descent: v ← μ·v + g, w ← w − α·v. Whether it is batch, mini-batch or stochastic descent is decided by how many samples a step is
     * given.
     *
     * @param momentum μ in [0, 1)
     */
    record Sgd(
            @Default("0.9") double momentum,
            @Default("{}") Regularisation regularisation,
            @Default("0") double clipNorm)
            implements Optimiser {
        public Sgd {
            requireShare("momentum", momentum);
            requireLimit(clipNorm);
        }

        /** With decay as the only regularisation. */
        public Sgd(double momentum, double decay, double clipNorm) {
            this(momentum, Regularisation.decay(decay), clipNorm);
        }
    }

    /**
     * RMSprop: s ← ρ·s + (1 − ρ)·g², w ← w − α·g / (√s + ε).
     *
     * @param decayRate ρ in [0, 1)
     * @see <a href="https://www.cs.toronto.edu/~tijmen/csc321/slides/lecture_slides_lec6.pdf">Hinton, lecture 6e</a>
     */
    record RmsProp(
            @Default("0.9") double decayRate,
            @Default("1e-8") double epsilon,
            @Default("{}") Regularisation regularisation,
            @Default("0") double clipNorm)
            implements Optimiser {
        public RmsProp {
            requireShare("decay-rate", decayRate);
            requireLimit(clipNorm);
        }
    }

    /**
     * Adam with bias correction; with decay it is AdamW.
     *
     * @param beta1 share of the first moment kept at each step
     * @param beta2 share of the second moment kept at each step
     * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2014</a>
     */
    record Adam(
            @Default("0.9") double beta1,
            @Default("0.999") double beta2,
            @Default("1e-8") double epsilon,
            @Default("{}") Regularisation regularisation,
            @Default("0") double clipNorm)
            implements Optimiser {
        public Adam {
            requireShare("beta1", beta1);
            requireShare("beta2", beta2);
            requireLimit(clipNorm);
        }

        /** With decay as the only regularisation. */
        public Adam(double beta1, double beta2, double epsilon, double decay, double clipNorm) {
            this(beta1, beta2, epsilon, Regularisation.decay(decay), clipNorm);
        }
    }

    private static void requireShare(String name, double value) {
        if (!(value >= 0 && value < 1)) {
            throw new IllegalArgumentException(name + " must be at least 0 and below 1, got " + value);
        }
    }

    private static void requireLimit(double clipNorm) {
        if (!(clipNorm >= 0)) {
            throw new IllegalArgumentException("clip-norm must be at least 0, got " + clipNorm);
        }
    }
}
