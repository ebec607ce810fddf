package dev.ocellus.loss;

import dev.ocellus.network.LossFunction;
import dev.ocellus.network.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * Losses and metrics over many batches: means over all labels, however these were dealt out to batches. Called {@code loss} and, for example,
 * {@code accuracy} where there is one task; with several, {@code loss} is the weighted sum and those of a task are {@code task.loss} and so on.
 * Not for several threads.
 */
public final class Tally {
    /** Name of the weighted sum of the losses. */
    public static final String LOSS = "loss";

    private final TaskLosses losses;
    private final Map<String, Sum> sums = new LinkedHashMap<>();

    public Tally(TaskLosses losses) {
        this.losses = losses;
    }

    /**
     * The names of what {@link #means} can hold, and whether higher values are better.
     */
    public static Map<String, Boolean> higherIsBetter(TaskLosses losses) {
        Map<String, Boolean> names = new LinkedHashMap<>();
        names.put(LOSS, false);
        for (TaskLosses.Task task : losses.tasks()) {
            names.put(name(losses, task, LOSS), false);
            task.loss()
                    .metric()
                    .ifPresent(metric -> names.put(name(losses, task, metric.toString()), metric.higherIsBetter()));
        }
        return names;
    }

    /** Takes in a batch and gives its loss. */
    public LossFunction.Loss add(List<Tensor> outputs, List<Tensor> targets) {
        List<TensorLoss.Value> values = losses.values(outputs, targets);
        for (int i = 0; i < values.size(); i++) {
            TaskLosses.Task task = losses.tasks().get(i);
            TensorLoss.Value value = values.get(i);
            add(name(losses, task, LOSS), new Sum(value.value() * value.labels(), value.labels()));
            Tensor output = outputs.get(i);
            Tensor target = targets.get(i);
            task.loss()
                    .metric()
                    .ifPresent(metric -> add(name(losses, task, metric.toString()), metric.of(output, target)));
        }
        return losses.total(values);
    }

    private void add(String name, Sum sum) {
        sums.merge(name, sum, Sum::plus);
    }

    /** The means by name; a metric for which there was no label is left out. */
    public Map<String, Double> means() {
        Map<String, Double> means = new LinkedHashMap<>();
        double loss = 0;
        for (TaskLosses.Task task : losses.tasks()) {
            loss += task.weight()
                    * sums.getOrDefault(name(losses, task, LOSS), Sum.NONE).mean();
        }
        means.put(LOSS, loss);
        sums.forEach((name, sum) -> {
            if (sum.labels() > 0) {
                means.putIfAbsent(name, sum.mean());
            }
        });
        return means;
    }

    /** What was added up so far, by name. */
    public Map<String, Sum> sums() {
        return new LinkedHashMap<>(sums);
    }

    /** Goes back to what {@link #sums} gave. */
    public void load(Map<String, Sum> earlier) {
        sums.clear();
        sums.putAll(earlier);
    }

    private static String name(TaskLosses losses, TaskLosses.Task task, String what) {
        return losses.tasks().size() == 1 ? what : task.name() + "." + what;
    }
}
