package dev.ocellus.network;

/**
 * Which values a {@link Layer.Dropout} drops: a function of the network's seed, the step, the layer and the value's place, never of thread order, so
 * that every engine drops the same values and a training goes on exactly where it stopped.
 */
public final class DropoutMask {
    private final long key;
    private final int threshold;

    /**
     * @param seed the network's
     * @param step how many steps the optimiser has taken before
     * @param node name of the layer in its graph
     * @param rate share of the values that is dropped
     */
    public DropoutMask(long seed, long step, String node, double rate) {
        this.key = mixed(mixed(mixed(seed) ^ step) ^ node.hashCode());
        this.threshold = (int) Math.round(rate * (1 << 24));
    }

    /**
     * Whether a value is dropped.
     *
     * @param index of the value in the batch laid out (N, C, H, W)
     */
    public boolean drops(long index) {
        return (int) (mixed(key ^ index * 0x9E3779B97F4A7C15L) >>> 40) < threshold;
    }

    /** The last stage of SplitMix64 (Steele, Lea and Flood 2014): every bit of the input moves every bit of the output. */
    private static long mixed(long value) {
        long z = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        z = (z ^ (z >>> 27)) * 0x94D049BB133111EBL;
        return z ^ (z >>> 31);
    }
}
