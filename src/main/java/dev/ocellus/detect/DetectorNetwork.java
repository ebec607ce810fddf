package dev.ocellus.detect;

import dev.ocellus.geometry.Size;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small detector: a backbone of plain 3×3 convolutions that halves the picture five times, with a residual pair at strides 8, 16 and 32, a pyramid
 * neck that carries coarse features down to the finer grids, and one head a level. Depthwise convolutions would need fewer multiplications but
 * learn less per minute on a CPU.
 *
 * <p>Parameters are grouped by {@code backbone.}, {@code neck.} and {@code head.}. Every convolution but the last of each head is followed by batch
 * norm and carries no bias.
 *
 * @param widths channels after each of the five halvings
 * @param neck channels of the pyramid and the heads
 */
public record DetectorNetwork(List<Integer> widths, int neck) {
    /** The plan for faces: 0.86 million parameters with two anchors a level and one label. */
    public static final DetectorNetwork DEFAULT = new DetectorNetwork(List.of(16, 32, 64, 96, 128), 64);

    /** Strides of the outputs, in order. */
    private static final List<Integer> STRIDES = List.of(8, 16, 32);

    /** logit(0.01): at the start nearly every prediction is rightly silent, so the loss does not drown in them. */
    private static final float INITIAL_OBJECTNESS = -4.6f;

    public DetectorNetwork {
        widths = List.copyOf(widths);
        if (widths.size() != 5 || widths.stream().anyMatch(w -> w < 1) || neck < 1) {
            throw new IllegalArgumentException(
                    "a detector network has five widths and a neck, all at least 1, got widths %s, neck %d"
                            .formatted(widths, neck));
        }
    }

    /**
     * The layers, with one output a level of the layout.
     *
     * @param input size of the pictures, sides multiples of 32; the graph also runs on others
     * @param layout three levels, of strides 8, 16 and 32
     */
    public Graph graph(Size input, YoloLayout layout) {
        requireStrides(layout);
        Graph.Builder graph = new Graph.Builder(new Shape(3, input.height(), input.width()));
        List<String> features = backbone(graph);
        String[] pyramid = new String[STRIDES.size()];
        for (int i = STRIDES.size() - 1; i >= 0; i--) {
            String level = "neck.level" + STRIDES.get(i);
            pyramid[i] = normalised(graph, level + ".lateral", neck, 1, 1, features.get(i));
            if (i < STRIDES.size() - 1) {
                String coarser = graph.add(level + ".upsample", new Layer.Upsample(2), pyramid[i + 1]);
                pyramid[i] = graph.add(level + ".add", new Layer.Add(), pyramid[i], coarser);
            }
        }
        String[] outputs = new String[STRIDES.size()];
        for (int i = 0; i < STRIDES.size(); i++) {
            String smooth = block(graph, "head.level" + STRIDES.get(i), neck, 3, 1, pyramid[i]);
            outputs[i] = graph.add(outputName(i), new Layer.Conv(layout.channels(i), 1, 1, 0, true), smooth);
        }
        return graph.build(outputs);
    }

    /** Adds the backbone and returns its maps at strides 8, 16 and 32. */
    private List<String> backbone(Graph.Builder graph) {
        String at = Graph.INPUT;
        List<String> features = new ArrayList<>();
        for (int i = 0; i < widths.size(); i++) {
            String stage = "backbone.stage" + (i + 1);
            at = block(graph, stage, widths.get(i), 3, 2, at);
            if (i >= 2) {
                at = residualPair(graph, stage + ".residual", widths.get(i), at);
                features.add(at);
            }
        }
        return features;
    }

    /** Where the head's parameters start, by full name, wherever it differs from a layer's usual start. */
    public Map<String, Tensor> initialParameters(YoloLayout layout) {
        requireStrides(layout);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        for (int i = 0; i < STRIDES.size(); i++) {
            float[] bias = new float[layout.channels(i)];
            for (int at = YoloLayout.OBJECTNESS; at < bias.length; at += layout.valuesPerAnchor()) {
                bias[at] = INITIAL_OBJECTNESS;
            }
            parameters.put(outputName(i) + ".bias", new Tensor(bias, bias.length));
        }
        return parameters;
    }

    /** The network that has these parameters, without the layout of its outputs, which is on the card. */
    public static DetectorNetwork of(Map<String, Tensor> parameters) {
        List<Integer> widths = new ArrayList<>();
        for (int stage = 1; stage <= DEFAULT.widths.size(); stage++) {
            widths.add(outputs(parameters, "backbone.stage" + stage + ".conv.weight"));
        }
        return new DetectorNetwork(widths, outputs(parameters, "neck.level8.lateral.conv.weight"));
    }

    private static int outputs(Map<String, Tensor> parameters, String name) {
        Tensor weight = parameters.get(name);
        if (weight == null) {
            throw new IllegalArgumentException(
                    "these are not the parameters of a detector: there is no '" + name + "'");
        }
        return weight.dimension(0);
    }

    /** The backbone alone, to be put before another head. Its only output is the map of the last stage, a 32nd of the picture each way. */
    public Graph backbone(Size input) {
        Graph.Builder graph = new Graph.Builder(new Shape(3, input.height(), input.width()));
        List<String> features = backbone(graph);
        return graph.build(features.get(features.size() - 1));
    }

    private static String outputName(int level) {
        return "head.level" + STRIDES.get(level) + ".output";
    }

    private static String residualPair(Graph.Builder graph, String name, int width, String input) {
        String first = block(graph, name + ".first", width, 3, 1, input);
        String second = normalised(graph, name + ".second", width, 3, 1, first);
        String sum = graph.add(name + ".add", new Layer.Add(), second, input);
        return graph.add(name + ".relu", new Layer.Activation(Layer.Activation.Function.RELU), sum);
    }

    private static String block(Graph.Builder graph, String name, int width, int kernel, int stride, String input) {
        String normalised = normalised(graph, name, width, kernel, stride, input);
        return graph.add(name + ".relu", new Layer.Activation(Layer.Activation.Function.RELU), normalised);
    }

    private static String normalised(
            Graph.Builder graph, String name, int width, int kernel, int stride, String input) {
        String conv = graph.add(name + ".conv", new Layer.Conv(width, kernel, stride, kernel / 2, false), input);
        return graph.add(name + ".norm", new Layer.BatchNorm(), conv);
    }

    private static void requireStrides(YoloLayout layout) {
        List<Integer> strides =
                layout.levels().stream().map(AnchorLevel::stride).toList();
        if (!strides.equals(STRIDES)) {
            throw new IllegalArgumentException("this network has the strides " + STRIDES + ", not " + strides);
        }
    }
}
