package dev.ocellus.learn;

import dev.ocellus.loss.Tally;
import dev.ocellus.loss.TaskLosses;
import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Measures a network on examples, as at test time. */
record Measurement(TaskLosses losses, int batchSize) {
    /** Losses and metrics by name, see {@link Tally}. */
    Map<String, Double> of(Network network, Examples examples) {
        Tally tally = new Tally(losses);
        for (int from = 0; from < examples.size(); from += batchSize) {
            int[] numbers = IntStream.range(from, Math.min(examples.size(), from + batchSize))
                    .toArray();
            Batch<List<Tensor>> batch = examples.batch(numbers, 0);
            tally.add(network.forward(batch.input()), batch.target());
        }
        return tally.means();
    }
}
