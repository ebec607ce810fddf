package dev.ocellus.detect;

import dev.ocellus.geometry.Size;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.settings.Default;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A small detector: a backbone of plain 3×3 convolutions that halves the picture five times, with a residual pair at strides 8, 16 and 32, a pyramid
 * neck that carries coarse features down to the finest grid in use, and one head a level. Where all objects are large, the fine levels are left out
 * and with them most of the cost of neck and heads; where all are small, coarse levels still lend their features to the finer ones. Depthwise convolutions would need fewer multiplications but
 * learn less per minute on a CPU.
 *
 * <p>Parameters are grouped by {@code backbone.}, {@code neck.} and {@code head.}. Every convolution but the last of each head is followed by batch
 * norm and carries no bias.
 *
 * @param widths channels after each of the five halvings
 * @param neck channels of the pyramid and the heads
 * @param strides of the outputs, in order: one or more neighbours of 8, 16 and 32
 */
public record DetectorNetwork(
        List<Integer> widths,
        int neck,
        @Default("[8, 16, 32]") List<Integer> strides) {
    /** Sides of pictures must be multiples of it, whatever the strides of the outputs: the backbone halves so often. */
    public static final int STEP = 32;

    /** Strides of the backbone's maps that the neck may read, from the finest to the coarsest. */
    private static final List<Integer> LEVELS = List.of(8, 16, 32);

    /** The plan for faces: 0.86 million parameters with two anchors a level and one label. */
    public static final DetectorNetwork DEFAULT = new DetectorNetwork(List.of(16, 32, 64, 96, 128), 64);

    /** logit(0.01): at the start nearly every prediction is rightly silent, so the loss does not drown in them. */
    private static final float INITIAL_OBJECTNESS = -4.6f;

    public DetectorNetwork {
        widths = List.copyOf(widths);
        if (widths.size() != 5 || widths.stream().anyMatch(w -> w < 1) || neck < 1) {
            throw new IllegalArgumentException(
                    "a detector network has five widths and a neck, all at least 1, got widths %s, neck %d"
                            .formatted(widths, neck));
        }
        strides = List.copyOf(strides);
        int first = strides.isEmpty() ? -1 : LEVELS.indexOf(strides.get(0));
        if (first < 0
                || first + strides.size() > LEVELS.size()
                || !strides.equals(LEVELS.subList(first, first + strides.size()))) {
            throw new IllegalArgumentException(
                    "strides must be one or more neighbours of 8, 16 and 32 in this order, got " + strides);
        }
    }

    /** With all three levels. */
    public DetectorNetwork(List<Integer> widths, int neck) {
        this(widths, neck, LEVELS);
    }

    /** The same network with outputs at other strides. */
    public DetectorNetwork withStrides(List<Integer> others) {
        return new DetectorNetwork(widths, neck, others);
    }

    /**
     * The layers, with one output a level of the layout.
     *
     * @param input size of the pictures, sides multiples of 32; the graph also runs on others
     * @param layout has the strides of this network
     */
    public Graph graph(Size input, YoloLayout layout) {
        requireStrides(layout);
        Graph.Builder graph = new Graph.Builder(new Shape(3, input.height(), input.width()));
        Map<Integer, String> pyramid = pyramid(graph, backbone(graph));
        List<String> outputs = new ArrayList<>();
        for (int i = 0; i < strides.size(); i++) {
            String smooth = block(graph, "head.level" + strides.get(i), neck, 3, 1, pyramid.get(strides.get(i)));
            outputs.add(graph.add(outputName(i), new Layer.Conv(layout.channels(i), 1, 1, 0, true), smooth));
        }
        return graph.build(outputs.toArray(String[]::new));
    }

    /** Adds the neck, from the coarsest level down to the finest in use, and returns its maps by stride. */
    private Map<Integer, String> pyramid(Graph.Builder graph, List<String> features) {
        Map<Integer, String> pyramid = new HashMap<>();
        String coarser = null;
        for (int i = LEVELS.size() - 1; LEVELS.indexOf(strides.get(0)) <= i; i--) {
            String level = "neck.level" + LEVELS.get(i);
            String map = normalised(graph, level + ".lateral", neck, 1, 1, features.get(i));
            if (coarser != null) {
                String enlarged = graph.add(level + ".upsample", new Layer.Upsample(2), coarser);
                map = graph.add(level + ".add", new Layer.Add(), map, enlarged);
            }
            pyramid.put(LEVELS.get(i), map);
            coarser = map;
        }
        return pyramid;
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
        for (int i = 0; i < strides.size(); i++) {
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
        List<Integer> strides = LEVELS.stream()
                .filter(stride -> parameters.containsKey("head.level%d.output.weight".formatted(stride)))
                .toList();
        return new DetectorNetwork(widths, outputs(parameters, "neck.level32.lateral.conv.weight"), strides);
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

    private String outputName(int level) {
        return "head.level" + strides.get(level) + ".output";
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

    private void requireStrides(YoloLayout layout) {
        List<Integer> others = layout.levels().stream().map(AnchorLevel::stride).toList();
        if (!others.equals(strides)) {
            throw new IllegalArgumentException("this network has the strides " + strides + ", not " + others);
        }
    }
}
