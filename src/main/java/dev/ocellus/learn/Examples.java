package dev.ocellus.learn;

import dev.ocellus.network.Tensor;
import java.util.List;

/**
 * What a network learns from or is measured on: a number of examples, each an input with a target for each task. Batches are asked for from another
 * thread than the network's, one at a time.
 */
public interface Examples {
    /** How many there are, at least 1. */
    int size();

    /**
     * A batch: a function of its arguments alone, so that everything can be repeated. Whoever changes examples at random draws from the epoch and the
     * number of the example.
     *
     * @param numbers of the examples, each from 0 to {@link #size} − 1, in the order of the batch
     * @param epoch counted from 0; always 0 where examples are measured on
     * @return inputs (N, C, H, W) and for each task its targets as its loss wants them; NaN for a label that is missing
     */
    Batch<List<Tensor>> batch(int[] numbers, int epoch);

    /** What tells these examples from others, so that a training does not go on with other data. */
    default String fingerprint() {
        return size() + " examples";
    }

    /**
     * Examples that lie in arrays.
     *
     * @param inputs (N, C, H, W), or (N, C) for vectors
     * @param targets of each task, the first dimension N; (N) and (N, C) stand for (N, 1, 1, 1) and (N, C, 1, 1)
     * @throws IllegalArgumentException where the numbers of examples differ
     */
    static Examples of(Tensor inputs, Tensor... targets) {
        return ArrayExamples.of(inputs, List.of(targets));
    }
}
