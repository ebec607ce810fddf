package dev.ocellus.zoo;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Shape;

/** A graph while it is written down as lines of layers, each reading the one before. Lines of one graph may branch off and be joined. */
final class Line {
    private final Graph.Builder graph;
    private final String group;
    private String at;

    private Line(Graph.Builder graph, String group, String at) {
        this.graph = graph;
        this.group = group;
        this.at = at;
    }

    /** A line that starts at the picture. */
    static Line from(Shape input) {
        return new Line(new Graph.Builder(input), "", Graph.INPUT);
    }

    /** A line that starts where this one stands and names its layers in a group below this one's. */
    Line branch(String subgroup) {
        return new Line(graph, group + subgroup + ".", at);
    }

    /** A line that starts where this one stands, in the same group. */
    Line beside() {
        return new Line(graph, group, at);
    }

    /** Goes on where another line of the same graph stands. */
    Line after(Line other) {
        at = other.at;
        return this;
    }

    Line then(String name, Layer layer) {
        at = graph.add(group + name, layer, at);
        return this;
    }

    /** Goes on with what a layer makes of this line and others. */
    Line join(String name, Layer layer, Line... others) {
        String[] inputs = new String[others.length + 1];
        inputs[0] = at;
        for (int i = 0; i < others.length; i++) {
            inputs[i + 1] = others[i].at;
        }
        at = graph.add(group + name, layer, inputs);
        return this;
    }

    Line relu(String name) {
        return then(name, new Activation(Activation.Function.RELU));
    }

    /** A convolution that keeps the size, with bias and ReLU. */
    Line convRelu(String number, int outputs, int kernel) {
        return then("conv" + number, sameSize(outputs, kernel, true)).relu("relu" + number);
    }

    /** A convolution that keeps the size, or halves it at stride 2, with batch norm in the bias's place. */
    Line convNorm(String number, int outputs, int kernel, int stride) {
        return then("conv" + number, new Layer.Conv(outputs, kernel, stride, kernel / 2, false))
                .then("norm" + number, new Layer.BatchNorm());
    }

    Graph build() {
        return graph.build(at);
    }

    /** The shape of what the line has come to. */
    Shape shape() {
        return graph.shapeOf(at);
    }

    static Layer.Conv sameSize(int outputs, int kernel, boolean bias) {
        return new Layer.Conv(outputs, Extent.of(kernel), Extent.of(1), Padding.SAME, Extent.of(1), 1, bias);
    }
}
