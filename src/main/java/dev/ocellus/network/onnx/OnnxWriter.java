package dev.ocellus.network.onnx;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a trained network into an ONNX file: operator set {@value #OPERATOR_SET}, 32-bit floats, batch norms folded into the layers before them where
 * that changes nothing. Batch, height and width stay open, unless the graph only works at the size for which it was built. The same network always
 * gives the same bytes.
 */
public final class OnnxWriter {
    /** From 2022; every engine of the last years reads it. */
    private static final int OPERATOR_SET = 17;

    /** The file format's own version that came with the operator set. */
    private static final int FORMAT_VERSION = 8;

    private final Graph graph;
    private final Map<String, Tensor> parameters;
    private final OnnxGraph onnx = new OnnxGraph();

    private OnnxWriter(Graph graph, Map<String, Tensor> parameters) {
        this.graph = graph;
        this.parameters = parameters;
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
        BatchNormFolding folded = BatchNormFolding.of(graph, parameters);
        return new OnnxWriter(folded.graph(), folded.parameters()).model(metadata);
    }

    private byte[] model(Map<String, String> metadata) {
        writeInputsAndOutputs();
        graph.nodes().forEach(this::writeNode);
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

    private void writeInputsAndOutputs() {
        Shape input = graph.input();
        Shape larger = new Shape(input.channels(), 2 * input.height(), 2 * input.width());
        Map<String, Shape> shapes = graph.shapes();
        Map<String, Shape> largerShapes = worksFor(larger) ? graph.shapes(larger) : shapes;
        onnx.input(Graph.INPUT, axes("", input, largerShapes.get(Graph.INPUT)));
        for (String output : graph.outputs()) {
            onnx.output(output, axes(output + ".", shapes.get(output), largerShapes.get(output)));
        }
    }

    /** Whether the same parameters serve an input of that shape. */
    private boolean worksFor(Shape input) {
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

    private void writeNode(Node node) {
        String name = node.name();
        List<String> in = node.inputs();
        Layer layer = node.layer();
        if (layer instanceof Layer.Conv conv) {
            List<String> inputs = new ArrayList<>(List.of(in.get(0), parameter(name + ".weight")));
            if (conv.bias()) {
                inputs.add(parameter(name + ".bias"));
            }
            onnx.operator("Conv", name, inputs)
                    .numbers(
                            "kernel_shape",
                            conv.kernel().height(),
                            conv.kernel().width())
                    .numbers("strides", conv.stride().height(), conv.stride().width())
                    .numbers(
                            "pads",
                            conv.padding().top(),
                            conv.padding().left(),
                            conv.padding().bottom(),
                            conv.padding().right());
        } else if (layer instanceof Layer.Dense) {
            // A dense layer over C × 1 × 1 is a 1 × 1 convolution, which keeps the four dimensions of everything else.
            Tensor weight = parameters.get(name + ".weight");
            Tensor kernel = new Tensor(weight.data(), weight.dimension(0), weight.dimension(1), 1, 1);
            onnx.operator("Conv", name, in.get(0), onnx.constant(name + ".weight", kernel), parameter(name + ".bias"))
                    .numbers("kernel_shape", 1, 1);
        } else if (layer instanceof Layer.BatchNorm norm) {
            onnx.operator(
                            "BatchNormalization",
                            name,
                            in.get(0),
                            parameter(name + ".gain"),
                            parameter(name + ".shift"),
                            parameter(name + ".mean"),
                            parameter(name + ".variance"))
                    .real("epsilon", norm.epsilon());
        } else if (layer instanceof Layer.Activation activation) {
            writeActivation(name, activation, in.get(0));
        } else if (layer instanceof Layer.MaxPool pool) {
            onnx.operator("MaxPool", name, in)
                    .numbers(
                            "kernel_shape",
                            pool.kernel().height(),
                            pool.kernel().width())
                    .numbers("strides", pool.stride().height(), pool.stride().width())
                    .numbers(
                            "pads",
                            pool.padding().top(),
                            pool.padding().left(),
                            pool.padding().bottom(),
                            pool.padding().right());
        } else if (layer instanceof Layer.GlobalAveragePool) {
            onnx.operator("GlobalAveragePool", name, in);
        } else if (layer instanceof Layer.Upsample upsample) {
            float factor = upsample.factor();
            String scales = onnx.constant(name + "/scales", new Tensor(new float[] {1, 1, factor, factor}, 4));
            onnx.operator("Resize", name, in.get(0), "", scales)
                    .text("mode", "nearest")
                    .text("coordinate_transformation_mode", "asymmetric")
                    .text("nearest_mode", "floor");
        } else if (layer instanceof Layer.Add) {
            onnx.operator(in.size() == 2 ? "Add" : "Sum", name, in);
        } else if (layer instanceof Layer.Concat) {
            onnx.operator("Concat", name, in).number("axis", 1);
        } else if (layer instanceof Layer.Flatten) {
            // 0 keeps the batch, -1 takes what is left.
            onnx.operator("Reshape", name, in.get(0), onnx.constant(name + "/shape", 0, -1, 1, 1));
        } else {
            throw new IllegalArgumentException("'%s': %s cannot be written as ONNX yet".formatted(name, layer));
        }
    }

    private void writeActivation(String name, Layer.Activation activation, String input) {
        switch (activation.function()) {
            case RELU -> onnx.operator("Relu", name, input);
            case LEAKY_RELU -> onnx.operator("LeakyRelu", name, input).real("alpha", activation.slope());
            case SIGMOID -> onnx.operator("Sigmoid", name, input);
            case TANH -> onnx.operator("Tanh", name, input);
            case SILU -> {
                onnx.operator("Sigmoid", name + "/sigmoid", input);
                onnx.operator("Mul", name, input, name + "/sigmoid");
            }
        }
    }

    private String parameter(String name) {
        return onnx.constant(name, parameters.get(name));
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
