package dev.ocellus.network.onnx;

import dev.ocellus.network.Graph;
import dev.ocellus.network.HalfFloat;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a trained network into an ONNX file: operator set {@value #OPERATOR_SET}, 32-bit floats, dropout left out, batch norms folded into the layers
 * before them where that changes nothing. Batch, height and width stay open, unless the graph only works at the size for which it was built. The same network always
 * gives the same bytes.
 */
public final class OnnxWriter {
    /** From 2022; every engine of the last years reads it. */
    private static final int OPERATOR_SET = 17;

    /** The file format's own version that came with the operator set. */
    private static final int FORMAT_VERSION = 8;

    private final Graph graph;
    private final Map<String, Tensor> parameters;
    private final boolean half;
    private final OnnxGraph onnx = new OnnxGraph();

    private OnnxWriter(Graph graph, Map<String, Tensor> parameters, boolean half) {
        this.graph = graph;
        this.parameters = parameters;
        this.half = half;
    }

    /**
     * The bytes of an ONNX file that computes what the network computes at test time.
     *
     * @param parameters every parameter of the graph by full name in canonical layout; others are ignored
     * @param metadata stored in the file under the given keys, for people and programs that meet it without its card
     * @throws IllegalArgumentException naming the parameter that is missing, misshapen or not finite, or the output that cannot be written
     */
    public static byte[] write(Graph graph, Map<String, Tensor> parameters, Map<String, String> metadata) {
        requireParameters(graph, parameters);
        requireOwnOutputs(graph);
        BatchNormFolding folded = BatchNormFolding.of(DropoutRemoval.of(graph), parameters);
        return new OnnxWriter(folded.graph(), folded.parameters(), false).model(metadata);
    }

    /**
     * The same network in half the bytes, from which training can go on: every parameter is there in half precision under its full name, batch norms are not
     * folded. {@link OnnxParameters} reads them back; engines compute in full precision.
     *
     * @throws IllegalArgumentException as {@link #write}, also naming a parameter that is too large for half precision
     */
    public static byte[] writeTrainable(Graph graph, Map<String, Tensor> parameters, Map<String, String> metadata) {
        requireParameters(graph, parameters);
        requireOwnOutputs(graph);
        for (String name : graph.parameters().keySet()) {
            for (float value : parameters.get(name).data()) {
                if (Math.abs(value) > HalfFloat.MAX) {
                    throw new IllegalArgumentException(
                            "the parameter '%s' holds %s, which is too large for half precision"
                                    .formatted(name, value));
                }
            }
        }
        return new OnnxWriter(DropoutRemoval.of(graph), parameters, true).model(metadata);
    }

    private byte[] model(Map<String, String> metadata) {
        Shape input = graph.input();
        Shape larger = new Shape(input.channels(), 2 * input.height(), 2 * input.width());
        boolean open = worksFor(larger);
        writeInputsAndOutputs(open ? larger : input);
        Operators operators = new Operators(onnx, graph.shapes(), parameters, open, half);
        graph.nodes().forEach(operators::write);
        Message model = new Message()
                .number(1, FORMAT_VERSION)
                .text(2, "ocellus")
                .message(7, onnx.toMessage("network"))
                .message(8, new Message().text(1, "").number(2, OPERATOR_SET));
        new TreeMap<>(metadata)
                .forEach((key, value) ->
                        model.message(14, new Message().text(1, key).text(2, value)));
        return model.toBytes();
    }

    /** @param larger another input for which the file will work, or the graph's own */
    private void writeInputsAndOutputs(Shape larger) {
        Map<String, Shape> shapes = graph.shapes();
        Map<String, Shape> largerShapes = graph.shapes(larger);
        onnx.input(Graph.INPUT, axes("", graph.input(), larger));
        for (String output : graph.outputs()) {
            onnx.output(output, axes(output + ".", shapes.get(output), largerShapes.get(output)));
        }
    }

    /** Whether the same operators and parameters serve an input of that shape. */
    private boolean worksFor(Shape input) {
        if (graph.nodes().stream().anyMatch(node -> Operators.needsFixedSize(node.layer()))) {
            return false;
        }
        try {
            Map<String, Parameter> others = new Graph(input, graph.nodes(), graph.outputs()).parameters();
            return graph.parameters().entrySet().stream()
                    .allMatch(p -> Arrays.equals(
                            p.getValue().shape(), others.get(p.getKey()).shape()));
        } catch (ShapeException e) {
            return false;
        }
    }

    /** A size that is the same for a larger picture is fixed, the others get names. */
    private static List<Object> axes(String prefix, Shape shape, Shape larger) {
        return List.of(
                "batch",
                shape.channels() == larger.channels() ? shape.channels() : prefix + "channels",
                shape.height() == larger.height() ? shape.height() : prefix + "height",
                shape.width() == larger.width() ? shape.width() : prefix + "width");
    }

    private static void requireParameters(Graph graph, Map<String, Tensor> parameters) {
        graph.parameters().forEach((name, parameter) -> {
            Tensor tensor = parameters.get(name);
            if (tensor == null) {
                throw new IllegalArgumentException("the parameter '%s' is missing".formatted(name));
            }
            if (!Arrays.equals(tensor.shape(), parameter.shape())) {
                throw new IllegalArgumentException("the parameter '%s' must have the shape %s, it has %s"
                        .formatted(name, Arrays.toString(parameter.shape()), Arrays.toString(tensor.shape())));
            }
            for (float value : tensor.data()) {
                if (!Float.isFinite(value)) {
                    throw new IllegalArgumentException("the parameter '%s' holds %s".formatted(name, value));
                }
            }
        });
    }

    private static void requireOwnOutputs(Graph graph) {
        HashSet<String> seen = new HashSet<>();
        for (String output : graph.outputs()) {
            if (output.equals(Graph.INPUT) || !seen.add(output)) {
                throw new IllegalArgumentException(
                        "the output '%s' must be a layer of its own, named once".formatted(output));
            }
        }
    }
}
