package dev.ocellus.network.nd4j;

import dev.ocellus.network.DropoutMask;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.engine.Parameters;
import dev.ocellus.network.engine.Updates;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network that learns on the processor: convolutions by ND4J (oneDNN where there is a binary for it), the rest in Java, a batch split over a fixed
 * number of threads. The same seed, batches and number of threads give the same numbers. Calls from several threads run one after another.
 *
 * <p>Memory outside the heap holds the values of one training batch and of one batch for {@link #forward}; it is allocated when a batch of another
 * shape comes and freed by {@link #close}.
 */
public final class Nd4jNetwork implements TrainableNetwork {
    private final Graph graph;
    private final Plan plan;
    private final Parameters parameters;
    private final Updates updates;
    private final long seed;
    private final Team team;
    private final Filters filters;
    private Workspace training;
    private Workspace asking;
    private Phase phase = Phase.IDLE;

    /** How far the current step of training has come. */
    private enum Phase {
        IDLE,
        FORWARD_DONE,
        BACKWARD_DONE,
        CLOSED
    }

    private Nd4jNetwork(Graph graph, Optimiser optimiser, long seed, int threads) {
        this.graph = graph;
        this.plan = new Plan(graph);
        this.parameters = new Parameters(graph, seed);
        this.updates = new Updates(optimiser, parameters);
        this.seed = seed;
        this.team = new Team(threads);
        this.filters = team.lead(() -> new Filters(parameters));
    }

    /** A network with fresh parameters that uses one thread for each processor. */
    public static Nd4jNetwork create(Graph graph, Optimiser optimiser, long seed) {
        return create(graph, optimiser, seed, Runtime.getRuntime().availableProcessors());
    }

    /**
     * A network with fresh parameters: He's normal draws for weights, 1 for gains and variances, 0 for the rest.
     *
     * @param seed decides the draws, and what dropout drops
     * @param threads at least 1; sums are taken in another order for another number
     */
    public static Nd4jNetwork create(Graph graph, Optimiser optimiser, long seed, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a network needs at least 1 thread, got " + threads);
        }
        return new Nd4jNetwork(graph, optimiser, seed, threads);
    }

    @Override
    public Graph graph() {
        return graph;
    }

    @Override
    public synchronized List<Tensor> forward(Tensor batch) {
        Shape input = check(batch);
        return team.lead(() -> {
            asking = fitting(asking, false, batch.dimension(0), input);
            return asking.forward(batch);
        });
    }

    @Override
    public synchronized List<Tensor> forwardTraining(Tensor batch) {
        Shape input = check(batch);
        phase = Phase.IDLE;
        List<Tensor> outputs = team.lead(() -> {
            training = fitting(training, true, batch.dimension(0), input);
            return training.forward(batch);
        });
        phase = Phase.FORWARD_DONE;
        return outputs;
    }

    private Shape check(Tensor batch) {
        requireOpen();
        int[] shape = batch.shape();
        if (shape.length != 4 || shape[0] < 1 || shape[1] != graph.input().channels()) {
            throw new ShapeException("the network takes (N, %d, H, W) with N at least 1, got %s"
                    .formatted(graph.input().channels(), Arrays.toString(shape)));
        }
        return new Shape(shape[1], shape[2], shape[3]);
    }

    private Workspace fitting(Workspace workspace, boolean forTraining, int samples, Shape input) {
        if (workspace != null && workspace.fits(samples, input)) {
            return workspace;
        }
        graph.shapes(input); // refuse before anything is thrown away
        if (workspace != null) {
            workspace.close();
        }
        return new Workspace(graph, plan, parameters, filters, team, this::mask, forTraining, samples, input);
    }

    private DropoutMask mask(String node, double rate) {
        return new DropoutMask(seed, updates.steps(), node, rate);
    }

    @Override
    public synchronized void backward(List<Tensor> outputGradients) {
        require(Phase.FORWARD_DONE, "backward needs a forwardTraining before it, one for each call");
        if (outputGradients.size() != graph.outputs().size()) {
            throw new ShapeException("the network has the outputs %s, got %d gradients"
                    .formatted(graph.outputs(), outputGradients.size()));
        }
        for (int i = 0; i < outputGradients.size(); i++) {
            training.checkOutput(graph.outputs().get(i), outputGradients.get(i));
        }
        phase = Phase.IDLE;
        team.lead(() -> {
            training.backward(outputGradients);
            return null;
        });
        phase = Phase.BACKWARD_DONE;
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
            updates.step(learningRate);
            filters.refresh();
            return null;
        });
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
        refresh();
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
        parameters.load(own);
        refresh();
    }

    private void refresh() {
        phase = Phase.IDLE;
        team.lead(() -> {
            filters.refresh();
            return null;
        });
    }

    @Override
    public synchronized void freeze(String prefix) {
        requireOpen();
        parameters.freeze(prefix);
    }

    @Override
    public synchronized void unfreeze(String prefix) {
        requireOpen();
        parameters.unfreeze(prefix);
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
        if (phase == Phase.CLOSED) {
            return;
        }
        phase = Phase.CLOSED;
        team.lead(() -> {
            if (training != null) {
                training.close();
            }
            if (asking != null) {
                asking.close();
            }
            filters.close();
            return null;
        });
        team.close();
    }
}
