package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.LocalEngines;
import dev.ocellus.loss.SoftmaxCrossEntropy;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.GraphCut;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Add;
import dev.ocellus.network.Layer.BatchNorm;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.Layer.Dense;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Pool.GlobalAveragePool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Transfer learning from end to end, on the engine that trains. */
class TransferIT {
    private static final int SIDE = 12;
    private static final Engines ENGINES = new LocalEngines(2);
    private static final Examples STRIPES = stripes(96, 2, 1);

    @TempDir
    Path folder;

    /** Two convolutional stages, the second with a skip connection. */
    private static Graph graph(int classes) {
        Graph.Builder net = new Graph.Builder(new Shape(1, SIDE, SIDE));
        String at = Graph.INPUT;
        for (int stage = 1; stage <= 2; stage++) {
            String conv = net.add("stage%d.conv".formatted(stage), new Conv(8, 3, 2, 1, false), at);
            String norm = net.add("stage%d.norm".formatted(stage), new BatchNorm(0.9, 1e-3), conv);
            String relu = net.add("stage%d.relu".formatted(stage), new Activation(Activation.Function.RELU), norm);
            String more = net.add("stage%d.more".formatted(stage), new Conv(8, 3, 1, 1, true), relu);
            at = net.add("stage%d.add".formatted(stage), new Add(), more, relu);
        }
        net.add("mean", new GlobalAveragePool(), at);
        return net.build(net.add("class", new Dense(classes), "mean"));
    }

    /** Noisy pictures of stripes, the class deciding direction and, with more than two, width. */
    private static Examples stripes(int count, int classes, long seed) {
        Random random = new Random(seed);
        Tensor pictures = Tensor.zeros(count, 1, SIDE, SIDE);
        Tensor labels = Tensor.zeros(count);
        for (int i = 0; i < count; i++) {
            int label = i % classes;
            int phase = random.nextInt(8);
            for (int y = 0; y < SIDE; y++) {
                for (int x = 0; x < SIDE; x++) {
                    int along = (label % 2 == 0 ? x : y) + phase;
                    double stripe = along / (1 + label / 2) % 2 == 0 ? 1 : -1;
                    pictures.data()[(i * SIDE + y) * SIDE + x] = (float) (stripe + 0.3 * random.nextGaussian());
                }
            }
            labels.data()[i] = label;
        }
        return Examples.of(pictures, labels);
    }

    private static Compile how(double rate) {
        return Compile.of(
                new Optimiser.Adam(0.9, 0.999, 1e-8, 0.01, 0),
                new LearningRate.Constant(rate),
                new SoftmaxCrossEntropy());
    }

    private static Map<String, Tensor> learned() throws Exception {
        try (Model model = Model.create(graph(2), ENGINES).compile(how(0.01))) {
            model.fit(STRIPES, Fit.of(2, 16));
            return model.parameters();
        }
    }

    @Test
    void learningOnCachedActivationsIsLearningWithAFrozenFront() throws Exception {
        Map<String, Tensor> start = learned();
        GraphCut cut = GraphCut.at(graph(2), "stage1.add");
        Map<String, Tensor> whole;
        try (Model model = Model.create(graph(2), ENGINES).compile(how(0.003))) {
            model.loadParameters(start);
            model.freezeUpTo("stage1.add");
            model.fit(STRIPES, Fit.of(4, 16));
            whole = model.parameters();
        }
        FrozenFront front = FrozenFront.of(cut, start);
        try (ActivationCache cache = ActivationCache.open(
                        folder.resolve("stripes.cache"), front, STRIPES, 1, ENGINES, ActivationCache.Listener.NONE);
                Model rest = Model.create(cut.rest(), ENGINES).compile(how(0.003))) {
            rest.loadParameters(within(start, cut.rest()));
            rest.fit(cache, Fit.of(4, 16));
            rest.parameters().forEach((name, tensor) -> assertClose(whole.get(name), tensor, name));
            assertFalse(rest.parameters().get("class.weight").equals(start.get("class.weight")));
        }
        front.parameters().forEach((name, tensor) -> assertEquals(tensor, whole.get(name), name));
    }

    private static void assertClose(Tensor expected, Tensor actual, String name) {
        assertArrayEquals(expected.data(), actual.data(), 1e-5f, name);
    }

    private static Map<String, Tensor> within(Map<String, Tensor> parameters, Graph graph) {
        Map<String, Tensor> own = new LinkedHashMap<>(parameters);
        own.keySet().retainAll(graph.parameters().keySet());
        return own;
    }

    /** With few examples the head alone learns; with more, the last stage too, at a smaller rate. */
    @Test
    void moreLearnsAsThereIsMoreToLearnFrom() throws Exception {
        Map<String, Tensor> learned = learned();
        Graph.Builder net = graph(2).upTo("mean");
        Graph graph = net.build(net.add("stripes", new Dense(4), "mean"));
        Examples dev = stripes(80, 4, 9);
        Map<String, Tensor> head;
        double first;
        try (Model model = Model.create(graph, ENGINES).compile(how(0.02))) {
            model.loadParameters(within(learned, graph));
            model.freezeUpTo("mean");
            model.fit(stripes(24, 4, 3), Fit.of(10, 8));
            head = model.parameters();
            first = model.evaluate(dev).get("accuracy");
        }
        assertEquals(learned.get("stage2.conv.weight"), head.get("stage2.conv.weight"));
        assertEquals(learned.get("stage2.norm.mean"), head.get("stage2.norm.mean"));
        try (Model model = Model.create(graph, ENGINES).compile(how(0.005))) {
            model.loadParameters(head);
            model.freezeUpTo("stage1.add");
            model.fit(stripes(240, 4, 4), Fit.of(10, 16));
            double second = model.evaluate(dev).get("accuracy");
            assertEquals(learned.get("stage1.norm.mean"), model.parameters().get("stage1.norm.mean"));
            assertFalse(
                    learned.get("stage2.norm.mean").equals(model.parameters().get("stage2.norm.mean")));
            assertTrue(second > first && second > 0.9, "accuracy %.3f, then %.3f".formatted(first, second));
        }
    }
}
