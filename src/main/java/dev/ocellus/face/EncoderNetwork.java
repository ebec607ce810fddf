package dev.ocellus.face;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.settings.Default;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The layers of a face encoder. Each stage halves the map by a 3 × 3 convolution and goes on with residual pairs of 3 × 3 convolutions; every
 * convolution has a batch norm and a ReLU behind it. The last map goes whole into one fully connected layer, for where something lies in an aligned
 * face means something; its output has a batch norm and is brought to length 1. A share of that map may be dropped in training: the fully connected layer
 * is where an encoder learns few people by heart.
 *
 * <p>Plain convolutions, for depthwise ones learn far less in the same time on a processor.
 *
 * @param side of the aligned picture in pixels
 * @param widths channels of each stage
 * @param pairs residual pairs of each stage
 * @param embedding coordinates of the embedding
 * @param dropout share of the last map's values that training drops, in [0, 1)
 */
public record EncoderNetwork(
        @Default("96") int side,
        @Default("[32, 64, 128, 144]") List<Integer> widths,
        @Default("[0, 1, 1, 1]") List<Integer> pairs,
        @Default("128") int embedding,
        @Default("0") double dropout) {
    /** Name of the output: (N, embedding, 1, 1), each of length 1. */
    public static final String OUTPUT = "embedding";

    private static final String DENSE = "dense.weight";

    public EncoderNetwork {
        widths = List.copyOf(widths);
        pairs = List.copyOf(pairs);
        if (widths.isEmpty() || widths.size() != pairs.size()) {
            throw new IllegalArgumentException(
                    "widths and pairs need one number for each stage, got %s and %s".formatted(widths, pairs));
        }
        if (widths.stream().anyMatch(width -> width < 1) || pairs.stream().anyMatch(count -> count < 0)) {
            throw new IllegalArgumentException(
                    "widths must be at least 1 and pairs at least 0, got %s and %s".formatted(widths, pairs));
        }
        int least = 1 << widths.size() - 1;
        if (side < least) {
            throw new IllegalArgumentException(
                    "side must be at least %d, as there are %d stages, got %d".formatted(least, widths.size(), side));
        }
        if (embedding < 2) {
            throw new IllegalArgumentException("embedding must be at least 2, got " + embedding);
        }
        if (!(dropout >= 0 && dropout < 1)) {
            throw new IllegalArgumentException("dropout must be at least 0 and below 1, got " + dropout);
        }
    }

    /** The layers, from (3, side, side) to {@value #OUTPUT}. */
    public Graph graph() {
        Graph.Builder builder = new Graph.Builder(new Shape(3, side, side));
        String last = Graph.INPUT;
        for (int stage = 0; stage < widths.size(); stage++) {
            int width = widths.get(stage);
            String name = "stage" + stage;
            last = relu(builder, name, normalised(builder, name, last, width, 2));
            for (int pair = 0; pair < pairs.get(stage); pair++) {
                last = residual(builder, name + ".pair" + pair, last, width);
            }
        }
        last = builder.add("flat", new Layer.Flatten(), last);
        if (dropout > 0) {
            last = builder.add("drop", new Layer.Dropout(dropout), last);
        }
        last = builder.add("dense", new Layer.Dense(embedding, false), last);
        last = builder.add("norm", new Layer.BatchNorm(), last);
        return builder.build(builder.add(OUTPUT, new Layer.L2Normalise(), last));
    }

    /**
     * Parameters of a network like this one, in this one's shapes. Where the other one sees its faces at another size, the fully connected layer takes each
     * number of the last map where it lies in the face, between neighbours where it falls between them. Those that do not fit are left out.
     *
     * @param others by full name; of the fully connected layer with or without the two dimensions of its one pixel
     */
    public Map<String, Tensor> adopt(Map<String, Tensor> others) {
        Map<String, Tensor> adopted = new LinkedHashMap<>();
        graph().parameters().forEach((name, parameter) -> {
            Tensor other = others.get(name);
            if (other != null && other.size() == parameter.size()) {
                adopted.put(name, new Tensor(other.data(), parameter.shape()));
            } else if (other != null && name.equals(DENSE)) {
                stretched(other).ifPresent(stretched -> adopted.put(name, stretched));
            }
        });
        return adopted;
    }

    /** The fully connected layer for faces of another size, for this one; empty where it is not of such a network. */
    private Optional<Tensor> stretched(Tensor other) {
        int channels = widths.get(widths.size() - 1);
        int from = (int) Math.round(Math.sqrt((double) other.size() / embedding / channels));
        if (from < 1 || embedding * channels * from * from != other.size()) {
            return Optional.empty();
        }
        int to = side;
        for (int stage = 0; stage < widths.size(); stage++) {
            to = (to + 1) / 2;
        }
        float[] stretched = new float[embedding * channels * to * to];
        double share = (double) from * from / (to * to);
        for (int map = 0; map < embedding * channels; map++) {
            for (int y = 0; y < to; y++) {
                for (int x = 0; x < to; x++) {
                    double value =
                            between(other.data(), map * from * from, from, place(y, from, to), place(x, from, to));
                    stretched[(map * to + y) * to + x] = (float) (share * value);
                }
            }
        }
        return Optional.of(new Tensor(stretched, embedding, channels * to * to));
    }

    /** Where the middle of a cell lies in a map of another size, in its cells. */
    private static double place(int cell, int from, int to) {
        return Math.max(0, Math.min(from - 1, (cell + 0.5) * from / to - 0.5));
    }

    private static double between(float[] maps, int at, int side, double y, double x) {
        int top = (int) y;
        int left = (int) x;
        int bottom = Math.min(side - 1, top + 1);
        int right = Math.min(side - 1, left + 1);
        double above = maps[at + top * side + left] * (left + 1 - x) + maps[at + top * side + right] * (x - left);
        double below = maps[at + bottom * side + left] * (left + 1 - x) + maps[at + bottom * side + right] * (x - left);
        return above * (top + 1 - y) + below * (y - top);
    }

    private static String residual(Graph.Builder builder, String name, String from, int width) {
        String inner = relu(builder, name + ".a", normalised(builder, name + ".a", from, width, 1));
        String outer = normalised(builder, name + ".b", inner, width, 1);
        return relu(builder, name, builder.add(name + ".add", new Layer.Add(), outer, from));
    }

    private static String normalised(Graph.Builder builder, String name, String from, int width, int stride) {
        String conv = builder.add(name + ".conv", new Layer.Conv(width, 3, stride, 1, false), from);
        return builder.add(name + ".norm", new Layer.BatchNorm(), conv);
    }

    private static String relu(Graph.Builder builder, String name, String from) {
        return builder.add(name + ".relu", new Layer.Activation(Function.RELU), from);
    }
}
