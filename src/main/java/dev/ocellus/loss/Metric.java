package dev.ocellus.loss;

import dev.ocellus.network.Tensor;

/** What a person wants to know of outputs beside their loss: a mean over the labels that are there. */
public enum Metric {
    /** Share of the pixels whose largest output is that of the right class; targets as in {@link SoftmaxCrossEntropy}. */
    CLASS_ACCURACY("accuracy", true) {
        @Override
        public Sum of(Tensor output, Tensor target) {
            ClassLabels labels = new ClassLabels(output, target);
            double[] wanted = new double[labels.classes()];
            double[] said = new double[labels.classes()];
            long right = 0;
            for (int pixel = 0; pixel < labels.pixels(); pixel++) {
                if (labels.read(pixel, wanted)) {
                    for (int c = 0; c < said.length; c++) {
                        said[c] = output.data()[labels.place(pixel, c)];
                    }
                    right += largest(said) == largest(wanted) ? 1 : 0;
                }
            }
            return new Sum(right, labels.count());
        }
    },
    /** Share of the numbers that are above 0 where the target is at least one half, and not above 0 elsewhere; targets as in {@link Logistic}. */
    LABEL_ACCURACY("accuracy", true) {
        @Override
        public Sum of(Tensor output, Tensor target) {
            return Sum.over(output, target, (z, t) -> (z > 0) == (t >= 0.5) ? 1 : 0);
        }
    },
    /** Mean of |output − target|, in the unit of the numbers. */
    ABSOLUTE_ERROR("mean-absolute-error", false) {
        @Override
        public Sum of(Tensor output, Tensor target) {
            return Sum.over(output, target, (o, t) -> Math.abs(o - t));
        }
    };

    private final String text;
    private final boolean higherIsBetter;

    Metric(String text, boolean higherIsBetter) {
        this.text = text;
        this.higherIsBetter = higherIsBetter;
    }

    /** The metric of a batch. */
    public abstract Sum of(Tensor output, Tensor target);

    /** What tables call it. */
    @Override
    public String toString() {
        return text;
    }

    public boolean higherIsBetter() {
        return higherIsBetter;
    }

    /** First of the largest. */
    private static int largest(double[] values) {
        int largest = 0;
        for (int c = 1; c < values.length; c++) {
            largest = values[c] > values[largest] ? c : largest;
        }
        return largest;
    }
}
