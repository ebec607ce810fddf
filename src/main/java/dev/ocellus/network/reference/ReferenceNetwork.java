package dev.ocellus.network.reference;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * A graph computed in the plainest way, in doubles and loops over (N, C, H, W): what the engines are compared with. Holds its own copy of the
 * parameters, which a test may change.
 */
public final class ReferenceNetwork {
    /** Values of a batch, (N, C, H, W). */
    public record Values(double[] data, int samples, Shape shape) {
        double at(int n, int c, int y, int x) {
            boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
            return inside ? data[index(n, c, y, x)] : 0;
        }

        int index(int n, int c, int y, int x) {
            return ((n * shape.channels() + c) * shape.height() + y) * shape.width() + x;
        }
    }

    private final Graph graph;
    private final Map<String, double[]> parameters = new HashMap<>();

    public ReferenceNetwork(Graph graph, Map<String, Tensor> parameters) {
        this.graph = graph;
        parameters.forEach((name, tensor) -> {
            double[] copy = new double[tensor.size()];
            for (int i = 0; i < copy.length; i++) {
                copy[i] = tensor.data()[i];
            }
            this.parameters.put(name, copy);
        });
    }

    /** The numbers of a parameter, themselves, not a copy. */
    public double[] parameter(String name) {
        return parameters.get(name);
    }

    /** The outputs with running statistics. */
    public List<Values> forward(Tensor batch) {
        return forward(batch, false);
    }

    /** The outputs with the batch's statistics, after which the running ones have moved. */
    public List<Values> forwardTraining(Tensor batch) {
        return forward(batch, true);
    }

    private List<Values> forward(Tensor batch, boolean training) {
        double[] data = new double[batch.size()];
        for (int i = 0; i < data.length; i++) {
            data[i] = batch.data()[i];
        }
        Map<String, Values> values = new HashMap<>();
        Shape shape = new Shape(batch.dimension(1), batch.dimension(2), batch.dimension(3));
        values.put(Graph.INPUT, new Values(data, batch.dimension(0), shape));
        for (Graph.Node node : graph.nodes()) {
            List<Values> inputs = node.inputs().stream().map(values::get).toList();
            values.put(node.name(), compute(node, inputs, training));
        }
        return graph.outputs().stream().map(values::get).toList();
    }

    private Values compute(Graph.Node node, List<Values> inputs, boolean training) {
        Layer layer = node.layer();
        Values in = inputs.get(0);
        Shape to = layer.outputShape(inputs.stream().map(Values::shape).toList());
        Values out = new Values(new double[in.samples * to.size()], in.samples, to);
        if (layer instanceof Layer.Conv conv) {
            convolve(
                    in,
                    out,
                    conv.kernel().height(),
                    conv.stride().height(),
                    conv.padding().top(),
                    node.name());
        } else if (layer instanceof Layer.Dense) {
            convolve(in, out, 1, 1, 0, node.name());
        } else if (layer instanceof Layer.BatchNorm norm) {
            normalise(in, out, norm, node.name(), training);
        } else {
            fill(out, (n, c, y, x) -> element(layer, inputs, n, c, y, x));
        }
        return out;
    }

    private interface Element {
        double at(int n, int c, int y, int x);
    }

    private static void fill(Values out, Element element) {
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

    private static double element(Layer layer, List<Values> inputs, int n, int c, int y, int x) {
        Values in = inputs.get(0);
        Shape from = in.shape;
        if (layer instanceof Layer.Activation activation) {
            return activate(activation, in.at(n, c, y, x));
        } else if (layer instanceof Layer.MaxPool pool) {
            double best = Double.NEGATIVE_INFINITY;
            for (int ky = 0; ky < pool.kernel().height(); ky++) {
                for (int kx = 0; kx < pool.kernel().height(); kx++) {
                    int iy = y * pool.stride().height() - pool.padding().top() + ky;
                    int ix = x * pool.stride().height() - pool.padding().top() + kx;
                    if (iy >= 0 && iy < from.height() && ix >= 0 && ix < from.width()) {
                        best = Math.max(best, in.at(n, c, iy, ix));
                    }
                }
            }
            return best;
        } else if (layer instanceof Layer.GlobalAveragePool) {
            double sum = 0;
            for (int i = 0; i < from.height() * from.width(); i++) {
                sum += in.at(n, c, i / from.width(), i % from.width());
            }
            return sum / (from.height() * from.width());
        } else if (layer instanceof Layer.Upsample upsample) {
            return in.at(n, c, y / upsample.factor(), x / upsample.factor());
        } else if (layer instanceof Layer.Add) {
            return inputs.stream().mapToDouble(v -> v.at(n, c, y, x)).sum();
        } else if (layer instanceof Layer.Concat) {
            int channel = c;
            for (Values v : inputs) {
                if (channel < v.shape.channels()) {
                    return v.at(n, channel, y, x);
                }
                channel -= v.shape.channels();
            }
        } else if (layer instanceof Layer.Flatten) {
            return in.data[n * from.size() + c];
        }
        throw new IllegalArgumentException("no reference for " + layer);
    }

    private static double activate(Layer.Activation activation, double x) {
        return switch (activation.function()) {
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : activation.slope() * x;
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case SILU -> x / (1 + Math.exp(-x));
        };
    }

    private void convolve(Values in, Values out, int kernel, int stride, int padding, String name) {
        double[] weight = parameters.get(name + ".weight");
        double[] bias = parameters.getOrDefault(name + ".bias", new double[out.shape.channels()]);
        int channels = in.shape.channels();
        fill(out, (n, o, y, x) -> {
            double sum = bias[o];
            for (int c = 0; c < channels; c++) {
                for (int ky = 0; ky < kernel; ky++) {
                    for (int kx = 0; kx < kernel; kx++) {
                        sum += weight[((o * channels + c) * kernel + ky) * kernel + kx]
                                * in.at(n, c, y * stride - padding + ky, x * stride - padding + kx);
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
