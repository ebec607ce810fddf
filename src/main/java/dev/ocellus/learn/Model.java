package dev.ocellus.learn;

import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * A network that is created, compiled, fitted, evaluated and asked in a few lines:
 *
 * <pre>{@code
 * Graph.Builder net = new Graph.Builder(new Shape(1, 28, 28));
 * net.add("flatten", new Layer.Flatten(), Graph.INPUT);
 * net.add("digit", new Layer.Dense(10, true), "flatten");
 * Compile how = Compile.of(Optimiser.adam(), new LearningRate.Constant(0.001), new SoftmaxCrossEntropy());
 * try (Model model = Model.create(net.build("digit"), new LocalEngines(2)).compile(how)) {
 *     model.fit(Examples.of(pictures, digits), Fit.of(10, 32));
 *     double accuracy = model.evaluate(Examples.of(otherPictures, otherDigits)).get("accuracy");
 *     Tensor scores = model.predict(otherPictures).get(0);
 * }
 * }</pre>
 *
 * <p>Outputs are what losses want: numbers before any softmax or sigmoid. A model is for one thread at a time; only {@link #predict} and
 * {@link #evaluate} may be called from several while nothing else is.
 */
public final class Model implements AutoCloseable {
    private static final int BATCH_FOR_MEASURING = 32;

    private final Compile compile;
    private final Engines engines;
    /** Holds the parameters that answer, except while it learns. */
    private final TrainableNetwork network;

    /** Full names of the parameters that do not learn. */
    private final Set<String> frozen = new TreeSet<>();
    /** Where learning goes on; empty before the first fit, when there is nothing but the network's parameters. */
    private Optional<Checkpoint> reached = Optional.empty();

    private Model(Graph graph, Engines engines, Compile compile) {
        this.compile = compile;
        this.engines = engines;
        this.network = engines.trainable(graph, compile.optimiser(), compile.seed());
        network.load(compile.initialisation().draw(graph, compile.seed()));
    }

    /** A model of which only the layers are known. */
    public static Uncompiled create(Graph graph, Engines engines) {
        return new Uncompiled(graph, engines);
    }

    /** Layers that do not know yet what they should learn, and how. */
    public record Uncompiled(Graph graph, Engines engines) {
        /**
         * A model ready to learn; closed by the caller.
         *
         * @throws IllegalArgumentException where there is not one loss for each output
         */
        public Model compile(Compile how) {
            if (how.losses().tasks().size() != graph.outputs().size()) {
                throw new IllegalArgumentException("the graph has the outputs %s, but there are losses for %s"
                        .formatted(graph.outputs(), how.losses().tasks()));
            }
            return new Model(graph, engines, how);
        }
    }

    public Graph graph() {
        return network.graph();
    }

    /** The course of all fits so far, a row for each epoch. */
    public History history() {
        return reached.map(Checkpoint::history).orElse(new History("epoch", List.of()));
    }

    /** How long all fits so far took, over all starts of the program. */
    public double seconds() {
        return reached.map(Checkpoint::seconds).orElse(0.0);
    }

    /**
     * Learns. A second fit goes on where the first ended: epochs and steps are counted on, and the optimiser keeps its moments. Two fits in a row are
     * the same as one over all their epochs, as long as the learning rate does not depend on the length of the training.
     *
     * <p>With checkpoints, the same fit of a new process goes on from the last one and ends bit for bit as if it had not been interrupted, on the same
     * engine with the same number of threads. A fit that throws leaves the model as it was.
     *
     * @return the course of all fits so far
     * @throws DivergedException where the loss or a parameter is no longer a number
     * @throws IOException where a checkpoint cannot be written, or the one there belongs to another fit
     */
    public History fit(Examples train, Fit fit) throws IOException, InterruptedException {
        fit.stopping().ifPresent(stopping -> stopping.requireKnown(compile.losses()));
        Map<String, Tensor> before = network.parameters();
        Checkpoint start = reached.orElseGet(this::untrained);
        try {
            FitRun run = new FitRun(network, compile, train, fit, start, fingerprint(train, fit, start));
            run.run();
            reached = Optional.of(run.checkpoint());
            network.load(run.answering());
        } catch (Throwable e) {
            network.loadState(start.network());
            network.load(before);
            throw e;
        }
        return history();
    }

    private Checkpoint untrained() {
        return new Checkpoint(0, 0, network.state(), Map.of(), Optional.empty(), history(), Map.of());
    }

    private String fingerprint(Examples train, Fit fit, Checkpoint start) {
        return FitFingerprint.of(graph(), compile, train, fit, start.steps(), frozen);
    }

    /** Losses and metrics over all examples by name, see {@link dev.ocellus.loss.Tally}. */
    public Map<String, Double> evaluate(Examples examples) {
        return new Measurement(compile.losses(), BATCH_FOR_MEASURING).of(network, examples);
    }

    /**
     * The outputs for a batch.
     *
     * @param inputs (N, C, H, W)
     */
    public List<Tensor> predict(Tensor inputs) {
        return network.forward(inputs);
    }

    /** The parameters that answer, by full name; copies. */
    public Map<String, Tensor> parameters() {
        return network.parameters();
    }

    /**
     * Sets parameters by full name, for example those of a backbone that has learned something else. Names may be left out and then keep their values.
     *
     * @throws IllegalArgumentException naming the parameter, where a name is unknown or a shape differs
     */
    public void loadParameters(Map<String, Tensor> parameters) {
        network.load(parameters);
        reached = reached.map(checkpoint -> checkpoint.withParameters(network.parameters()));
    }

    /** Writes the parameters that answer, in one move. */
    public void save(Path file) throws IOException {
        Safetensors.write(file, network.parameters(), Map.of());
    }

    /**
     * Takes the parameters that {@link #save} wrote, all of them.
     *
     * @throws IOException naming the file and each parameter that is missing, unknown, of another shape or not a number
     */
    public void load(Path file) throws IOException {
        Map<String, Tensor> read = Safetensors.read(file).tensors();
        try {
            graph().requireParameters(read);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + " does not fit this network: " + e.getMessage(), e);
        }
        loadParameters(read);
    }

    /** The network with the parameters that answer as an ONNX file. */
    public byte[] export(Map<String, String> metadata) {
        return engines.export(graph(), network.parameters(), metadata);
    }

    /** Keeps every parameter whose full name starts with the prefix as it is, running statistics included. */
    public void freeze(String prefix) {
        network.freeze(prefix);
        graph().parameters().keySet().stream()
                .filter(name -> name.startsWith(prefix))
                .forEach(frozen::add);
    }

    /**
     * Keeps every parameter of a node and of all nodes that it is computed from as it is, running statistics included: the beginning of the network.
     * Dropout there goes on dropping.
     *
     * @throws dev.ocellus.network.ShapeException where there is no such node
     */
    public void freezeUpTo(String node) {
        graph().upTo(node).build(node).parameters().keySet().forEach(this::freeze);
    }

    /** Lets parameters learn again. */
    public void unfreeze(String prefix) {
        network.unfreeze(prefix);
        frozen.removeIf(name -> name.startsWith(prefix));
    }

    @Override
    public void close() {
        network.close();
    }
}
