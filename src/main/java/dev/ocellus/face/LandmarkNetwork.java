package dev.ocellus.face;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import java.util.List;

/**
 * The layers that find landmarks: plain 3×3 convolutions that halve the square four times, with a residual pair at strides 4 and 8, and one dense layer over
 * the last map, which keeps where things are. Every convolution is followed by batch norm and carries no bias.
 *
 * @param widths channels after each of the four halvings
 */
public record LandmarkNetwork(List<Integer> widths) {
    private static final int HALVINGS = 4;

    public LandmarkNetwork {
        widths = List.copyOf(widths);
        if (widths.size() != HALVINGS || widths.stream().anyMatch(width -> width < 1)) {
            throw new IllegalArgumentException(
                    "a landmark network has %d widths, all at least 1, got %s".formatted(HALVINGS, widths));
        }
    }

    /**
     * The layers for squares of this side.
     *
     * @param side in pixels, a multiple of 16
     */
    public Graph graph(int side) {
        if (side < 16 || side % 16 != 0) {
            throw new IllegalArgumentException("side must be a multiple of 16, got " + side);
        }
        Graph.Builder graph = new Graph.Builder(new Shape(3, side, side));
        String at = Graph.INPUT;
        for (int i = 0; i < HALVINGS; i++) {
            String stage = "stage" + (i + 1);
            at = relu(graph, stage, normalised(graph, stage, widths.get(i), 2, at));
            if (i == 1 || i == 2) {
                String first = relu(graph, stage + ".first", normalised(graph, stage + ".first", widths.get(i), 1, at));
                String second = normalised(graph, stage + ".second", widths.get(i), 1, first);
                String sum = graph.add(stage + ".add", new Layer.Add(), second, at);
                at = relu(graph, stage + ".residual", sum);
            }
        }
        String flat = graph.add("flatten", new Layer.Flatten(), at);
        return graph.build(graph.add("landmarks", new Layer.Dense(LandmarkHead.VALUES, true), flat));
    }

    private static String normalised(Graph.Builder graph, String name, int width, int stride, String input) {
        String conv = graph.add(name + ".conv", new Layer.Conv(width, 3, stride, 1, false), input);
        return graph.add(name + ".norm", new Layer.BatchNorm(), conv);
    }

    private static String relu(Graph.Builder graph, String name, String input) {
        return graph.add(name + ".relu", new Layer.Activation(Layer.Activation.Function.RELU), input);
    }
}
