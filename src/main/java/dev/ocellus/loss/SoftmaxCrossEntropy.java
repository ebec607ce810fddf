package dev.ocellus.loss;

import dev.ocellus.network.Tensor;
import java.util.Optional;

/**
 * −Σ q·ln softmax(z) over the classes: the output is z, before any softmax, (N, C, H, W) with C classes. Each pixel has one label (a vector is one
 * pixel). Targets are class numbers from 0, (N, 1, H, W), or distributions over the classes, (N, C, H, W); one NaN makes a distribution missing.
 *
 * @param labelSmoothing ε in [0, 1): q = (1 − ε)·target + ε/C, so that the network need not be surer than that
 * @see <a href="https://arxiv.org/abs/1512.00567">Szegedy et al. 2015, on label smoothing</a>
 */
public record SoftmaxCrossEntropy(double labelSmoothing) implements TensorLoss {
    public SoftmaxCrossEntropy {
        if (!(labelSmoothing >= 0 && labelSmoothing < 1)) {
            throw new IllegalArgumentException("label-smoothing must be at least 0 and below 1, got " + labelSmoothing);
        }
    }

    /** Without label smoothing. */
    public SoftmaxCrossEntropy() {
        this(0);
    }

    @Override
    public Value of(Tensor output, Tensor target) {
        ClassLabels labels = new ClassLabels(output, target);
        long count = labels.count();
        float[] gradient = new float[output.size()];
        double[] wanted = new double[labels.classes()];
        double sum = 0;
        for (int pixel = 0; pixel < labels.pixels(); pixel++) {
            if (labels.read(pixel, wanted)) {
                sum += add(output.data(), gradient, labels, pixel, wanted, count);
            }
        }
        return new Value(count == 0 ? 0 : sum / count, count, new Tensor(gradient, output.shape()));
    }

    /** The loss of a pixel, whose gradient is put in its place; exponentials are taken of differences to the largest output, so none overflows. */
    private double add(float[] output, float[] gradient, ClassLabels labels, int pixel, double[] wanted, long count) {
        double largest = Double.NEGATIVE_INFINITY;
        for (int c = 0; c < wanted.length; c++) {
            largest = Math.max(largest, output[labels.place(pixel, c)]);
        }
        double exponentials = 0;
        for (int c = 0; c < wanted.length; c++) {
            exponentials += Math.exp(output[labels.place(pixel, c)] - largest);
        }
        double logSum = largest + Math.log(exponentials);
        double loss = 0;
        for (int c = 0; c < wanted.length; c++) {
            int place = labels.place(pixel, c);
            double q = (1 - labelSmoothing) * wanted[c] + labelSmoothing / wanted.length;
            loss += q * (logSum - output[place]);
            gradient[place] = (float) ((Math.exp(output[place] - logSum) - q) / count);
        }
        return loss;
    }

    @Override
    public Optional<Metric> metric() {
        return Optional.of(Metric.CLASS_ACCURACY);
    }
}
