package dev.ocellus.network.nd4j;

import dev.ocellus.network.DropoutMask;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.engine.Parameters;
import dev.ocellus.network.engine.Team;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/** All buffers for batches of one shape, and the steps of the plan bound to them. */
final class Workspace implements AutoCloseable {
    private final Graph graph;
    private final Plan plan;
    private final Parameters parameters;
    private final Filters filters;
    private final Team team;
    private final BiFunction<String, Double, DropoutMask> masks;
    private final boolean training;
    private final int samples;
    private final Shape input;
    private final Map<String, Shape> shapes;
    private final List<Shard> shards = new ArrayList<>();
    private final List<Step> steps = new ArrayList<>();
    private final boolean[] needed;

    /**
     * @param masks what the layer of a name drops at a rate in the current step of training
     * @throws ShapeException where the graph cannot run on that input
     */
    Workspace(
            Graph graph,
            Plan plan,
            Parameters parameters,
            Filters filters,
            Team team,
            BiFunction<String, Double, DropoutMask> masks,
            boolean training,
            int samples,
            Shape input) {
        this.graph = graph;
        this.plan = plan;
        this.parameters = parameters;
        this.filters = filters;
        this.team = team;
        this.masks = masks;
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
            shards.add(new Shard(i, first, end - first, training ? parameters.values().length : 0, written));
        }
        plan.tasks().forEach(task -> steps.add(step(task)));
    }

    private Step step(Plan.Task task) {
        Graph.Node node = task.first();
        if (node.layer() instanceof Layer.Conv conv) {
            return convolution(node, conv);
        } else if (node.layer() instanceof Layer.Dense dense) {
            return convolution(node, new Layer.Conv(dense.outputs(), 1, 1, 0, dense.bias()));
        } else if (node.layer() instanceof Layer.BatchNorm) {
            return task.last().layer() instanceof Pool.MaxPool
                    ? new NormPoolStep(this, task)
                    : new NormStep(this, task);
        }
        return LocalSteps.of(this, node);
    }

    private Step convolution(Graph.Node node, Layer.Conv conv) {
        Shape from = shapes.get(node.inputs().get(0));
        Optional<NativePadding> padding = NativePadding.of(conv.window(), from);
        if (conv.groups() == 1 && padding.isPresent()) {
            return new ConvStep(this, node, conv.window(), padding.get());
        }
        boolean depthwise = conv.groups() > 1 && conv.groups() == from.channels();
        return depthwise ? new DepthwiseStep(this, node, conv) : new SplitConvStep(this, node, conv);
    }

    boolean fits(int samples, Shape input) {
        return this.samples == samples && this.input.equals(input);
    }

    List<Tensor> forward(Tensor batch) {
        Schedule schedule = new Schedule(team, shards);
        schedule.each(shard -> shard.value(0).fill(batch.data(), shard.first()));
        steps.forEach(step -> step.forward(schedule));
        List<Tensor> outputs = new ArrayList<>();
        for (String name : graph.outputs()) {
            Shape shape = shapes.get(name);
            Tensor output = Tensor.zeros(samples, shape.channels(), shape.height(), shape.width());
            schedule.each(shard -> shard.value(plan.id(name)).extract(output.data(), shard.first()));
            outputs.add(output);
        }
        schedule.run();
        return outputs;
    }

    void backward(List<Tensor> outputGradients) {
        findNeeded();
        boolean[] reached = new boolean[plan.values()];
        Schedule schedule = new Schedule(team, shards);
        schedule.each(Shard::clearParameterGradients);
        for (int o = 0; o < outputGradients.size(); o++) {
            int id = plan.id(graph.outputs().get(o));
            if (needed[id]) {
                reached[id] = true;
                Tensor gradient = outputGradients.get(o);
                schedule.each(shard -> {
                    FeatureMap map = shard.borrow(shard.value(id).shape());
                    map.fill(gradient.data(), shard.first());
                    shard.contribute(id, map);
                });
            }
        }
        for (int i = steps.size() - 1; i >= 0; i--) {
            Plan.Task task = plan.tasks().get(i);
            if (reached[plan.id(task.last().name())]) {
                steps.get(i).backward(schedule);
                for (Graph.Node node : task.nodes()) {
                    node.inputs().forEach(name -> reached[plan.id(name)] |= needed[plan.id(name)]);
                }
            }
        }
        schedule.run();
        sumGradients();
    }

    private void sumGradients() {
        float[] sum = parameters.gradients();
        team.share(sum.length, (first, end) -> {
            System.arraycopy(shards.get(0).parameterGradients(), first, sum, first, end - first);
            for (Shard shard : shards.subList(1, shards.size())) {
                add(shard.parameterGradients(), sum, first, end);
            }
        });
    }

    private static void add(float[] part, float[] sum, int first, int end) {
        for (int i = first; i < end; i++) {
            sum[i] += part[i];
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

    /** What a layer drops in the current step of training. */
    DropoutMask mask(String node, Layer.Dropout layer) {
        return masks.apply(node, layer.rate());
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
