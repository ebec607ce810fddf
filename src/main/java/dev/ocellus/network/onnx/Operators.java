package dev.ocellus.network.onnx;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.Window;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Writes each layer as the operators that compute it. */
final class Operators {
    private final OnnxGraph onnx;
    private final Map<String, Shape> shapes;
    private final Map<String, Tensor> parameters;
    private final boolean open;
    private final boolean half;

    /**
     * @param shapes of every node, at the size for which the graph was built
     * @param open whether the file is to work for other heights and widths too
     * @param half whether parameters are stored in half precision
     */
    Operators(OnnxGraph onnx, Map<String, Shape> shapes, Map<String, Tensor> parameters, boolean open, boolean half) {
        this.onnx = onnx;
        this.shapes = shapes;
        this.parameters = parameters;
        this.open = open;
        this.half = half;
    }

    void write(Node node) {
        String name = node.name();
        List<String> in = node.inputs();
        Layer layer = node.layer();
        if (layer instanceof Layer.Conv conv) {
            slide(onnx.operator("Conv", name, withParameters(node, conv.bias())), conv.window(), in.get(0))
                    .numbers(
                            "dilations",
                            conv.dilation().height(),
                            conv.dilation().width())
                    .number("group", conv.groups());
        } else if (layer instanceof Layer.Dense dense) {
            writeDense(name, dense, in.get(0));
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
        } else if (layer instanceof Pool.MaxPool pool) {
            slide(onnx.operator("MaxPool", name, in), pool.window(), in.get(0));
        } else if (layer instanceof Pool.AveragePool pool) {
            slide(onnx.operator("AveragePool", name, in), pool.window(), in.get(0))
                    .number("count_include_pad", 0);
        } else if (layer instanceof Pool.LpPool pool) {
            slide(onnx.operator("LpPool", name, in), pool.window(), in.get(0)).number("p", pool.power());
        } else if (layer instanceof Layer.LocalResponseNorm norm) {
            onnx.operator("LRN", name, in)
                    .number("size", norm.depth())
                    .real("alpha", norm.alpha() * norm.depth()) // which ONNX divides by the size
                    .real("beta", norm.beta())
                    .real("bias", norm.bias());
        } else if (layer instanceof Layer.L2Normalise normalise) {
            writeL2Normalise(name, normalise, in.get(0));
        } else {
            writeSimple(node);
        }
    }

    private void writeSimple(Node node) {
        String name = node.name();
        List<String> in = node.inputs();
        Layer layer = node.layer();
        if (layer instanceof Layer.Softmax) {
            onnx.operator("Softmax", name, in).number("axis", 1);
        } else if (layer instanceof Pool.GlobalAveragePool) {
            onnx.operator("GlobalAveragePool", name, in);
        } else if (layer instanceof Pool.GlobalMaxPool) {
            onnx.operator("GlobalMaxPool", name, in);
        } else if (layer instanceof Layer.Dropout) {
            onnx.operator("Identity", name, in);
        } else if (layer instanceof Layer.Scale scale) {
            onnx.operator("Mul", name, in.get(0), number(name + "/factor", scale.factor()));
        } else if (layer instanceof Layer.Upsample upsample) {
            float factor = upsample.factor();
            String scales = onnx.constant(name + "/scales", new Tensor(new float[] {1, 1, factor, factor}, 4));
            onnx.operator("Resize", name, in.get(0), "", scales)
                    .text("mode", "nearest")
                    .text("coordinate_transformation_mode", "asymmetric")
                    .text("nearest_mode", "floor");
        } else if (layer instanceof Layer.SpaceToDepth space) {
            onnx.operator("SpaceToDepth", name, in).number("blocksize", space.block());
        } else if (layer instanceof Layer.Add) {
            onnx.operator(in.size() == 2 ? "Add" : "Sum", name, in);
        } else if (layer instanceof Layer.Concat) {
            onnx.operator("Concat", name, in).number("axis", 1);
        } else if (layer instanceof Layer.Flatten) {
            // 0 keeps the batch, -1 takes what is left.
            onnx.operator("Reshape", name, in.get(0), onnx.constant(name + "/shape", 0, -1, 1, 1));
        } else {
            throw new IllegalStateException("no operator computes " + layer);
        }
    }

