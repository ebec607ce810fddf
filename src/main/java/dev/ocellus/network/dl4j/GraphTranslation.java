package dev.ocellus.network.dl4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Shape;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.InputPreProcessor;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.FrozenVertex;
import org.deeplearning4j.nn.conf.graph.GraphVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;

/** Follows a DL4J network vertex by vertex: what joins and reshapes is written down here, layers by {@link LayerTranslation}. */
final class GraphTranslation {
    /**
     * What a vertex's value is in the new graph.
     *
     * @param node whose value it is
     * @param around zeros that are still to be laid around it, by the convolution that reads it
     * @param interleaved the map that this vector was, where DL4J laid it out with the channels last: the dense layer that reads it must know
     */
    record Value(String node, Padding around, Optional<Shape> interleaved) {
        static Value of(String node) {
            return new Value(node, Padding.VALID, Optional.empty());
        }

        /** The same, but for the node. */
        Value at(String other) {
            return new Value(other, around, interleaved);
        }

        /** The node, for a reader that lays no zeros around and takes values in our order. */
        String plainFor(Vertex reader) {
            reader.require(
                    around.equals(Padding.VALID),
                    "it reads a map with zeros laid around, which only a convolution can");
            reader.require(
                    interleaved.isEmpty(),
                    "it reads a map laid out with the channels last, which only a dense layer can");
            return node;
        }
    }

    private final Vertices source;
    private final GrowingGraph graph;
    private final LayerTranslation layers;
    private final Map<String, Value> values = new HashMap<>();

    private GraphTranslation(Vertices source, Shape input) {
        this.source = source;
        this.graph = new GrowingGraph(input);
        this.layers = new LayerTranslation(graph, source.channelsLast());
    }

    /**
     * A whole network.
     *
     * @param input the shape of what it sees
     * @throws NotInVocabularyException naming the first layer that cannot be said, and why
     */
    static Imported translate(Vertices source, Shape input) {
        return new GraphTranslation(source, input).run();
    }

    private Imported run() {
        values.put(source.input(), Value.of(Graph.INPUT));
        for (Vertex vertex : source.vertices()) {
            values.put(vertex.name(), translate(vertex, vertex.kind()));
        }
        return graph.finish(source.outputs().stream()
                .map(output -> values.get(output).plainFor(source.vertex(output)))
                .toList());
    }

    private Value translate(Vertex vertex, GraphVertex kind) {
        if (kind instanceof FrozenVertex frozen) {
            return translate(vertex, frozen.getUnderlying());
        } else if (kind instanceof LayerVertex layer) {
            return layer(vertex, layer);
        }
        List<String> inputs = vertex.inputs().stream()
                .map(input -> values.get(input).plainFor(vertex))
                .toList();
        if (kind instanceof PreprocessorVertex preprocessor) {
            return reshape(vertex, preprocessor.getPreProcessor(), vertex.name(), inputs.get(0));
        }
        return Value.of(join(vertex, kind, inputs.toArray(String[]::new)));
    }

    private Value layer(Vertex vertex, LayerVertex kind) {
        Value input = values.get(vertex.inputs().get(0));
        if (kind.getPreProcessor() != null) {
            input = reshape(vertex, kind.getPreProcessor(), vertex.name() + ".flatten", input.plainFor(vertex));
        }
        return layers.translate(vertex, Formats.unwrapped(kind.getLayerConf().getLayer()), input);
    }

    private String join(Vertex vertex, GraphVertex kind, String... inputs) {
        String name = vertex.name();
        if (kind instanceof MergeVertex merge) {
            int axis = merge.getMergeAxis();
            Shape first = graph.shape(inputs[0]);
            boolean vectors = first.height() * first.width() == 1;
            vertex.require(
                    axis == channelAxis() || vectors && axis == 1 || axis == -1 && (vectors || source.channelsLast()),
                    "it joins along axis " + axis);
            return inputs.length == 1 ? inputs[0] : graph.add(name, new Layer.Concat(), inputs);
        } else if (kind instanceof ElementWiseVertex elementWise) {
            return combine(vertex, elementWise.getOp(), inputs);
        } else if (kind instanceof ScaleVertex scale) {
            return graph.add(name, new Layer.Scale(scale.getScaleFactor()), inputs);
        } else if (kind instanceof L2NormalizeVertex normalise) {
            return normalise(vertex, normalise, inputs[0]);
        }
        throw vertex.refused("no layer of ours does that");
    }

    private String combine(Vertex vertex, ElementWiseVertex.Op operation, String... inputs) {
        String name = vertex.name();
        return switch (operation) {
            case Add -> inputs.length == 1 ? inputs[0] : graph.add(name, new Layer.Add(), inputs);
            case Average ->
                graph.add(
                        name, new Layer.Scale(1.0 / inputs.length), graph.add(name + ".sum", new Layer.Add(), inputs));
            case Subtract ->
                graph.add(
                        name,
                        new Layer.Add(),
                        inputs[0],
                        graph.add(name + ".negative", new Layer.Scale(-1), inputs[1]));
            case Product, Max -> throw vertex.refused("no layer of ours takes the " + operation);
        };
    }

    private String normalise(Vertex vertex, L2NormalizeVertex normalise, String input) {
        Shape shape = graph.shape(input);
        int[] dimensions = normalise.getDimension();
        boolean overChannels = dimensions != null && dimensions.length == 1 && dimensions[0] == channelAxis();
        vertex.require(
                overChannels || shape.height() * shape.width() == 1,
                "it gives a whole map length 1, ours gives it to each pixel");
        // theirs divides by the larger of length and epsilon, ours adds under the root
        return graph.add(vertex.name(), new Layer.L2Normalise(normalise.getEps() * normalise.getEps()), input);
    }

    private int channelAxis() {
        return source.channelsLast() ? 3 : 1;
    }

    private Value reshape(Vertex vertex, InputPreProcessor preprocessor, String name, String input) {
        Shape shape = graph.shape(input);
        if (preprocessor.getClass() == CnnToFeedForwardPreProcessor.class) {
            CnnToFeedForwardPreProcessor flatten = (CnnToFeedForwardPreProcessor) preprocessor;
            Shape expected = new Shape(
                    Math.toIntExact(flatten.getNumChannels()),
                    Math.toIntExact(flatten.getInputHeight()),
                    Math.toIntExact(flatten.getInputWidth()));
            vertex.require(
                    expected.equals(shape),
                    "it flattens %s, and with this input gets %s; give the input that the network was made for"
                            .formatted(expected, shape));
            return new Value(
                    graph.add(name, new Layer.Flatten(), input),
                    Padding.VALID,
                    flatten.getFormat() == CNN2DFormat.NHWC ? Optional.of(shape) : Optional.empty());
        } else if (preprocessor instanceof FeedForwardToCnnPreProcessor map && input.equals(Graph.INPUT)) {
            Shape expected = Dl4jModel.shape(map);
            vertex.require(
                    expected.equals(shape),
                    "the network was made for an input of %s, not %s".formatted(expected, shape));
            return Value.of(input);
        }
        throw vertex.refused("the reshaping %s before it is none of ours"
                .formatted(preprocessor.getClass().getSimpleName()));
    }
}
