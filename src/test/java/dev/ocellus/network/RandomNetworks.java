package dev.ocellus.network;

import dev.ocellus.network.Layer.Activation;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;
import java.util.stream.IntStream;

/** Draws graphs of every layer kind, parameters and batches; the same generator state gives the same network. */
public final class RandomNetworks {
    private static final int KINDS = 21;

    private RandomNetworks() {}

    /** A graph of up to twelve layers in which layers may be read several times and inputs have odd sizes. */
    public static Graph graph(RandomGenerator random) {
        Shape input = new Shape(1 + random.nextInt(4), 3 + random.nextInt(15), 3 + random.nextInt(15));
        List<Graph.Node> nodes = new ArrayList<>();
        Map<String, Shape> shapes = new LinkedHashMap<>(Map.of(Graph.INPUT, input));
        int wanted = 1 + random.nextInt(12);
        while (nodes.size() < wanted) {
            draw("n" + nodes.size(), shapes, random).ifPresent(node -> {
                shapes.put(node.name(), shape(node, shapes));
                nodes.add(node);
            });
        }
        Set<String> outputs = new LinkedHashSet<>();
        outputs.add(nodes.get(nodes.size() - 1).name());
        for (int i = random.nextInt(3); i > 0; i--) {
            outputs.add(nodes.get(random.nextInt(nodes.size())).name());
        }
        return new Graph(input, nodes, List.copyOf(outputs));
    }

    /** A node that fits behind those already there; empty where the drawn layer does not. */
    private static Optional<Graph.Node> draw(String name, Map<String, Shape> shapes, RandomGenerator random) {
        List<String> names = List.copyOf(shapes.keySet());
        String last = names.get(names.size() - 1);
        // Mostly a chain, so that foldings come up; sometimes a branch.
        String from = random.nextInt(4) > 0 ? last : names.get(random.nextInt(names.size()));
        Shape shape = shapes.get(from);
        Layer layer = layer(shape, random);
        if (layer == null || shape.size() > 20_000) {
            return Optional.empty();
        }
        List<String> inputs = new ArrayList<>(List.of(from));
        if (layer instanceof Layer.Add || layer instanceof Layer.Concat) {
            boolean anyChannels = layer instanceof Layer.Concat;
            names.stream()
                    .filter(other -> shapes.get(other).height() == shape.height()
                            && shapes.get(other).width() == shape.width()
                            && (anyChannels || shapes.get(other).channels() == shape.channels()))
                    .limit(1 + random.nextInt(3))
                    .forEach(inputs::add);
        }
        Graph.Node node = new Graph.Node(name, layer, inputs);
        return fits(node, shapes) ? Optional.of(node) : Optional.empty();
    }

    private static Shape shape(Graph.Node node, Map<String, Shape> shapes) {
        return node.layer().outputShape(node.inputs().stream().map(shapes::get).toList());
    }

    private static boolean fits(Graph.Node node, Map<String, Shape> shapes) {
        try {
            return shape(node, shapes).size() > 0;
        } catch (ShapeException e) {
            return false;
        }
    }