    /** A dense layer over C × 1 × 1 is a 1 × 1 convolution, which keeps the four dimensions of everything else. */
    private void writeDense(String name, Layer.Dense dense, String input) {
        Tensor weight = parameters.get(name + ".weight");
        Tensor kernel = new Tensor(weight.data(), weight.dimension(0), weight.dimension(1), 1, 1);
        List<String> inputs = new ArrayList<>(List.of(input, stored(name + ".weight", kernel)));
        if (dense.bias()) {
            inputs.add(parameter(name + ".bias"));
        }
        onnx.operator("Conv", name, inputs).numbers("kernel_shape", 1, 1);
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

    private void writeL2Normalise(String name, Layer.L2Normalise normalise, String input) {
        onnx.operator("ReduceSumSquare", name + "/squares", input)
                .numbers("axes", 1)
                .number("keepdims", 1);
        onnx.operator("Add", name + "/sum", name + "/squares", number(name + "/epsilon", normalise.epsilon()));
        onnx.operator("Sqrt", name + "/length", name + "/sum");
        onnx.operator("Div", name, input, name + "/length");
    }

    private OnnxGraph.Operator slide(OnnxGraph.Operator operator, Window window, String input) {
        operator.numbers(
                        "kernel_shape",
                        window.kernel().height(),
                        window.kernel().width())
                .numbers("strides", window.stride().height(), window.stride().width());
        if (open && paddingFollowsSize(window)) {
            return operator.text("auto_pad", "SAME_UPPER");
        }
        Window.Fit fit = window.over(shapes.get(input));
        return operator.numbers("pads", fit.top(), fit.left(), fit.bottom(), fit.right());
    }

    /** Whether the padding is another one for maps of other sizes; at stride 1 it is always what the window reaches, less one. */
    private static boolean paddingFollowsSize(Window window) {
        Extent reach = window.reach();
        Extent stride = window.stride();
        return window.padding().same()
                && (reach.height() > 1 && stride.height() > 1 || reach.width() > 1 && stride.width() > 1);
    }

    /**
     * Whether a layer can only be written with the padding of one size: ONNX Runtime refuses 'same' for kernels with gaps, and takes it for a negative
     * padding where windows leave out two lines or more.
     */
    static boolean needsFixedSize(Layer layer) {
        Window window = window(layer);
        return window != null
                && paddingFollowsSize(window)
                && (window.dilation().area() > 1
                        || window.kernel().height() < window.stride().height() - 1
                        || window.kernel().width() < window.stride().width() - 1);
    }

    private static Window window(Layer layer) {
        if (layer instanceof Layer.Conv conv) {
            return conv.window();
        } else if (layer instanceof Pool.MaxPool pool) {
            return pool.window();
        } else if (layer instanceof Pool.AveragePool pool) {
            return pool.window();
        } else if (layer instanceof Pool.LpPool pool) {
            return pool.window();
        }
        return null;
    }

    private List<String> withParameters(Node node, boolean bias) {
        List<String> inputs = new ArrayList<>(List.of(node.inputs().get(0), parameter(node.name() + ".weight")));
        if (bias) {
            inputs.add(parameter(node.name() + ".bias"));
        }
        return inputs;
    }

    private String parameter(String name) {
        return stored(name, parameters.get(name));
    }

    private String stored(String name, Tensor parameter) {
        return half ? onnx.half(name, parameter) : onnx.constant(name, parameter);
    }

    /** A constant without dimensions, which fits any value. */
    private String number(String name, double value) {
        return onnx.constant(name, new Tensor(new float[] {(float) value}));
    }
}
