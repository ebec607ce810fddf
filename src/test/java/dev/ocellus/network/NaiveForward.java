package dev.ocellus.network;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What each layer means, written as plainly as possible: loops over (n, c, y, x) in double precision. Slow; the reference that engines are compared
 * with.
 */
public final class NaiveForward {
    private final Map<String, Tensor> parameters;
    private final Map<String, Values> computed = new HashMap<>();

    private NaiveForward(Map<String, Tensor> parameters) {
        this.parameters = parameters;
    }

    /** The outputs of the graph at test time. */
    public static List<Tensor> forward(Graph graph, Map<String, Tensor> parameters, Tensor batch) {
        NaiveForward run = new NaiveForward(parameters);
        run.computed.put(Graph.INPUT, Values.of(batch));
        for (Graph.Node node : graph.nodes()) {
            run.computed.put(node.name(), run.compute(node));
        }
        return graph.outputs().stream()
                .map(output -> run.computed.get(output).toTensor())
                .toList();
    }

    private Values compute(Graph.Node node) {
        List<Values> inputs = node.inputs().stream().map(computed::get).toList();
        Values in = inputs.get(0);
        Layer layer = node.layer();
        if (layer instanceof Layer.Conv conv) {
            return conv(conv, in, parameter(node, "weight"), conv.bias() ? parameter(node, "bias") : null);
        } else if (layer instanceof Layer.Dense dense) {
            return dense(dense, in, parameter(node, "weight"), parameter(node, "bias"));
        } else if (layer instanceof Layer.BatchNorm norm) {
            return batchNorm(norm, in, node);
        } else if (layer instanceof Layer.Activation activation) {
            return in.fill(in.channels, in.height, in.width, (n, c, y, x) -> apply(activation, in.at(n, c, y, x)));
        } else if (layer instanceof Layer.MaxPool pool) {
            return maxPool(pool, in);
        } else if (layer instanceof Layer.GlobalAveragePool) {
            return in.fill(in.channels, 1, 1, (n, c, y, x) -> mean(in, n, c));
        } else if (layer instanceof Layer.Upsample up) {
            int factor = up.factor();
            return in.fill(
                    in.channels,
                    in.height * factor,
                    in.width * factor,
                    (n, c, y, x) -> in.at(n, c, y / factor, x / factor));
        } else if (layer instanceof Layer.Add) {
            return in.fill(in.channels, in.height, in.width, (n, c, y, x) -> inputs.stream()
                    .mapToDouble(v -> v.at(n, c, y, x))
                    .sum());
        } else if (layer instanceof Layer.Concat) {
            return concat(inputs);
        } else if (layer instanceof Layer.Flatten) {
            return new Values(in.count, in.channels * in.height * in.width, 1, 1, in.data);
        }
        throw new IllegalArgumentException("no reference for " + layer);
    }

    private float[] parameter(Graph.Node node, String name) {
        return parameters.get(node.name() + "." + name).data();
    }

    private static Values conv(Layer.Conv conv, Values in, float[] weight, float[] bias) {
        Shape out = conv.outputShape(List.of(new Shape(in.channels, in.height, in.width)));
        int k = conv.kernel();
        return in.fill(out.channels(), out.height(), out.width(), (n, o, y, x) -> {
            double sum = bias == null ? 0 : bias[o];
            for (int c = 0; c < in.channels; c++) {
                for (int dy = 0; dy < k; dy++) {
                    for (int dx = 0; dx < k; dx++) {
                        int row = y * conv.stride() + dy - conv.padding();
                        int column = x * conv.stride() + dx - conv.padding();
                        if (in.contains(row, column)) {
                            sum += weight[((o * in.channels + c) * k + dy) * k + dx] * in.at(n, c, row, column);
                        }
                    }
                }
            }
            return sum;
        });
    }

    private static Values dense(Layer.Dense dense, Values in, float[] weight, float[] bias) {
        return in.fill(dense.outputs(), 1, 1, (n, o, y, x) -> {
            double sum = bias[o];
            for (int i = 0; i < in.channels; i++) {
                sum += weight[o * in.channels + i] * in.at(n, i, 0, 0);
            }
            return sum;
        });
    }

