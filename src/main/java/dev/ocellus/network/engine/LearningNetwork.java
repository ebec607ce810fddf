package dev.ocellus.network.engine;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that learns, around an engine's {@link Computation}: keeps the numbers, the optimiser and the order of calls, and checks what comes in. Calls
 * from several threads run one after another.
 */
public class LearningNetwork implements TrainableNetwork {
    private final Graph graph;
    private final Parameters parameters;
    private final Updates updates;
    private final Team team;
    private final Computation computation;
    /** Shape of every node in the last {@link #forwardTraining}. */
    private Map<String, Shape> learned = Map.of();

    private int samples;
    private Phase phase = Phase.IDLE;

    /** How far the current step of training has come. */
    private enum Phase {
        IDLE,
        FORWARD_DONE,
        BACKWARD_DONE,
        CLOSED
    }

    /**
     * @param parameters of the graph
     * @param team whose threads take the optimiser's steps; closed with this network
     * @param computation over the same parameters, by the same team; closed with this network
     */
    public LearningNetwork(
            Graph graph, Parameters parameters, Optimiser optimiser, Team team, Computation computation) {
        this.graph = graph;
        this.parameters = parameters;
        this.updates = new Updates(optimiser, parameters);
        this.team = team;
        this.computation = computation;
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public synchronized List<Tensor> forward(Tensor batch) {
        shapes(batch);
        return computation.forward(batch);
    }

    @Override
    public synchronized List<Tensor> forwardTraining(Tensor batch) {
        Map<String, Shape> shapes = shapes(batch);
        phase = Phase.IDLE;
        List<Tensor> outputs = computation.forwardTraining(batch, updates.steps());
        learned = shapes;
        samples = batch.dimension(0);
        phase = Phase.FORWARD_DONE;
        return outputs;
    }

    /** Checks a batch and returns the shape of every node for it. */
    private Map<String, Shape> shapes(Tensor batch) {
        requireOpen();
        int[] shape = batch.shape();
        if (shape.length != 4 || shape[0] < 1 || shape[1] != graph.input().channels()) {
            throw new ShapeException("the network takes (N, %d, H, W) with N at least 1, got %s"
                    .formatted(graph.input().channels(), Arrays.toString(shape)));
        }
        Shape input = new Shape(shape[1], shape[2], shape[3]);
        return input.equals(learned.get(Graph.INPUT)) ? learned : graph.shapes(input);
    }

    @Override
    public synchronized void backward(List<Tensor> outputGradients) {
        require(Phase.FORWARD_DONE, "backward needs a forwardTraining before it, one for each call");
        if (outputGradients.size() != graph.outputs().size()) {
            throw new ShapeException("the network has the outputs %s, got %d gradients"
                    .formatted(graph.outputs(), outputGradients.size()));
        }
        for (int i = 0; i < outputGradients.size(); i++) {
            checkGradient(graph.outputs().get(i), outputGradients.get(i));
        }
        phase = Phase.IDLE;
        computation.backward(outputGradients);
        phase = Phase.BACKWARD_DONE;
    }

    private void checkGradient(String output, Tensor gradient) {
        Shape shape = learned.get(output);
        int[] expected = {samples, shape.channels(), shape.height(), shape.width()};
        if (!Arrays.equals(gradient.shape(), expected)) {
            throw new ShapeException("the gradient of '%s' needs the shape %s, got %s"
                    .formatted(output, Arrays.toString(expected), Arrays.toString(gradient.shape())));
        }
    }

    @Override
    public synchronized Map<String, Tensor> gradients() {
        require(Phase.BACKWARD_DONE, "gradients are there after a backward");
        Map<String, Tensor> gradients = new LinkedHashMap<>();
        for (Parameters.Slot slot : parameters.slots()) {
            if (parameters.learns(slot)) {
                gradients.put(slot.name(), Parameters.tensor(parameters.gradients(), slot));
            }
        }
        return gradients;
    }

    @Override
    public synchronized void step(double learningRate) {
        require(Phase.BACKWARD_DONE, "a step needs a backward before it, one for each call");
        if (!(learningRate > 0)) {
            throw new IllegalArgumentException("the learning rate must be positive, got " + learningRate);
        }
        phase = Phase.IDLE;
        team.lead(() -> {
            updates.step(learningRate, team);
            return null;
        });
        computation.refresh();
    }

    @Override
    public synchronized Map<String, Tensor> parameters() {
        requireOpen();
        Map<String, Tensor> copies = new LinkedHashMap<>();
        parameters.slots().forEach(slot -> copies.put(slot.name(), Parameters.tensor(parameters.values(), slot)));
        return copies;
    }

    @Override
    public synchronized void load(Map<String, Tensor> loaded) {
        requireOpen();
        parameters.load(loaded);
        phase = Phase.IDLE;
        computation.refresh();
    }

    @Override
    public synchronized Map<String, Tensor> state() {
        Map<String, Tensor> state = parameters();
        state.putAll(updates.state());
        return state;
    }

    @Override
    public synchronized void loadState(Map<String, Tensor> state) {
        requireOpen();
        Map<String, Tensor> own = new LinkedHashMap<>(state);
        own.keySet().removeIf(Updates::owns);
        updates.load(state);
        load(own);
    }

    @Override
    public synchronized void freeze(String prefix) {
        requireOpen();
        parameters.freeze(prefix);
    }

    /** {@inheritDoc} The next thing to come is a {@link #forwardTraining}: the last one did not remember what the gradients of frozen parameters need. */
    @Override
    public synchronized void unfreeze(String prefix) {
        requireOpen();
        parameters.unfreeze(prefix);
        phase = Phase.IDLE;
    }

    private void require(Phase needed, String message) {
        requireOpen();
        if (phase != needed) {
            throw new IllegalStateException(message);
        }
    }

    private void requireOpen() {
        if (phase == Phase.CLOSED) {
            throw new IllegalStateException("this network is closed");
        }
    }

    @Override
    public synchronized void close() {
        if (phase != Phase.CLOSED) {
            phase = Phase.CLOSED;
            computation.close();
            team.close();
        }
    }
}