    private static Layer layer(Shape shape, RandomGenerator random) {
        Extent kernel = new Extent(side(3, shape.height(), random), side(3, shape.width(), random));
        Extent stride = extent(3, random);
        boolean vector = shape.height() == 1 && shape.width() == 1;
        return switch (random.nextInt(KINDS)) {
            case 0, 1, 2 -> convolution(shape, kernel, stride, random);
            case 3 -> new Layer.BatchNorm(0.9, random.nextBoolean() ? 1e-3 : 1e-5);
            case 4 -> new Pool.MaxPool(kernel, stride, padding(kernel, random));
            case 5 -> new Pool.AveragePool(kernel, stride, padding(kernel, random));
            case 6 -> new Activation(Activation.Function.values()[random.nextInt(Activation.Function.values().length)]);
            case 7 -> new Layer.Upsample(1 + random.nextInt(3));
            case 8 -> new Layer.Add();
            case 9 -> new Layer.Concat();
            case 10 -> random.nextInt(4) == 0 ? new Layer.Flatten() : null;
            case 11 -> random.nextInt(4) == 0 ? new Pool.GlobalAveragePool() : null;
            case 12 -> random.nextInt(4) == 0 ? new Pool.GlobalMaxPool() : null;
            case 13 -> vector ? new Layer.Dense(1 + random.nextInt(8), random.nextBoolean()) : null;
            case 14 -> new Layer.Softmax();
            case 15 -> new Layer.Dropout(random.nextDouble());
            case 16 ->
                new Layer.LocalResponseNorm(
                        1 + 2 * random.nextInt(4), random.nextDouble(), random.nextBoolean() ? 0.75 : 0.6, 1.5);
            case 17 -> new Layer.L2Normalise(random.nextBoolean() ? 1e-10 : 0.1);
            case 18 -> new Layer.Scale(4 * random.nextDouble() - 2);
            case 19 -> new Pool.LpPool(kernel, stride, padding(kernel, random), 1 + random.nextInt(3));
            default -> new Layer.SpaceToDepth(1 + random.nextInt(3));
        };
    }

    private static Layer convolution(Shape shape, Extent kernel, Extent stride, RandomGenerator random) {
        int groups = 1;
        int each = 1 + random.nextInt(6);
        if (random.nextBoolean()) {
            // one of the ways to share the channels; the largest is a depthwise convolution
            int[] shares = IntStream.rangeClosed(1, shape.channels())
                    .filter(g -> shape.channels() % g == 0)
                    .toArray();
            groups = shares[random.nextInt(shares.length)];
            each = 1 + random.nextInt(3);
        }
        Extent dilation = random.nextInt(3) == 0 ? extent(3, random) : Extent.of(1);
        Padding padding = random.nextInt(3) == 0 ? Padding.of(random.nextInt(4)) : padding(kernel, random);
        return new Layer.Conv(groups * each, kernel, stride, padding, dilation, groups, random.nextBoolean());
    }

    /** Smaller than the kernel on every side, or 'same'. */
    private static Padding padding(Extent kernel, RandomGenerator random) {
        int vertical = kernel.height();
        int horizontal = kernel.width();
        return switch (random.nextInt(4)) {
            case 0 -> Padding.SAME;
            case 1 -> Padding.of(random.nextInt(Math.min(vertical, horizontal)));
            default ->
                new Padding(
                        false,
                        random.nextInt(vertical),
                        random.nextInt(horizontal),
                        random.nextInt(vertical),
                        random.nextInt(horizontal));
        };
    }

    private static Extent extent(int most, RandomGenerator random) {
        return random.nextBoolean()
                ? Extent.of(1 + random.nextInt(most))
                : new Extent(1 + random.nextInt(most), 1 + random.nextInt(most));
    }

    private static int side(int most, int room, RandomGenerator random) {
        return 1 + random.nextInt(Math.min(most, room));
    }

    /** Parameters of the size that training leaves behind: outputs stay around 1, running variances are positive. */
    public static Map<String, Tensor> parameters(Graph graph, RandomGenerator random) {
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            float[] values = new float[parameter.size()];
            for (int i = 0; i < values.length; i++) {
                values[i] = (float)
                        switch (parameter.kind()) {
                            case WEIGHT -> random.nextGaussian() / Math.sqrt(parameter.fanIn());
                            case BIAS, SHIFT, RUNNING_MEAN -> 0.5 * random.nextGaussian();
                            case GAIN -> 0.5 + random.nextDouble();
                            case RUNNING_VARIANCE -> 0.3 + random.nextDouble();
                        };
            }
            parameters.put(name, new Tensor(values, parameter.shape()));
        });
        return parameters;
    }

    /** Standard normal values. */
    public static Tensor batch(int count, Shape shape, RandomGenerator random) {
        float[] values = new float[count * shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = (float) random.nextGaussian();
        }
        return new Tensor(values, count, shape.channels(), shape.height(), shape.width());
    }
}
