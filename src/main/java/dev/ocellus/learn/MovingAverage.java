package dev.ocellus.learn;

import dev.ocellus.network.Tensor;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * A running mean of a network's parameters over the steps of a training, which scores better than the last step's values. The share of the old mean
 * kept at step t is min(limit, (1 + t) / (10 + t)), so that the early, bad values are soon forgotten.
 *
 * @see <a href="https://doi.org/10.1137/0330046">Polyak and Juditsky 1992</a>
 */
public final class MovingAverage {
    private final double limit;
    private final Map<String, Tensor> mean = new LinkedHashMap<>();

    /** @param limit in [0, 1); 0 follows the parameters themselves */
    public MovingAverage(double limit) {
        if (!(limit >= 0 && limit < 1)) {
            throw new IllegalArgumentException("the share of the mean to keep must be in [0, 1), got " + limit);
        }
        this.limit = limit;
    }

    /** Takes in the parameters after a step, counted from 0. */
    public void update(Map<String, Tensor> parameters, long step) {
        float keep = (float) Math.min(limit, (1.0 + step) / (10.0 + step));
        for (Map.Entry<String, Tensor> entry : parameters.entrySet()) {
            Tensor value = entry.getValue();
            Tensor old = mean.get(entry.getKey());
            if (old == null) {
                mean.put(entry.getKey(), new Tensor(value.data().clone(), value.shape()));
                continue;
            }
            float[] to = old.data();
            float[] from = value.data();
            for (int i = 0; i < to.length; i++) {
                to[i] += (1 - keep) * (from[i] - to[i]);
            }
        }
    }

    /** The mean so far; copies. */
    public Map<String, Tensor> parameters() {
        Map<String, Tensor> copy = new LinkedHashMap<>();
        mean.forEach((name, value) -> copy.put(name, new Tensor(value.data().clone(), value.shape())));
        return copy;
    }

    /** Restores what {@link #parameters} gave. */
    public void load(Map<String, Tensor> parameters) {
        mean.clear();
        parameters.forEach(
                (name, value) -> mean.put(name, new Tensor(value.data().clone(), value.shape())));
    }
}
