package dev.ocellus.learn;

import dev.ocellus.loss.Tally;
import dev.ocellus.loss.TaskLosses;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Ends a fit that no longer gets better on the dev examples, and gives back the parameters of its best epoch; among equals, that of the lowest loss.
 *
 * @param metric of the dev examples that is watched, such as {@code loss} or {@code accuracy}
 * @param patience how many epochs in a row may be no better than the best before the fit ends, at least 1
 */
public record EarlyStopping(String metric, int patience) {
    public EarlyStopping {
        if (patience < 1) {
            throw new IllegalArgumentException("patience must be at least 1, got " + patience);
        }
    }

    /** @throws IllegalArgumentException where tasks with these losses have no such metric */
    void requireKnown(TaskLosses losses) {
        Set<String> known = Tally.higherIsBetter(losses).keySet();
        if (!known.contains(metric)) {
            throw new IllegalArgumentException(
                    "early stopping cannot watch '%s'; there are %s".formatted(metric, known));
        }
    }

    /**
     * How good what was measured is; higher is better.
     *
     * @throws IllegalArgumentException where the dev examples have no label for it
     */
    double score(Map<String, Double> measured, TaskLosses losses) {
        Double value = measured.get(metric);
        if (value == null) {
            throw new IllegalArgumentException(
                    "early stopping watches '%s', but the dev examples have no label for it".formatted(metric));
        }
        if (value.isNaN()) {
            return Double.NEGATIVE_INFINITY;
        }
        return Tally.higherIsBetter(losses).get(metric) ? value : -value;
    }

    /** Whether the metric of the last epochs, as many as the patience, was no better than before. */
    boolean hasEnough(List<History.Row> epochs, TaskLosses losses) {
        int best = 0;
        for (int i = 1; i < epochs.size(); i++) {
            best = score(epochs.get(i).dev(), losses) > score(epochs.get(best).dev(), losses) ? i : best;
        }
        return epochs.size() - 1 - best >= patience;
    }
}
