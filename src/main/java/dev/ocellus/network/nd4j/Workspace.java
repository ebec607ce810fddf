package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;

/** All buffers for batches of one shape, and the steps of the plan bound to them. */
final class Workspace implements AutoCloseable {
    private final Graph graph;
    private final Plan plan;
    private final Parameters parameters;
    private final Filters filters;
    private final Team team;
    private final boolean training;
    private final int samples;
    private final Shape input;
    private final Map<String, Shape> shapes;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final boolean[] needed;

    /** @throws dev.ocellus.network.ShapeException where the graph cannot run on that input */
    Workspace(
            Graph graph,
            Plan plan,
            Parameters parameters,
            Filters filters,
            Team team,
            boolean training,
            int samples,
            Shape input) {
        this.graph = graph;
        this.plan = plan;
        this.parameters = parameters;
        this.filters = filters;
        this.team = team;
        this.training = training;
        this.samples = samples;
        this.input = input;
        this.shapes = graph.shapes(input);
        this.needed = new boolean[plan.values()];
        Shape[] written = new Shape[plan.values()];
        written[0] = input;
        for (Plan.Task task : plan.tasks()) {
            written[plan.id(task.last().name())] = shapes.get(task.last().name());
        }
        int count = Math.min(team.size(), samples);
        for (int i = 0; i < count; i++) {
            int first = (int) ((long) samples * i / count);
            int end = (int) ((long) samples * (i + 1) / count);
            shards.add(new Shard(i, first, end - first, written));
        }
        plan.tasks().forEach(task -> steps.add(step(task)));
    }

    private Step step(Plan.Task task) {
        Graph.Node node = task.first();
        if (node.layer() instanceof Layer.Conv conv) {
            return new ConvStep(this, node, conv.kernel(), conv.stride(), conv.padding());
        } else if (node.layer() instanceof Layer.Dense) {
            return new ConvStep(this, node, 1, 1, 0);
        } else if (node.layer() instanceof Layer.BatchNorm) {
            return new NormStep(this, task);
        }
        return local(node).onAll(this, plan.id(node.name()));
    }

    private LocalStep local(Graph.Node node) {
        int[] inputs = node.inputs().stream().mapToInt(plan::id).toArray();
        int output = plan.id(node.name());
        Layer layer = node.layer();
        if (layer instanceof Layer.Activation activation) {
            return new ActivationStep(activation.function(), inputs[0], output);
        } else if (layer instanceof Layer.MaxPool pool) {
            return new MaxPoolStep(this, pool, node.inputs().get(0), node.name());
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return new AveragePoolStep(inputs[0], output);
        } else if (layer instanceof Layer.Upsample upsample) {
            return new UpsampleStep(upsample.factor(), inputs[0], output);
        } else if (layer instanceof Layer.Add) {
            return new AddStep(this, inputs, output);
        } else if (layer instanceof Layer.Concat) {
            return new ConcatStep(this, inputs, output);
        } else if (layer instanceof Layer.Flatten) {
            return new FlattenStep(inputs[0], output);
        }
        throw new IllegalStateException("no step computes " + layer);
    }

    boolean fits(int samples, Shape input) {
        return this.samples == samples && this.input.equals(input);
    }

    List<Tensor> forward(Tensor batch) {
        each(shard -> shard.value(0).fill(batch.data(), shard.first()));
        steps.forEach(Step::forward);
        List<Tensor> outputs = new ArrayList<>();
        for (String name : graph.outputs()) {
            Shape shape = shapes.get(name);
            Tensor output = Tensor.zeros(samples, shape.channels(), shape.height(), shape.width());
            each(shard -> shard.value(plan.id(name)).extract(output.data(), shard.first()));
            outputs.add(output);
        }
        return outputs;
    }

    /** @throws ShapeException where a gradient does not have the shape of its output */
    void checkOutput(String name, Tensor gradient) {
        Shape shape = shapes.get(name);
        int[] expected = {samples, shape.channels(), shape.height(), shape.width()};
        if (!Arrays.equals(gradient.shape(), expected)) {
            throw new ShapeException("the gradient of '%s' needs the shape %s, got %s"
                    .formatted(name, Arrays.toString(expected), Arrays.toString(gradient.shape())));
        }
    }

    void backward(List<Tensor> outputGradients) {
        findNeeded();
        Arrays.fill(parameters.gradients(), 0f);
        for (int o = 0; o < outputGradients.size(); o++) {
            Tensor gradient = outputGradients.get(o);
            String name = graph.outputs().get(o);
            each(shard -> {
                FeatureMap map = shard.borrow(shapes.get(name));
                map.fill(gradient.data(), shard.first());
                shard.contribute(plan.id(name), map);
            });
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            int output = plan.id(plan.tasks().get(i).last().name());
            if (!shards.get(0).hasGradient(output)) {
                continue;
            }
            if (needed[output]) {
                steps.get(i).backward();
            } else {
                each(shard -> shard.release(shard.claim(output)));
            }
        }
    }

    /** Marks the values whose gradient leads to a parameter that learns. */
    private void findNeeded() {
        for (Plan.Task task : plan.tasks()) {
            boolean need = false;
            for (Graph.Node node : task.nodes()) {
                for (String name : node.inputs()) {
                    need |= needed[plan.id(name)];
                }
                for (Parameters.Slot slot : parameters.slotsOf(node)) {
                    need |= parameters.learns(slot);
                }
                needed[plan.id(node.name())] = need;
            }
        }
    }

    /** Whether the gradient of a value is of use. */
    boolean needs(int id) {
        return needed[id];
    }

    /** Runs the task on every shard at the same time. */
    void each(Consumer<Shard> task) {
        team.each(shards.size(), i -> task.accept(shards.get(i)));
    }

    List<Shard> shards() {
        return shards;
    }

    Plan plan() {
        return plan;
    }

    Parameters parameters() {
        return parameters;
    }

    Filters filters() {
        return filters;
    }

    boolean training() {
        return training;
    }

    Shape shape(String name) {
        return shapes.get(name);
    }

    @Override
    public void close() {
        steps.forEach(Step::close);
        shards.forEach(Shard::close);
    }
}
