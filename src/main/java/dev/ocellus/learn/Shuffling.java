package dev.ocellus.learn;

import java.util.Arrays;
import java.util.random.RandomGenerator;
import java.util.random.RandomGeneratorFactory;

/**
 * Which examples a step of an epoch sees: every epoch goes through all examples once, in an order that is a function of the seed and the epoch. The
 * last batch of an epoch may be smaller. Not for several threads.
 */
final class Shuffling {
    private final long seed;
    private final int examples;
    private final int batchSize;
    private int epochOfOrder = -1;
    private int[] order;

    Shuffling(long seed, int examples, int batchSize) {
        this.seed = seed;
        this.examples = examples;
        this.batchSize = batchSize;
    }

    int stepsAnEpoch() {
        return (examples - 1) / batchSize + 1;
    }

    /**
     * The numbers of the examples of a step.
     *
     * @param step of the epoch, counted from 0
     */
    int[] numbers(int epoch, int step) {
        if (epoch != epochOfOrder) {
            order = order(epoch);
            epochOfOrder = epoch;
        }
        int from = step * batchSize;
        return Arrays.copyOfRange(order, from, Math.min(examples, from + batchSize));
    }

    private int[] order(int epoch) {
        RandomGenerator random =
                RandomGeneratorFactory.of("L64X128MixRandom").create(seed ^ (epoch * 0x9E3779B97F4A7C15L));
        int[] numbers = new int[examples];
        for (int i = 0; i < examples; i++) {
            int j = (int) Long.remainderUnsigned(random.nextLong(), i + 1);
            numbers[i] = numbers[j];
            numbers[j] = i;
        }
        return numbers;
    }
}
