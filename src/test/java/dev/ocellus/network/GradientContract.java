package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Layer.BatchNorm;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.reference.ReferenceNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.BiFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Outputs, running statistics and gradients of every layer and of random nets, against the plain reference and its finite differences. */
public abstract class GradientContract {
    private static final int SAMPLES = 3;
    private static final long SEED = 7;

    /** The engine under test, with fresh parameters. */
    protected abstract TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads);

    static Stream<Arguments> nets() {
        Map<String, Graph> nets = new LinkedHashMap<>();
        for (int kernel = 1; kernel <= 5; kernel += 2) {
            for (int stride = 1; stride <= 3; stride++) {
                for (int padding = 0; padding <= kernel / 2; padding++) {
                    Conv conv = new Conv(4, kernel, stride, padding, stride != 2);
                    nets.put("picture " + conv, single(new Shape(3, 7, 10), conv));
                    nets.put(
                            "middle " + conv,
                            net(
                                    new Shape(3, 8, 9),
                                    (b, in) -> b.add("b", conv, b.add("a", new Conv(6, 3, 1, 1, true), in))));
                }
            }
        }
        nets.put(
                "even kernel",
                net(
                        new Shape(3, 8, 9),
                        (b, in) -> b.add("b", new Conv(5, 2, 2, 0, true), b.add("a", new Conv(6, 3, 1, 1, true), in))));
        nets.put(
                "wide",
                net(
                        new Shape(3, 5, 6),
                        (b, in) ->
                                b.add("b", new Conv(33, 3, 2, 1, false), b.add("a", new Conv(70, 3, 1, 1, true), in))));
        for (Function function : Function.values()) {
            Activation activation = new Activation(function);
            nets.put(
                    "conv " + function,
                    net(
                            new Shape(2, 5, 6),
                            (b, in) -> b.add("f", activation, b.add("a", new Conv(5, 3, 1, 1, true), in))));
            nets.put(
                    "norm " + function,
                    net(new Shape(2, 5, 6), (b, in) -> b.add("f", activation, normed(b, "a", 5, in))));
            nets.put("sum " + function, net(new Shape(2, 5, 6), (b, in) -> {
                String skip = b.add("skip", new Conv(5, 1, 1, 0, true), in);
                String sum = b.add("sum", new Layer.Add(), skip, normed(b, "a", 5, skip));
                return b.add("after", new Conv(2, 3, 1, 1, false), b.add("f", activation, sum));
            }));
        }
        nets.put("two norms in a sum", net(new Shape(2, 6, 7), (b, in) -> {
            String sum = b.add("sum", new Layer.Add(), normed(b, "a", 5, in), normed(b, "b", 5, in));
            return b.add("f", new Activation(Function.RELU), sum);
        }));
        nets.put("norm read twice", net(new Shape(2, 6, 7), (b, in) -> {
            String norm = normed(b, "a", 5, in);
            String f = b.add("f", new Activation(Function.RELU), norm);
            return b.add("sum", new Layer.Add(), norm, f, b.add("c", new Conv(5, 3, 1, 1, false), f));
        }));
        nets.put("norm of the picture", single(new Shape(3, 5, 4), new BatchNorm(0.9, 1e-3)));
        nets.put("value added to itself", net(new Shape(2, 5, 4), (b, in) -> {
            String a = b.add("a", new Conv(3, 3, 1, 1, true), in);
            return b.add("sum", new Layer.Add(), a, a);
        }));
        for (int[] pool : new int[][] {{2, 2, 0}, {3, 2, 1}, {3, 1, 1}, {2, 1, 0}}) {
            Pool.MaxPool layer = new Pool.MaxPool(pool[0], pool[1], pool[2]);
            nets.put(
                    "pool " + layer,
                    net(new Shape(2, 7, 6), (b, in) -> b.add("p", layer, b.add("a", new Conv(5, 3, 1, 1, true), in))));
        }
        nets.put(
                "mean and dense",
                net(
                        new Shape(2, 7, 6),
                        (b, in) -> b.add(
                                "d",
                                new Layer.Dense(4),
                                b.add("m", new Pool.GlobalAveragePool(), b.add("a", new Conv(5, 3, 1, 1, true), in)))));
        nets.put(
                "flatten and dense",
                net(
                        new Shape(2, 4, 6),
                        (b, in) -> b.add(
                                "d",
                                new Layer.Dense(4),
                                b.add("m", new Layer.Flatten(), b.add("a", new Conv(5, 3, 1, 1, true), in)))));
        nets.put("upsample and concat", net(new Shape(2, 6, 8), (b, in) -> {
            String a = b.add("a", new Conv(5, 3, 1, 1, true), in);
            String small = b.add("small", new Conv(3, 3, 2, 1, true), a);
            String joined = b.add("join", new Layer.Concat(), a, b.add("up", new Layer.Upsample(2), small), a);
            return b.add("after", new Conv(2, 1, 1, 0, true), joined);
        }));
        GradientNets.add(nets);
        for (int seed = 0; seed < 12; seed++) {
            nets.put("random " + seed, random(seed));
        }
        return nets.entrySet().stream().map(net -> Arguments.of(net.getKey(), net.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("nets")
    void agreesWithTheReference(String name, Graph graph) {
        Random random = new Random(5);
        Tensor batch = noise(random, SAMPLES, graph.input());
        Optimiser sgd = new Optimiser.Sgd(0, 0, 0);
        for (int threads = 1; threads <= 2; threads++) {
            try (TrainableNetwork network = create(graph, sgd, SEED, threads)) {
                Map<String, Tensor> parameters = shaken(random, network.parameters());
                network.load(parameters);
                ReferenceNetwork reference = new ReferenceNetwork(graph, parameters, SEED);
                compare("asked", reference.forward(batch), network.forward(batch));
                compare("training", reference.forwardTraining(batch), network.forwardTraining(batch));
                network.parameters().forEach((key, tensor) -> compare(key, reference.parameter(key), tensor.data()));

                List<double[]> weights = new ArrayList<>();
                List<Tensor> outputGradients = new ArrayList<>();
                for (ReferenceNetwork.Values output : reference.forward(batch)) {
                    Tensor gradient = noise(random, SAMPLES, output.shape());
                    outputGradients.add(gradient);
                    weights.add(doubles(gradient.data()));
                }
                network.backward(outputGradients);
                network.gradients().forEach((key, gradient) -> {
                    double[] values = reference.parameter(key);
                    double largest = largest(gradient.data());
                    for (int trial = 0; trial < 4; trial++) {
                        int i = random.nextInt(values.length);
                        double expected = slope(reference, values, i, batch, weights);
                        assertEquals(expected, gradient.data()[i], 1e-3 * Math.max(1, largest), key + "[" + i + "]");
                    }
                });
            }
        }
    }

    /** d Σ weights · outputs / d values[i], from both sides. */
    private static double slope(
            ReferenceNetwork reference, double[] values, int i, Tensor batch, List<double[]> weights) {
        double step = 1e-5;
        double kept = values[i];
        values[i] = kept + step;
        double above = weighted(reference.forwardTraining(batch), weights);
        values[i] = kept - step;
        double below = weighted(reference.forwardTraining(batch), weights);
        values[i] = kept;
        return (above - below) / (2 * step);
    }

    private static double weighted(List<ReferenceNetwork.Values> outputs, List<double[]> weights) {
        double sum = 0;
        for (int o = 0; o < outputs.size(); o++) {
            for (int i = 0; i < weights.get(o).length; i++) {
                sum += weights.get(o)[i] * outputs.get(o).data()[i];
            }
        }
        return sum;
    }

    private static void compare(String what, List<ReferenceNetwork.Values> expected, List<Tensor> actual) {
        assertEquals(expected.size(), actual.size());
        for (int o = 0; o < expected.size(); o++) {
            Shape shape = expected.get(o).shape();
            int[] dimensions = {expected.get(o).samples(), shape.channels(), shape.height(), shape.width()};
            assertTrue(java.util.Arrays.equals(dimensions, actual.get(o).shape()), what + " shape");
            compare(what, expected.get(o).data(), actual.get(o).data());
        }
    }

    private static void compare(String what, double[] expected, float[] actual) {
        assertEquals(expected.length, actual.length, what);
        double tolerance = 1e-4 * Math.max(1, largest(actual));
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], tolerance, what + "[" + i + "]");
        }
    }

    private static double largest(float[] values) {
        double largest = 0;
        for (float value : values) {
            largest = Math.max(largest, Math.abs(value));
        }
        return largest;
    }

    private static double[] doubles(float[] values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    private static Tensor noise(Random random, int samples, Shape shape) {
        Tensor tensor = Tensor.zeros(samples, shape.channels(), shape.height(), shape.width());
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }

    /** The same parameters, moved away from the ones and zeros that they start with; some gains negative. */
    private static Map<String, Tensor> shaken(Random random, Map<String, Tensor> parameters) {
        Map<String, Tensor> result = new LinkedHashMap<>();
        parameters.forEach((name, tensor) -> {
            float[] data = tensor.data().clone();
            for (int i = 0; i < data.length; i++) {
                data[i] += 0.3f * random.nextFloat();
                if (name.endsWith(".gain") && i % 3 == 1) {
                    data[i] = -data[i];
                }
            }
            result.put(name, new Tensor(data, tensor.shape()));
        });
        return result;
    }

    private static Graph single(Shape input, Layer layer) {
        return net(input, (b, in) -> b.add("only", layer, in));
    }

    private static Graph net(Shape input, BiFunction<Graph.Builder, String, String> body) {
        Graph.Builder builder = new Graph.Builder(input);
        return builder.build(body.apply(builder, Graph.INPUT));
    }

    private static String normed(Graph.Builder builder, String name, int outputs, String from) {
        String conv = builder.add(name + ".conv", new Conv(outputs, 3, 1, 1, false), from);
        return builder.add(name + ".norm", new BatchNorm(0.9, 1e-2), conv);
    }

    /** Layers drawn one after another, each reading any value made so far that fits; the last two values are the outputs. */
    private static Graph random(int seed) {
        Random random = new Random(seed);
        Graph.Builder builder = new Graph.Builder(new Shape(2, 8, 8));
        List<String> names = new ArrayList<>(List.of(Graph.INPUT));
        names.add(builder.add("first", new Conv(4, 3, 1, 1, true), Graph.INPUT));
        for (int i = 0; i < 14; i++) {
            String from = names.get(1 + random.nextInt(names.size() - 1));
            Shape shape = builder.shapeOf(from);
            List<String> alike =
                    names.stream().filter(n -> builder.shapeOf(n).equals(shape)).toList();
            String name = "n" + i;
            Layer layer =
                    switch (random.nextInt(7)) {
                        case 0 -> new Conv(4, 3, 1 + random.nextInt(2), 1, random.nextBoolean());
                        case 1, 2 -> new BatchNorm(0.9, 1e-2);
                        case 3 -> new Activation(Function.values()[random.nextInt(5)]);
                        case 4 -> new Layer.Add();
                        case 5 -> new Layer.Concat();
                        default -> shape.height() < 5 ? new Layer.Upsample(2) : new Pool.MaxPool(3, 1, 1);
                    };
            if (layer instanceof Layer.Add || layer instanceof Layer.Concat) {
                names.add(builder.add(name, layer, from, alike.get(random.nextInt(alike.size()))));
            } else {
                names.add(builder.add(name, layer, from));
            }
        }
        return builder.build(names.get(names.size() - 1), names.get(names.size() - 3));
    }
}
