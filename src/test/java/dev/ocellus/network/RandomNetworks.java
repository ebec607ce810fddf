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

/** Draws graphs of every layer kind, parameters and batches; the same generator state gives the same network. */
public final class RandomNetworks {
    private static final int KINDS = 10;

    private RandomNetworks() {}

    /** A graph of up to twelve layers in which layers may be read several times and inputs have odd sizes. */
    public static Graph graph(RandomGenerator random) {
        Shape input = new Shape(1 + random.nextInt(4), 3 + random.nextInt(15), 3 + random.nextInt(15));
        List<Graph.Node> nodes = new ArrayList<>();
        Map<String, Shape> shapes = new LinkedHashMap<>(Map.of(Graph.INPUT, input));
        int wanted = 1 + random.nextInt(12);
        while (nodes.size() < wanted) {
            draw("n" + nodes.size(), shapes, random).ifPresent(node -> {
                List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
                shapes.put(node.name(), node.layer().outputShape(inputs));
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
        int kernel = 1 + random.nextInt(Math.min(3, Math.min(shape.height(), shape.width())));
        Layer layer =
                switch (random.nextInt(KINDS)) {
                    case 0 ->
                        new Layer.Conv(
                                1 + random.nextInt(6),
                                kernel,
                                1 + random.nextInt(3),
                                random.nextInt(kernel + 1),
                                random.nextBoolean());
                    case 1 -> new Layer.BatchNorm(0.9, random.nextBoolean() ? 1e-3 : 1e-5);
                    case 2 -> new Layer.MaxPool(kernel, 1 + random.nextInt(3), random.nextInt(kernel));
                    case 3 ->
                        new Activation(
                                Activation.Function.values()[random.nextInt(Activation.Function.values().length)]);
                    case 4 -> new Layer.Upsample(1 + random.nextInt(3));
                    case 5 -> new Layer.Add();
                    case 6 -> new Layer.Concat();
                    case 7 -> random.nextInt(4) == 0 ? new Layer.Flatten() : null;
                    case 8 -> random.nextInt(4) == 0 ? new Layer.GlobalAveragePool() : null;
                    default ->
                        shape.height() == 1 && shape.width() == 1 ? new Layer.Dense(1 + random.nextInt(8)) : null;
                };
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
        return Optional.of(new Graph.Node(name, layer, inputs));
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
