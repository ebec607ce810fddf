package dev.ocellus.network;

/**
 * One array of numbers that a layer owns. Its full name in a network is {@code node.name}, for example {@code stage1.conv.weight}.
 *
 * @param name within its layer: {@code weight}, {@code bias}, {@code gain}, {@code shift}, {@code mean}, {@code variance}
 * @param kind what it is, which decides how it starts and whether it is trained and decayed
 * @param fanIn number of inputs that one output sums over; 0 where it means nothing
 * @param fanOut number of outputs that one input reaches at stride 1; 0 where it means nothing
 * @param shape canonical layout: (out, in of one group, kernel height, kernel width) for convolutions, (out, in) for dense layers, (channels) for the rest
 */
public record Parameter(String name, Kind kind, int fanIn, int fanOut, int... shape) {
    /** What a parameter is for. */
    public enum Kind {
        /** Multiplies inputs; starts as {@link Initialisation} says; the only kind that {@link Optimiser.Regularisation} touches. */
        WEIGHT(true),
        /** Added to outputs; starts at 0. */
        BIAS(true),
        /** Batch norm's scale γ; starts at 1. */
        GAIN(true),
        /** Batch norm's shift β; starts at 0. */
        SHIFT(true),
        /** Batch norm's running mean; starts at 0; follows the data, is not trained. */
        RUNNING_MEAN(false),
        /** Batch norm's running variance; starts at 1; follows the data, is not trained. */
        RUNNING_VARIANCE(false);

        private final boolean trained;

        Kind(boolean trained) {
            this.trained = trained;
        }

        /** Whether the optimiser changes it. */
        public boolean trained() {
            return trained;
        }
    }

    public int size() {
        int size = 1;
        for (int dimension : shape) {
            size = Math.multiplyExact(size, dimension);
        }
        return size;
    }
}
