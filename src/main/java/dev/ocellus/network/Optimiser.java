package dev.ocellus.network;

/** How gradients change parameters, without the learning rate, which a schedule gives at each step. */
public sealed interface Optimiser {
    /** Largest Euclidean norm of the gradient over all parameters; longer gradients are shortened to it. 0 means no limit. */
    double clipNorm();

    /** Share of a weight that learning rate 1 would take away at each step, decoupled from the gradient; touches weights only. */
    double weightDecay();

    /**
     * Stochastic gradient descent with momentum: v ← μ·v + g, w ← w − α·v.
     *
     * @param momentum μ in [0, 1)
     */
    record Sgd(double momentum, double weightDecay, double clipNorm) implements Optimiser {}

    /**
     * Adam with bias correction; with weight decay it is AdamW.
     *
     * @param beta1 share of the first moment kept at each step
     * @param beta2 share of the second moment kept at each step
     * @see <a href="https://arxiv.org/abs/1412.6980">Kingma and Ba 2014</a>
     * @see <a href="https://arxiv.org/abs/1711.05101">Loshchilov and Hutter 2017</a>
     */
    record Adam(double beta1, double beta2, double epsilon, double weightDecay, double clipNorm) implements Optimiser {}
}
