package dev.ocellus.zoo;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToLongFunction;

/**
 * What there is to say of a network before it has learnt anything: of each layer its values and its numbers, and what that comes to.
 *
 * @param input what it looks at
 * @param rows the layers in computing order
 * @param stored how many numbers its weights file holds: the trained ones and the running statistics
 */
public record Description(Shape input, List<Row> rows, long stored) {
    /** Bytes of a number, in memory and in files. */
    private static final int BYTES = Float.BYTES;

    /**
     * A layer.
     *
     * @param kind as network files call it, with the size of its window
     * @param reads the layers before it, where it is not only the one in the row above
     * @param shape of its values for one picture
     * @param parameters how many numbers are trained
     * @param multiplications for one picture at test time
     */
    public record Row(
            String name, String kind, List<String> reads, Shape shape, long parameters, long multiplications) {}

    public Description {
        rows = List.copyOf(rows);
    }

    public static Description of(Graph graph) {
        Map<String, Shape> shapes = graph.shapes();
        List<Row> rows = new ArrayList<>();
        List<String> above = List.of(Graph.INPUT);
        for (Graph.Node node : graph.nodes()) {
            List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
            rows.add(new Row(
                    node.name(),
                    kind(node.layer()),
                    node.inputs().equals(above) ? List.of() : node.inputs(),
                    shapes.get(node.name()),
                    node.layer().parameterCount(inputs),
                    node.layer().multiplications(inputs)));
            above = List.of(node.name());
        }
        long stored =
                graph.parameters().values().stream().mapToLong(Parameter::size).sum();
        return new Description(graph.input(), rows, stored);
    }

    /** How many numbers are trained. */
    public long parameters() {
        return sum(Row::parameters);
    }

    /** How many multiplications one picture takes at test time. */
    public long multiplications() {
        return sum(Row::multiplications);
    }

    /** How many values all layers make of one picture, itself included. */
    public long values() {
        return input.size() + sum(row -> row.shape().size());
    }

    /** Bytes of the weights. */
    public long weightBytes() {
        return BYTES * stored;
    }

    /** Bytes that an engine keeps for a picture in training: each value and its gradient. */
    public long trainingBytesPerPicture() {
        return 2 * BYTES * values();
    }

    /** Bytes that training with Adam keeps beside the pictures: weights, gradients and two moments. */
    public long trainingBytes() {
        return weightBytes() + 3 * BYTES * parameters();
    }

    private long sum(ToLongFunction<Row> of) {
        return rows.stream().mapToLong(of).sum();
    }

    private static String kind(Layer layer) {
        String word = LayerWord.of(layer).name();
        if (layer instanceof Layer.Conv conv) {
            return word
                    + window(conv.kernel(), conv.stride())
                    + (conv.groups() > 1 ? " in " + conv.groups() + " groups" : "");
        } else if (layer instanceof Pool.MaxPool pool) {
            return word + window(pool.kernel(), pool.stride());
        } else if (layer instanceof Pool.AveragePool pool) {
            return word + window(pool.kernel(), pool.stride());
        } else if (layer instanceof Pool.LpPool pool) {
            return word + window(pool.kernel(), pool.stride());
        }
        return word;
    }

    private static String window(Extent kernel, Extent stride) {
        String size = " " + kernel.height() + "x" + kernel.width();
        return stride.area() == 1 ? size : size + " /" + stride;
    }
}
