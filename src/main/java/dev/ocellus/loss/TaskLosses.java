package dev.ocellus.loss;

import dev.ocellus.network.LossFunction;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The losses of a network with one task or several: one loss for each output, added up with weights. A task whose labels are all missing in a batch
 * gives 0 to it.
 *
 * @param tasks in the order of the network's outputs
 */
public record TaskLosses(List<Task> tasks) implements LossFunction<List<Tensor>> {
    /**
     * What one output is for.
     *
     * @param name unique among the tasks, on one line
     * @param weight what its loss is multiplied by, above 0
     */
    public record Task(String name, TensorLoss loss, double weight) {
        public Task {
            if (name.isBlank() || name.lines().count() != 1 || !(weight > 0 && weight < Double.POSITIVE_INFINITY)) {
                throw new IllegalArgumentException(
                        "a task needs a name on one line and a weight above 0, got '%s' and %s"
                                .formatted(name, weight));
            }
        }
    }

    public TaskLosses {
        tasks = List.copyOf(tasks);
        long names = tasks.stream().map(Task::name).distinct().count();
        if (tasks.isEmpty() || names < tasks.size()) {
            throw new IllegalArgumentException(
                    "there must be at least one task, and each needs its own name: " + tasks);
        }
    }

    /** The loss of a network with one output. */
    public static TaskLosses of(TensorLoss loss) {
        return of("output", loss);
    }

    /** The first of several tasks, with weight 1. */
    public static TaskLosses of(String name, TensorLoss loss) {
        return new TaskLosses(List.of(new Task(name, loss, 1)));
    }

    /** With one more task, that of the next output. */
    public TaskLosses and(String name, TensorLoss loss, double weight) {
        List<Task> more = new ArrayList<>(tasks);
        more.add(new Task(name, loss, weight));
        return new TaskLosses(more);
    }

    /** The weighted sum; its parts are the weighted losses by task. */
    @Override
    public Loss of(List<Tensor> outputs, List<Tensor> targets) {
        return total(values(outputs, targets));
    }

    /** The loss of each task, without its weight. */
    List<TensorLoss.Value> values(List<Tensor> outputs, List<Tensor> targets) {
        if (outputs.size() != tasks.size() || targets.size() != tasks.size()) {
            throw new IllegalArgumentException("there are the tasks %s, but %d outputs and %d targets"
                    .formatted(tasks.stream().map(Task::name).toList(), outputs.size(), targets.size()));
        }
        List<TensorLoss.Value> values = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            values.add(tasks.get(i).loss().of(outputs.get(i), targets.get(i)));
        }
        return values;
    }

    Loss total(List<TensorLoss.Value> values) {
        double sum = 0;
        Map<String, Double> parts = new LinkedHashMap<>();
        List<Tensor> gradients = new ArrayList<>();
        for (int i = 0; i < tasks.size(); i++) {
            double weight = tasks.get(i).weight();
            TensorLoss.Value value = values.get(i);
            sum += weight * value.value();
            parts.put(tasks.get(i).name(), weight * value.value());
            gradients.add(times(value.gradient(), (float) weight));
        }
        return new Loss(sum, parts, gradients);
    }

    private static Tensor times(Tensor gradient, float weight) {
        if (weight == 1) {
            return gradient;
        }
        float[] product = gradient.data().clone();
        for (int i = 0; i < product.length; i++) {
            product[i] *= weight;
        }
        return new Tensor(product, gradient.shape());
    }
}
