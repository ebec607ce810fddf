package dev.ocellus.testing;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;

/** A network whose gradients a test writes down; its outputs are zeros of the right shapes. Takes no steps. */
public final class WrittenNetwork implements TrainableNetwork {
    private final Graph graph;
    private final Map<String, Tensor> parameters;
    private final BiFunction<Tensor, List<Tensor>, Map<String, Tensor>> backward;
    private Tensor batch;
    private Map<String, Tensor> gradients = Map.of();

    /** @param backward the gradients for a batch and the gradients of the outputs */
    public WrittenNetwork(
            Graph graph,
            Map<String, Tensor> parameters,
            BiFunction<Tensor, List<Tensor>, Map<String, Tensor>> backward) {
        this.graph = graph;
        this.parameters = new LinkedHashMap<>(parameters);
        this.backward = backward;
    }

    /** With parameters drawn as usual. */
    public WrittenNetwork(Graph graph, long seed, BiFunction<Tensor, List<Tensor>, Map<String, Tensor>> backward) {
        this(graph, Initialisation.HE.draw(graph, seed), backward);
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public List<Tensor> forward(Tensor batch) {
        return graph.outputs().stream()
                .map(graph.shapes()::get)
                .map(shape -> zeros(batch.dimension(0), shape))
                .toList();
    }

    private static Tensor zeros(int samples, Shape shape) {
        return Tensor.zeros(samples, shape.channels(), shape.height(), shape.width());
    }

    @Override
    public List<Tensor> forwardTraining(Tensor batch) {
        this.batch = batch;
        return forward(batch);
    }

    @Override
    public void backward(List<Tensor> outputGradients) {
        gradients = backward.apply(batch, outputGradients);
    }

    @Override
    public Map<String, Tensor> gradients() {
        return gradients;
    }

    @Override
    public Map<String, Tensor> parameters() {
        return Map.copyOf(parameters);
    }

    @Override
    public void load(Map<String, Tensor> others) {
        parameters.putAll(others);
    }

    @Override
    public void step(double learningRate) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Map<String, Tensor> state() {
        throw new UnsupportedOperationException();
    }

    @Override
    public void loadState(Map<String, Tensor> state) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void freeze(String prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void unfreeze(String prefix) {
        throw new UnsupportedOperationException();
    }

    @Override
    public void close() {}
}