    private Values batchNorm(Layer.BatchNorm norm, Values in, Graph.Node node) {
        float[] gain = parameter(node, "gain");
        float[] shift = parameter(node, "shift");
        float[] mean = parameter(node, "mean");
        float[] variance = parameter(node, "variance");
        return in.fill(
                in.channels,
                in.height,
                in.width,
                (n, c, y, x) ->
                        gain[c] * (in.at(n, c, y, x) - mean[c]) / Math.sqrt(variance[c] + norm.epsilon()) + shift[c]);
    }

    private static double apply(Layer.Activation activation, double x) {
        return switch (activation.function()) {
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : 0.1 * x;
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case SILU -> x / (1 + Math.exp(-x));
        };
    }

    private static Values maxPool(Layer.MaxPool pool, Values in) {
        Shape out = pool.outputShape(List.of(new Shape(in.channels, in.height, in.width)));
        return in.fill(out.channels(), out.height(), out.width(), (n, c, y, x) -> {
            double largest = Double.NEGATIVE_INFINITY;
            for (int dy = 0; dy < pool.kernel(); dy++) {
                for (int dx = 0; dx < pool.kernel(); dx++) {
                    int row = y * pool.stride() + dy - pool.padding();
                    int column = x * pool.stride() + dx - pool.padding();
                    if (in.contains(row, column)) {
                        largest = Math.max(largest, in.at(n, c, row, column));
                    }
                }
            }
            return largest;
        });
    }

    private static double mean(Values in, int n, int c) {
        double sum = 0;
        for (int y = 0; y < in.height; y++) {
            for (int x = 0; x < in.width; x++) {
                sum += in.at(n, c, y, x);
            }
        }
        return sum / (in.height * in.width);
    }

    private static Values concat(List<Values> inputs) {
        Values first = inputs.get(0);
        List<double[]> planes = new ArrayList<>();
        for (int n = 0; n < first.count; n++) {
            for (Values input : inputs) {
                for (int c = 0; c < input.channels; c++) {
                    planes.add(input.plane(n, c));
                }
            }
        }
        int channels = planes.size() / first.count;
        return first.fill(
                channels, first.height, first.width, (n, c, y, x) -> planes.get(n * channels + c)[y * first.width + x]);
    }

    /** The value at one place of a layer's output. */
    @FunctionalInterface
    private interface Cell {
        double at(int n, int c, int y, int x);
    }

    private record Values(int count, int channels, int height, int width, double[] data) {
        static Values of(Tensor tensor) {
            double[] data = new double[tensor.size()];
            for (int i = 0; i < data.length; i++) {
                data[i] = tensor.data()[i];
            }
            return new Values(tensor.dimension(0), tensor.dimension(1), tensor.dimension(2), tensor.dimension(3), data);
        }

        double at(int n, int c, int y, int x) {
            return data[((n * channels + c) * height + y) * width + x];
        }

        boolean contains(int y, int x) {
            return y >= 0 && y < height && x >= 0 && x < width;
        }

        double[] plane(int n, int c) {
            double[] plane = new double[height * width];
            System.arraycopy(data, (n * channels + c) * plane.length, plane, 0, plane.length);
            return plane;
        }

        /** Values of another shape for the same batch, computed place by place. */
        Values fill(int channels, int height, int width, Cell cell) {
            double[] filled = new double[count * channels * height * width];
            int i = 0;
            for (int n = 0; n < count; n++) {
                for (int c = 0; c < channels; c++) {
                    for (int y = 0; y < height; y++) {
                        for (int x = 0; x < width; x++) {
                            filled[i++] = cell.at(n, c, y, x);
                        }
                    }
                }
            }
            return new Values(count, channels, height, width, filled);
        }

        Tensor toTensor() {
            float[] floats = new float[data.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) data[i];
            }
            return new Tensor(floats, count, channels, height, width);
        }
    }
}
