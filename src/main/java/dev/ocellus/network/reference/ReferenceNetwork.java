package dev.ocellus.network.reference;

import dev.ocellus.network.DropoutMask;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.Window;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * A graph computed in the plainest way, in doubles and loops over (N, C, H, W): what the engines are compared with. Holds its own copy of the
 * parameters, which a test may change.
 */
public final class ReferenceNetwork {
    /** Values of a batch, (N, C, H, W). */
    public record Values(double[] data, int samples, Shape shape) {
        /** 0 outside the map. */
        double at(int n, int c, int y, int x) {
            boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
            return inside ? data[index(n, c, y, x)] : 0;
        }

        int index(int n, int c, int y, int x) {
            return ((n * shape.channels() + c) * shape.height() + y) * shape.width() + x;
        }
    }

    private final Graph graph;
    private final long seed;
    private final Map<String, double[]> parameters = new HashMap<>();

    public ReferenceNetwork(Graph graph, Map<String, Tensor> parameters) {
        this(graph, parameters, 0);
    }

    /** @param seed of the {@link DropoutMask}s, the one that an engine was created with */
    public ReferenceNetwork(Graph graph, Map<String, Tensor> parameters, long seed) {
        this.graph = graph;
        this.seed = seed;
        parameters.forEach((name, tensor) -> this.parameters.put(name, doubles(tensor)));
    }

    private static double[] doubles(Tensor tensor) {
        double[] copy = new double[tensor.size()];
        for (int i = 0; i < copy.length; i++) {
            copy[i] = tensor.data()[i];
        }
        return copy;
    }

    /** The numbers of a parameter, themselves, not a copy. */
    public double[] parameter(String name) {
        return parameters.get(name);
    }

    /** The outputs with running statistics and without dropout. */
    public List<Values> forward(Tensor batch) {
        return forward(batch, node -> null, false);
    }

    /** {@link #forwardTraining(Tensor, long)} before the first step of an optimiser. */
    public List<Values> forwardTraining(Tensor batch) {
        return forwardTraining(batch, 0);
    }

    /**
     * The outputs with dropout and with the batch's statistics, after which the running ones have moved.
     *
     * @param step how many steps an optimiser would have taken before; decides what is dropped
     */
    public List<Values> forwardTraining(Tensor batch, long step) {
        return forward(
                batch,
                node -> node.layer() instanceof Layer.Dropout dropout
                        ? new DropoutMask(seed, step, node.name(), dropout.rate())
                        : null,
                true);
    }

    private List<Values> forward(Tensor batch, Function<Graph.Node, DropoutMask> masks, boolean training) {
        Map<String, Values> values = new HashMap<>();
        Shape shape = new Shape(batch.dimension(1), batch.dimension(2), batch.dimension(3));
        values.put(Graph.INPUT, new Values(doubles(batch), batch.dimension(0), shape));
        for (Graph.Node node : graph.nodes()) {
            List<Values> inputs = node.inputs().stream().map(values::get).toList();
            values.put(node.name(), compute(node, inputs, masks.apply(node), training));
        }
        return graph.outputs().stream().map(values::get).toList();
    }

    private Values compute(Graph.Node node, List<Values> inputs, DropoutMask mask, boolean training) {
        Layer layer = node.layer();
        Values in = inputs.get(0);
        Shape to = layer.outputShape(inputs.stream().map(Values::shape).toList());
        Values out = new Values(new double[in.samples * to.size()], in.samples, to);
        if (layer instanceof Layer.Conv conv) {
            convolve(in, out, conv, node.name());
        } else if (layer instanceof Layer.Dense dense) {
            convolve(in, out, new Layer.Conv(dense.outputs(), 1, 1, 0, dense.bias()), node.name());
        } else if (layer instanceof Layer.BatchNorm norm) {
            normalise(in, out, norm, node.name(), training);
        } else if (layer instanceof Layer.Dropout dropout) {
            fill(out, (n, c, y, x) -> {
                int index = in.index(n, c, y, x);
                boolean drops = mask != null && mask.drops(index);
                return drops ? 0 : in.data[index] / (mask == null ? 1 : 1 - dropout.rate());
            });
        } else {
            fill(out, Elements.of(layer, inputs));
        }
        return out;
    }

    private static void fill(Values out, Elements.Element element) {
        Shape shape = out.shape;
        for (int n = 0, i = 0; n < out.samples; n++) {
            for (int c = 0; c < shape.channels(); c++) {
                for (int y = 0; y < shape.height(); y++) {
                    for (int x = 0; x < shape.width(); x++, i++) {
                        out.data[i] = element.at(n, c, y, x);
                    }
                }
            }
        }
    }

    private void convolve(Values in, Values out, Layer.Conv conv, String name) {
        Window window = conv.window();
        Window.Fit fit = window.over(in.shape);
        double[] weight = parameters.get(name + ".weight");
        double[] bias = conv.bias() ? parameters.get(name + ".bias") : new double[conv.outputs()];
        int read = in.shape.channels() / conv.groups();
        int written = conv.outputs() / conv.groups();
        int tall = window.kernel().height();
        int wide = window.kernel().width();
        fill(out, (n, o, y, x) -> {
            int first = o / written * read;
            double sum = bias[o];
            for (int c = 0; c < read; c++) {
                for (int ky = 0; ky < tall; ky++) {
                    for (int kx = 0; kx < wide; kx++) {
                        int iy = y * window.stride().height()
                                - fit.top()
                                + ky * window.dilation().height();
                        int ix = x * window.stride().width()
                                - fit.left()
                                + kx * window.dilation().width();
                        sum += weight[((o * read + c) * tall + ky) * wide + kx] * in.at(n, first + c, iy, ix);
                    }
                }
            }
            return sum;
        });
    }

    private void normalise(Values in, Values out, Layer.BatchNorm norm, String name, boolean training) {
        int pixels = in.shape.height() * in.shape.width();
        double count = (double) in.samples * pixels;
        for (int c = 0; c < in.shape.channels(); c++) {
            double mean = parameters.get(name + ".mean")[c];
            double variance = parameters.get(name + ".variance")[c];
            if (training) {
                List<Double> all = new ArrayList<>();
                for (int n = 0; n < in.samples; n++) {
                    for (int i = 0; i < pixels; i++) {
                        all.add(in.data[in.index(n, c, 0, 0) + i]);
                    }
                }
                double m = all.stream().mapToDouble(v -> v).sum() / count;
                double v = all.stream().mapToDouble(a -> (a - m) * (a - m)).sum() / count;
                double unbiased = count > 1 ? v * count / (count - 1) : v;
                parameters.get(name + ".mean")[c] = norm.momentum() * mean + (1 - norm.momentum()) * m;
                parameters.get(name + ".variance")[c] = norm.momentum() * variance + (1 - norm.momentum()) * unbiased;
                mean = m;
                variance = v;
            }
            double gain = parameters.get(name + ".gain")[c];
            double shift = parameters.get(name + ".shift")[c];
            for (int n = 0; n < in.samples; n++) {
                for (int i = in.index(n, c, 0, 0), end = i + pixels; i < end; i++) {
                    out.data[i] = gain * (in.data[i] - mean) / Math.sqrt(variance + norm.epsilon()) + shift;
                }
            }
        }
    }
}
