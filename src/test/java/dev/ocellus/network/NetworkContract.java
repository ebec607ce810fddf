package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.BatchNorm;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.reference.ReferenceNetwork;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What every engine behind {@link Network} must do: compute what {@link ReferenceNetwork} computes. Each engine's test extends this. */
public abstract class NetworkContract {
    /** Largest difference between an engine's float and the reference's double. */
    private static final double TOLERANCE = 1e-4;

    /** The engine under test, with these parameters. */
    protected abstract Network open(Graph graph, Map<String, Tensor> parameters);

    @Test
    void randomNetworksOfEveryLayerKindGiveTheReferencesNumbers() {
        Set<Class<?>> kinds = new HashSet<>();
        Set<Activation.Function> functions = EnumSet.noneOf(Activation.Function.class);
        int otherSizes = 0;
        for (int seed = 0; seed < 300; seed++) {
            Random random = new Random(seed);
            Graph graph = RandomNetworks.graph(random);
            for (Graph.Node node : graph.nodes()) {
                kinds.add(node.layer().getClass());
                if (node.layer() instanceof Activation activation) {
                    functions.add(activation.function());
                }
            }
            otherSizes += compare("seed " + seed, graph, random);
        }
        assertEquals(Set.copyOf(Layer.kinds()), kinds, "layer kinds that were drawn");
        assertEquals(EnumSet.allOf(Activation.Function.class), functions, "activations that were drawn");
        assertTrue(otherSizes > 100, "graphs that ran on another size: " + otherSizes);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("namedGraphs")
    void givesTheReferencesNumbersFor(NamedGraph named) {
        compare(named.name(), named.graph(), new Random(7));
    }

    @Test
    void severalThreadsGetTheAnswersOfOne() throws Exception {
        Random random = new Random(5);
        Graph graph = detectorLike();
        List<Tensor> batches = IntStream.range(0, 12)
                .mapToObj(i -> RandomNetworks.batch(1 + i % 2, new Shape(3, 32 + 32 * (i % 3), 64), random))
                .toList();
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try (Network network = open(graph, RandomNetworks.parameters(graph, random))) {
            List<List<Tensor>> alone = batches.stream().map(network::forward).toList();
            for (int round = 0; round < 5; round++) {
                List<Future<List<Tensor>>> together = batches.stream()
                        .map(batch -> threads.submit(() -> network.forward(batch)))
                        .toList();
                for (int i = 0; i < together.size(); i++) {
                    assertEquals(alone.get(i), together.get(i).get(), "batch " + i);
                }
            }
        } finally {
            threads.shutdownNow();
        }
    }

    @Test
    void aBatchThatDoesNotFitIsRefused() {
        Graph graph = detectorLike();
        try (Network network = open(graph, RandomNetworks.parameters(graph, new Random(1)))) {
            assertThrows(ShapeException.class, () -> network.forward(Tensor.zeros(1, 4, 32, 32)), "4 channels");
            assertThrows(ShapeException.class, () -> network.forward(Tensor.zeros(3, 32, 32)), "no batch dimension");
            assertThrows(
                    ShapeException.class,
                    () -> network.forward(Tensor.zeros(1, 3, 36, 36)),
                    "a size that the pyramid cannot add up");
            assertEquals(2, network.forward(Tensor.zeros(1, 3, 32, 32)).size(), "it still works afterwards");
        }
    }

    @Test
    void theBatchIsOnlyRead() {
        Graph graph = detectorLike();
        Tensor batch = RandomNetworks.batch(1, graph.input(), new Random(3));
        float[] before = batch.data().clone();
        try (Network network = open(graph, RandomNetworks.parameters(graph, new Random(1)))) {
            network.forward(batch);
        }
        assertArrayEquals(before, batch.data());
    }

    /** A graph with a name for the report. */
    record NamedGraph(String name, Graph graph) {
        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<NamedGraph> namedGraphs() {
        Shape odd = new Shape(3, 13, 9);
        Conv plain = new Conv(5, 3, 1, 1, false);
        BatchNorm norm = new BatchNorm();
        Activation relu = new Activation(Activation.Function.RELU);
        return Stream.of(
                named("batch norm after a convolution", odd, b -> b.add("n", norm, b.add("c", plain, "input"))),
                named(
                        "batch norm after a convolution with bias",
                        odd,
                        b -> b.add("n", norm, b.add("c", new Conv(4, 3, 2, 1, true), "input"))),
                named("two batch norms in a row", odd, b -> {
                    b.add("c", plain, "input");
                    b.add("n1", norm, "c");
                    b.add("n2", new BatchNorm(0.9, 1e-5), "n1");
                }),
                named("batch norm first", odd, b -> b.add("c", plain, b.add("n", norm, "input"))),
                named(
                        "batch norm after a pool",
                        odd,
                        b -> b.add("n", norm, b.add("p", new Pool.MaxPool(3, 2, 1), "input"))),
                named("a convolution read twice", odd, b -> {
                    b.add("c", plain, "input");
                    b.add("n", norm, "c");
                    b.add("sum", new Layer.Add(), "n", "c");
                }),
                named("one convolution, two batch norms", odd, b -> {
                    b.add("c", plain, "input");
                    b.add("n1", norm, "c");
                    b.add("n2", norm, "c");
                    b.add("sum", new Layer.Add(), "n1", "n2");
                }),
                new NamedGraph(
                        "a convolution that is itself an output",
                        new Graph(
                                odd,
                                List.of(
                                        new Graph.Node("c", plain, List.of("input")),
                                        new Graph.Node("n", norm, List.of("c"))),
                                List.of("n", "c"))),
                named("batch norm after a dense layer", odd, b -> {
                    b.add("flat", new Layer.Flatten(), "input");
                    b.add("dense", new Layer.Dense(7), "flat");
                    b.add("n", norm, "dense");
                }),
                named("a sum of four, one of them twice", odd, b -> {
                    b.add("c", plain, "input");
                    b.add("r", relu, "c");
                    b.add("s", new Activation(Activation.Function.SILU), "c");
                    b.add("sum", new Layer.Add(), "c", "r", "s", "r");
                }),
                named("dense after global pooling", odd, b -> {
                    b.add("c", plain, "input");
                    b.add("mean", new Pool.GlobalAveragePool(), "c");
                    b.add("dense", new Layer.Dense(3), "mean");
                }),
                named("pooling of negative values with padding", odd, b -> {
                    b.add("c", plain, "input");
                    b.add("s", new Activation(Activation.Function.TANH), "c");
                    b.add("p", new Pool.MaxPool(2, 1, 1), "s");
                }),
                new NamedGraph("a small detector", detectorLike()));
    }

    private static NamedGraph named(String name, Shape input, Consumer<Graph.Builder> layers) {
        Graph.Builder builder = new Graph.Builder(input);
        layers.accept(builder);
        Graph open = builder.build(Graph.INPUT);
        return new NamedGraph(
                name,
                new Graph(
                        input,
                        open.nodes(),
                        List.of(open.nodes().get(open.nodes().size() - 1).name())));
    }

    /** Two levels with a top-down path, as detectors have. */
    static Graph detectorLike() {
        Graph.Builder b = new Graph.Builder(new Shape(3, 32, 32));
        String x = convNormRelu(b, "stem", "input", 8, 2);
        String fine = convNormRelu(b, "fine", x, 12, 2);
        String coarse = convNormRelu(b, "coarse", fine, 12, 2);
        String up = b.add("up", new Layer.Upsample(2), coarse);
        String sum = b.add("sum", new Layer.Add(), fine, up);
        b.add("out.fine", new Conv(6, 1, 1, 0, true), sum);
        b.add("out.coarse", new Conv(6, 1, 1, 0, true), coarse);
        return b.build("out.fine", "out.coarse");
    }

    private static String convNormRelu(Graph.Builder b, String name, String input, int channels, int stride) {
        b.add(name + ".conv", new Conv(channels, 3, stride, 1, false), input);
        b.add(name + ".norm", new BatchNorm(), name + ".conv");
        return b.add(name + ".relu", new Activation(Activation.Function.RELU), name + ".norm");
    }

    /** Compares at the built size with one and three samples, and at another size where the graph allows it; returns how many other sizes ran. */
    private int compare(String what, Graph graph, Random random) {
        Map<String, Tensor> parameters = RandomNetworks.parameters(graph, random);
        Shape in = graph.input();
        Shape other = new Shape(in.channels(), 2 * in.height(), 3 * in.width());
        try (Network network = open(graph, parameters)) {
            compare(what, network, graph, parameters, RandomNetworks.batch(1, in, random));
            compare(what, network, graph, parameters, RandomNetworks.batch(3, in, random));
            Shape twice = new Shape(in.channels(), 2 * in.height(), 2 * in.width());
            if (!runsOn(network, graph, twice) || !runsOn(network, graph, other)) {
                return 0;
            }
            compare(what + " at another size", network, graph, parameters, RandomNetworks.batch(2, other, random));
            return 1;
        }
    }

    /** Whether the engine takes another size than that for which the graph was built. */
    protected boolean runsOn(Network network, Graph graph, Shape input) {
        if (graph.nodes().stream().anyMatch(node -> node.layer() instanceof Layer.Flatten)) {
            return false;
        }
        try {
            return !graph.shapes(input).isEmpty();
        } catch (ShapeException e) {
            return false;
        }
    }

    private static void compare(
            String what, Network network, Graph graph, Map<String, Tensor> parameters, Tensor batch) {
        List<ReferenceNetwork.Values> expected = new ReferenceNetwork(graph, parameters).forward(batch);
        List<Tensor> actual = network.forward(batch);
        assertEquals(expected.size(), actual.size(), what);
        for (int i = 0; i < expected.size(); i++) {
            String output =
                    "%s, output '%s' of %s".formatted(what, graph.outputs().get(i), graph);
            Shape shape = expected.get(i).shape();
            int[] dimensions = {batch.dimension(0), shape.channels(), shape.height(), shape.width()};
            assertArrayEquals(dimensions, actual.get(i).shape(), output);
            double[] values = expected.get(i).data();
            for (int k = 0; k < values.length; k++) {
                assertEquals(values[k], actual.get(i).data()[k], TOLERANCE, output);
            }
        }
    }
}
