package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Layer.BatchNorm;
import dev.ocellus.network.Layer.Conv;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

/** What a training loop relies on: steps of the optimisers, freezing, exact continuation, shapes, threads, and that it learns. */
public abstract class TrainableNetworkContract {
    private static final Optimiser ADAM = new Optimiser.Adam(0.9, 0.999, 1e-8, 0.01, 0);

    /** The engine under test, with fresh parameters. */
    protected abstract TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads);

    @Test
    void sgdWithMomentumAndDecayFollowsItsFormula() {
        try (TrainableNetwork network = create(dense(), new Optimiser.Sgd(0.9, 0.1, 0), 3, 1)) {
            double[] w = doubles(network, "d.weight");
            double[] b = doubles(network, "d.bias");
            double[] vw = new double[w.length];
            double[] vb = new double[b.length];
            for (int step = 0; step < 4; step++) {
                Map<String, Tensor> gradients = gradients(network, step);
                double rate = 0.05 * (step + 1);
                for (int i = 0; i < w.length; i++) {
                    vw[i] = 0.9 * vw[i] + gradients.get("d.weight").data()[i];
                    w[i] -= rate * vw[i] + rate * 0.1 * w[i];
                }
                for (int i = 0; i < b.length; i++) {
                    vb[i] = 0.9 * vb[i] + gradients.get("d.bias").data()[i];
                    b[i] -= rate * vb[i];
                }
                network.step(rate);
                assertArrayEquals(w, doubles(network, "d.weight"), 1e-5);
                assertArrayEquals(b, doubles(network, "d.bias"), 1e-5);
            }
        }
    }

    @Test
    void adamWithDecayFollowsItsFormula() {
        double decay = 0.1;
        Optimiser adam = new Optimiser.Adam(0.8, 0.95, 1e-3, decay, 0);
        try (TrainableNetwork network = create(dense(), adam, 3, 1)) {
            double[] w = doubles(network, "d.weight");
            double[] m = new double[w.length];
            double[] v = new double[w.length];
            for (int step = 1; step <= 4; step++) {
                float[] g = gradients(network, step).get("d.weight").data();
                for (int i = 0; i < w.length; i++) {
                    m[i] = 0.8 * m[i] + 0.2 * g[i];
                    v[i] = 0.95 * v[i] + 0.05 * g[i] * g[i];
                    double first = m[i] / (1 - Math.pow(0.8, step));
                    double second = v[i] / (1 - Math.pow(0.95, step));
                    w[i] = w[i] - 0.02 * decay * w[i] - 0.02 * first / (Math.sqrt(second) + 1e-3);
                }
                network.step(0.02);
                assertArrayEquals(w, doubles(network, "d.weight"), 1e-5);
            }
        }
    }

    @Test
    void clippingShortensTheWholeGradientToTheLimit() {
        double limit = 0.01;
        try (TrainableNetwork network = create(dense(), new Optimiser.Sgd(0, 0, limit), 3, 1)) {
            Map<String, Tensor> before = network.parameters();
            Map<String, Tensor> gradients = gradients(network, 1);
            network.step(1);
            double moved = distance(before, network.parameters());
            assertEquals(limit, moved, 1e-6);
            float g = gradients.get("d.weight").data()[0];
            double norm = Math.sqrt(gradients.values().stream()
                    .mapToDouble(t -> squares(t.data()))
                    .sum());
            double change = before.get("d.weight").data()[0]
                    - network.parameters().get("d.weight").data()[0];
            assertEquals(g * limit / norm, change, 1e-6);
        }
    }

    @Test
    void continuesBitForBit() {
        for (Optimiser optimiser : List.of(ADAM, new Optimiser.Sgd(0.9, 0.01, 1))) {
            Map<String, Tensor> halfway;
            Map<String, Tensor> end;
            try (TrainableNetwork network = create(small(), optimiser, 11, 2)) {
                train(network, 0, 4);
                halfway = network.state();
                train(network, 4, 4);
                end = network.state();
            }
            try (TrainableNetwork network = create(small(), optimiser, 12, 2)) {
                network.loadState(halfway);
                assertEquals(halfway, network.state());
                train(network, 4, 4);
                assertEquals(end, network.state());
            }
        }
    }

    @Test
    void theSeedDecidesHowItStarts() {
        try (TrainableNetwork one = create(small(), ADAM, 1, 1);
                TrainableNetwork same = create(small(), ADAM, 1, 2);
                TrainableNetwork other = create(small(), ADAM, 2, 1)) {
            assertEquals(one.parameters(), same.parameters());
            assertNotEquals(one.parameters(), other.parameters());
            float[] weight = one.parameters().get("b.weight").data();
            double variance = squares(weight) / weight.length;
            assertEquals(2.0 / (6 * 9), variance, 0.5 * 2.0 / (6 * 9), "He: 2 / fan-in");
        }
    }

    @Test
    void frozenPartsStayAsTheyAre() {
        try (TrainableNetwork network = create(small(), ADAM, 1, 2)) {
            network.freeze("a.");
            Map<String, Tensor> before = network.parameters();
            train(network, 0, 3);
            Map<String, Tensor> after = network.parameters();
            before.forEach((name, tensor) -> assertEquals(name.startsWith("a."), tensor.equals(after.get(name)), name));
            Tensor batch = noise(1, 4, network.graph().input());
            List<Tensor> outputs = network.forwardTraining(batch);
            network.backward(outputs);
            assertFalse(network.gradients().keySet().stream().anyMatch(name -> name.startsWith("a.")));
            network.unfreeze("a.norm");
            train(network, 3, 1);
            Map<String, Tensor> later = network.parameters();
            after.forEach(
                    (name, tensor) -> assertEquals(name.equals("a.weight"), tensor.equals(later.get(name)), name));
        }
    }

    @Test
    void aFrozenNormUsesItsRunningStatisticsInTraining() {
        try (TrainableNetwork network = create(small(), ADAM, 1, 2)) {
            train(network, 0, 3);
            Tensor batch = noise(9, 4, network.graph().input());
            assertTrue(difference(network.forward(batch), network.forwardTraining(batch)) > 1e-3);
            network.freeze("");
            assertEquals(0, difference(network.forward(batch), network.forwardTraining(batch)), 1e-6);
        }
    }

    @Test
    void takesBatchesOfAnyShapeInTurn() {
        try (TrainableNetwork network = create(small(), ADAM, 1, 2)) {
            for (int samples : new int[] {1, 5, 2}) {
                for (Shape shape : List.of(new Shape(3, 12, 8), new Shape(3, 6, 20))) {
                    Tensor batch = noise(samples, samples, shape);
                    List<Tensor> outputs = network.forwardTraining(batch);
                    assertArrayEquals(
                            new int[] {samples, 2, shape.height() / 2, shape.width() / 2},
                            outputs.get(0).shape());
                    network.backward(outputs);
                    network.step(1e-3);
                }
            }
        }
    }

    @Test
    void askingBetweenForwardAndBackwardChangesNothing() {
        try (TrainableNetwork one = create(small(), ADAM, 1, 2);
                TrainableNetwork two = create(small(), ADAM, 1, 2)) {
            Tensor batch = noise(1, 4, one.graph().input());
            List<Tensor> outputs = one.forwardTraining(batch);
            two.forwardTraining(batch);
            two.forward(noise(2, 4, one.graph().input()));
            one.backward(outputs);
            two.backward(outputs);
            assertEquals(one.gradients(), two.gradients());
        }
    }

    @Test
    void answersTheSameFromSeveralThreads() throws Exception {
        try (TrainableNetwork network = create(small(), ADAM, 1, 2)) {
            train(network, 0, 2);
            List<Callable<Boolean>> questions = new ArrayList<>();
            for (int i = 0; i < 24; i++) {
                Tensor batch = noise(i % 4, 1 + i % 3, network.graph().input());
                List<Tensor> expected = network.forward(batch);
                questions.add(() -> expected.equals(network.forward(batch)));
            }
            var threads = Executors.newFixedThreadPool(4);
            for (var answer : threads.invokeAll(questions)) {
                assertTrue(answer.get());
            }
            threads.shutdown();
        }
    }

    @Test
    void theGradientOfLargeMapsIsTheSumOverTheSamples() {
        Graph.Builder builder = new Graph.Builder(new Shape(3, 400, 400));
        String middle = builder.add("middle", new Conv(8, 3, 1, 1, true), Graph.INPUT);
        Graph graph = builder.build(builder.add("last", new Conv(4, 3, 2, 1, true), middle));
        try (TrainableNetwork network = create(graph, ADAM, 1, 1)) {
            Tensor batch = noise(1, 3, graph.input());
            network.backward(network.forwardTraining(batch));
            Map<String, Tensor> together = network.gradients();
            Map<String, double[]> sums = new TreeMap<>();
            for (int n = 0; n < 3; n++) {
                int size = graph.input().size();
                float[] sample = Arrays.copyOfRange(batch.data(), n * size, (n + 1) * size);
                network.backward(network.forwardTraining(new Tensor(sample, 1, 3, 400, 400)));
                network.gradients().forEach((name, gradient) -> {
                    double[] sum = sums.computeIfAbsent(name, key -> new double[gradient.size()]);
                    Arrays.setAll(sum, i -> sum[i] + gradient.data()[i]);
                });
            }
            sums.forEach((name, sum) -> {
                float[] actual = together.get(name).data();
                for (int i = 0; i < sum.length; i++) {
                    assertEquals(sum[i], actual[i], 1e-3 * Math.max(10, Math.abs(sum[i])), name + "[" + i + "]");
                }
            });
        }
    }

    @Test
    void anUnusedBranchHasNoGradient() {
        Graph.Builder builder = new Graph.Builder(new Shape(3, 4, 4));
        String used = builder.add("used", new Conv(2, 3, 1, 1, true), Graph.INPUT);
        builder.add("unused", new Conv(2, 3, 1, 1, true), used);
        try (TrainableNetwork network = create(builder.build(used), ADAM, 1, 1)) {
            network.backward(network.forwardTraining(noise(1, 2, new Shape(3, 4, 4))));
            assertTrue(squares(network.gradients().get("used.weight").data()) > 0);
            assertEquals(0, squares(network.gradients().get("unused.weight").data()));
        }
    }

    @Test
    void saysWhatIsWrong() {
        try (TrainableNetwork network = create(small(), ADAM, 1, 1)) {
            Tensor batch = noise(1, 2, network.graph().input());
            assertThrows(ShapeException.class, () -> network.forward(noise(1, 2, new Shape(4, 8, 8))));
            assertThrows(ShapeException.class, () -> network.forward(Tensor.zeros(3, 8, 8)));
            assertThrows(IllegalStateException.class, () -> network.backward(List.of()));
            assertThrows(IllegalStateException.class, () -> network.step(0.1));
            network.forwardTraining(batch);
            assertThrows(ShapeException.class, () -> network.backward(List.of()));
            assertThrows(ShapeException.class, () -> network.backward(List.of(Tensor.zeros(2, 2, 3, 3))));
            Tensor wrong = Tensor.zeros(1);
            assertMentions("c.weight", () -> network.load(Map.of("c.weight", wrong)));
            assertMentions("nothing", () -> network.load(Map.of("nothing", wrong)));
            assertMentions("optimiser/step", () -> network.loadState(network.parameters()));
        }
        TrainableNetwork closed = create(small(), ADAM, 1, 1);
        closed.close();
        closed.close();
        assertThrows(IllegalStateException.class, () -> closed.forward(noise(1, 2, new Shape(3, 8, 8))));
    }

    @Test
    void learnsFourPatternsByHeart() {
        try (TrainableNetwork network = create(small(), ADAM, 1, 2)) {
            Tensor batch = noise(1, 4, network.graph().input());
            Tensor target = noise(2, 4, network.graph().shapes().get("c"));
            double loss = Double.MAX_VALUE;
            for (int step = 0; step < 300; step++) {
                Tensor output = network.forwardTraining(batch).get(0);
                Tensor gradient = Tensor.zeros(output.shape());
                loss = 0;
                for (int i = 0; i < output.size(); i++) {
                    float error = output.data()[i] - target.data()[i];
                    loss += error * error / output.size();
                    gradient.data()[i] = 2 * error / output.size();
                }
                network.backward(List.of(gradient));
                network.step(0.02);
            }
            assertTrue(loss < 0.05, "loss " + loss);
        }
    }

    private static Graph dense() {
        Graph.Builder builder = new Graph.Builder(Shape.vector(5));
        return builder.build(builder.add("d", new Layer.Dense(3), Graph.INPUT));
    }

    private static Graph small() {
        Graph.Builder builder = new Graph.Builder(new Shape(3, 8, 8));
        String a = builder.add("a", new Conv(6, 3, 1, 1, false), Graph.INPUT);
        String norm = builder.add("a.norm", new BatchNorm(), a);
        String relu = builder.add("f", new Activation(Function.LEAKY_RELU), norm);
        String b = builder.add("b", new Conv(24, 3, 2, 1, false), relu);
        String wide = builder.add("g", new Activation(Function.SILU), builder.add("b.norm", new BatchNorm(), b));
        return builder.build(builder.add("c", new Conv(2, 1, 1, 0, true), wide));
    }

    private static void train(TrainableNetwork network, int first, int steps) {
        for (int step = first; step < first + steps; step++) {
            gradients(network, step);
            network.step(0.01);
        }
    }

    /** One forward and backward with a batch that the step's number decides. */
    private static Map<String, Tensor> gradients(TrainableNetwork network, int step) {
        network.backward(network.forwardTraining(noise(step, 4, network.graph().input())));
        return network.gradients();
    }

    private static Tensor noise(long seed, int samples, Shape shape) {
        Random random = new Random(seed);
        Tensor tensor = Tensor.zeros(samples, shape.channels(), shape.height(), shape.width());
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }

    private static double[] doubles(TrainableNetwork network, String name) {
        float[] values = network.parameters().get(name).data();
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static double squares(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += value * value;
        }
        return sum;
    }

    private static double distance(Map<String, Tensor> a, Map<String, Tensor> b) {
        Set<String> names = new HashSet<>(a.keySet());
        return Math.sqrt(names.stream()
                .mapToDouble(name -> Math.pow(difference(List.of(a.get(name)), List.of(b.get(name))), 2))
                .sum());
    }

    private static double difference(List<Tensor> a, List<Tensor> b) {
        double sum = 0;
        for (int o = 0; o < a.size(); o++) {
            for (int i = 0; i < a.get(o).size(); i++) {
                sum += Math.pow(a.get(o).data()[i] - b.get(o).data()[i], 2);
            }
        }
        return Math.sqrt(sum);
    }

    private static void assertMentions(String word, org.junit.jupiter.api.function.Executable call) {
        String message = assertThrows(IllegalArgumentException.class, call).getMessage();
        assertTrue(message.contains(word), message);
    }
}
