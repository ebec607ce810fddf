package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Add;
import dev.ocellus.network.Layer.BatchNorm;
import dev.ocellus.network.Layer.Concat;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.Layer.Dense;
import dev.ocellus.network.Layer.Flatten;
import dev.ocellus.network.Layer.Upsample;
import dev.ocellus.network.Pool.GlobalAveragePool;
import dev.ocellus.network.Pool.MaxPool;
import java.util.List;
import org.junit.jupiter.api.Test;

class GraphTest {
    /** The LeNet-like network of the deep-learning course; its printed counts 208, 416, 48 001 … are known slips. */
    @Test
    void countsTheParametersOfTheCoursesNetwork() {
        Graph.Builder net = new Graph.Builder(new Shape(3, 32, 32));
        String at = net.add("conv1", new Conv(8, 5, 1, 0, true), Graph.INPUT);
        at = net.add("pool1", new MaxPool(2, 2, 0), at);
        at = net.add("conv2", new Conv(16, 5, 1, 0, true), at);
        at = net.add("pool2", new MaxPool(2, 2, 0), at);
        at = net.add("flatten", new Flatten(), at);
        at = net.add("fc3", new Dense(120), at);
        at = net.add("fc4", new Dense(84), at);
        at = net.add("fc5", new Dense(10), at);
        Graph graph = net.build(at);
        assertEquals(new Shape(8, 28, 28), graph.shapes().get("conv1"));
        assertEquals(new Shape(16, 5, 5), graph.shapes().get("pool2"));
        assertEquals(Shape.vector(400), graph.shapes().get("flatten"));
        assertEquals(
                List.of(608, 3216, 48_120, 10_164, 850),
                List.of(
                        count(graph, "conv1"),
                        count(graph, "conv2"),
                        count(graph, "fc3"),
                        count(graph, "fc4"),
                        count(graph, "fc5")));
        assertEquals(608 + 3216 + 48_120 + 10_164 + 850, graph.parameterCount());
    }

    @Test
    void runningStatisticsAreParametersButNotTrained() {
        Graph.Builder net = new Graph.Builder(new Shape(3, 8, 8));
        Graph graph = net.build(net.add("bn", new BatchNorm(), Graph.INPUT));
        assertEquals(
                List.of("bn.gain", "bn.shift", "bn.mean", "bn.variance"),
                List.copyOf(graph.parameters().keySet()));
        assertEquals(6, graph.parameterCount());
    }

    @Test
    void shapesOfEveryLayer() {
        List<Shape> in = List.of(new Shape(6, 9, 7));
        assertEquals(new Shape(4, 5, 4), new Conv(4, 3, 2, 1, false).outputShape(in));
        assertEquals(new Shape(6, 5, 4), new MaxPool(3, 2, 1).outputShape(in));
        assertEquals(in.get(0), new Activation(Activation.Function.RELU).outputShape(in));
        assertEquals(Shape.vector(6), new GlobalAveragePool().outputShape(in));
        assertEquals(new Shape(6, 18, 14), new Upsample(2).outputShape(in));
        assertEquals(in.get(0), new Add().outputShape(List.of(in.get(0), in.get(0))));
        assertEquals(new Shape(8, 9, 7), new Concat().outputShape(List.of(in.get(0), new Shape(2, 9, 7))));
        assertEquals(Shape.vector(378), new Flatten().outputShape(in));
    }

    @Test
    void aGraphRunsOnOtherSizes() {
        Graph.Builder net = new Graph.Builder(new Shape(3, 64, 64));
        Graph graph = net.build(net.add("conv", new Conv(8, 3, 2, 1, true), Graph.INPUT));
        assertEquals(new Shape(8, 16, 24), graph.shapes(new Shape(3, 32, 48)).get("conv"));
    }

    @Test
    void layersThatDoNotFitAreNamedWithTheirShapes() {
        assertEquals(
                "'a' (dense) after 'pool' (max-pool, 3x4x4): "
                        + "dense needs a vector (n x 1 x 1), got 3x4x4; put a flatten before it",
                fails(b -> b.add("a", new Dense(2), b.add("pool", new MaxPool(2, 2, 0), Graph.INPUT))));
        assertEquals(
                "'a' (add) after 'relu' (relu, 3x8x8) and 'small' (max-pool, 3x4x4): "
                        + "add needs two or more inputs of one shape, got [3x8x8, 3x4x4]",
                fails(b -> {
                    b.add("relu", new Activation(Activation.Function.RELU), Graph.INPUT);
                    b.add("small", new MaxPool(2, 2, 0), Graph.INPUT);
                    b.add("a", new Add(), "relu", "small");
                }));
        assertEquals(
                "'a' (conv) after 'input' (3x8x8): a window of 9x9 does not fit into 3x8x8 with padding valid",
                fails(b -> b.add("a", new Conv(2, 9, 1, 0, true), Graph.INPUT)));
        assertEquals(
                "'a' (concat) after nothing: concat needs two or more inputs of one height and width, got []",
                fails(b -> b.add("a", new Concat())));
        assertEquals(
                "'a' (add) after nothing: add needs two or more inputs of one shape, got []",
                fails(b -> b.add("a", new Add())));
        assertEquals("two nodes are called 'a'", fails(b -> {
            b.add("a", new Flatten(), Graph.INPUT);
            b.add("a", new Flatten(), Graph.INPUT);
        }));
    }

    @Test
    void whatANodeReadsComesBeforeIt() {
        assertEquals(
                "'a' (flatten) reads 'conv2', which is no node; did you mean 'conv1'? known: input, conv1, a",
                fails(b -> {
                    b.add("conv1", new Conv(2, 3, 1, 1, true), Graph.INPUT);
                    b.add("a", new Flatten(), "conv2");
                }));
        assertEquals(
                "'a' (flatten) reads 'later', which stands further down; a node comes after all that it reads",
                fails(b -> {
                    b.add("a", new Flatten(), "later");
                    b.add("later", new Upsample(2), Graph.INPUT);
                }));
        assertEquals(
                "'a' (flatten) reads 'a', but a network has no rings: 'a' reads 'a'",
                fails(b -> b.add("a", new Flatten(), "a")));
        assertEquals("'a' (add) reads 'c', but a network has no rings: 'a' reads 'c' reads 'b' reads 'a'", fails(b -> {
            b.add("a", new Add(), Graph.INPUT, "c");
            b.add("b", new Upsample(1), "a");
            b.add("c", new Add(), Graph.INPUT, "b");
        }));
        assertEquals(
                "'a' (upsample) reads 'b', which stands further down; a node comes after all that it reads",
                fails(b -> {
                    b.add("a", new Upsample(1), "b");
                    b.add("b", new Upsample(1), "c");
                    b.add("c", new Upsample(1), "b");
                }),
                "the ring further down is not its own");
    }

    private static String fails(java.util.function.Consumer<Graph.Builder> nodes) {
        Graph.Builder net = new Graph.Builder(new Shape(3, 8, 8));
        nodes.accept(net);
        return assertThrows(ShapeException.class, () -> net.build("a")).getMessage();
    }

    private static int count(Graph graph, String node) {
        return graph.parameters().entrySet().stream()
                .filter(e -> e.getKey().startsWith(node + "."))
                .mapToInt(e -> e.getValue().size())
                .sum();
    }
}
