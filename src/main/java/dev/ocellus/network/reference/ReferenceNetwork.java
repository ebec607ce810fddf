package dev.ocellus.network.reference;

import dev.ocellus.network.DropoutMask;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
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
        /** 0 outside the map. */
        double at(int n, int c, int y, int x) {
            boolean inside = y >= 0 && y < shape.height() && x >= 0 && x < shape.width();
            return inside ? data[index(n, c, y, x)] : 0;
        }

        int index(int n, int c, int y, int x) {
            return ((n * shape.channels() + c) * shape.height() + y) * shape.width() + x;
        }

        int pixels() {
            return shape.height() * shape.width();
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
        return outputs(values(batch, new Pass(false, 0, parameters)));
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
        Map<String, Values> values = valuesInTraining(batch, step);
        for (Graph.Node node : graph.nodes()) {
            if (node.layer() instanceof Layer.BatchNorm norm) {
                moveStatistics(values.get(node.inputs().get(0)), norm, node.name());
            }
        }
        return outputs(values);
    }

    /**
     * What {@link #forwardTraining(Tensor, long)} computes for every node, keys as in {@link Graph#shapes()}, while the running statistics stay as they
     * are.
     */
    public Map<String, Values> valuesInTraining(Tensor batch, long step) {
        return values(batch, new Pass(true, step, parameters));
    }

    /**
     * The outputs in training if one number of a parameter were another. Changes nothing, and may be asked from several threads.
     *
     * @param values what {@link #valuesInTraining} gave for the same step; what does not depend on the number is taken from there
     * @param parameter full name
     */
    public List<Values> outputsIf(Map<String, Values> values, long step, String parameter, int index, double number) {
        Map<String, double[]> others = new HashMap<>(parameters);
        double[] other = parameters.get(parameter).clone();
        other[index] = number;
        others.put(parameter, other);
        Pass pass = new Pass(true, step, others);
        String owner = parameter.substring(0, parameter.lastIndexOf('.'));
        Map<String, Values> changed = new HashMap<>();
        for (Graph.Node node : graph.nodes()) {
            if (node.name().equals(owner) || node.inputs().stream().anyMatch(changed::containsKey)) {
                List<Values> inputs = node.inputs().stream()
                        .map(name -> changed.getOrDefault(name, values.get(name)))
                        .toList();
                changed.put(node.name(), compute(node, inputs, pass));
            }
        }
        return graph.outputs().stream()
                .map(name -> changed.getOrDefault(name, values.get(name)))
                .toList();
    }

    /**
     * How a batch goes through the graph.
     *
     * @param training whether values are dropped and the batch's own statistics count
     * @param parameters the numbers by full name
     */
    private record Pass(boolean training, long step, Map<String, double[]> parameters) {}

    private Map<String, Values> values(Tensor batch, Pass pass) {
        Map<String, Values> values = new HashMap<>();
        Shape shape = new Shape(batch.dimension(1), batch.dimension(2), batch.dimension(3));
        values.put(Graph.INPUT, new Values(doubles(batch), batch.dimension(0), shape));
        for (Graph.Node node : graph.nodes()) {
            List<Values> inputs = node.inputs().stream().map(values::get).toList();
            values.put(node.name(), compute(node, inputs, pass));
        }
        return values;
    }

    private List<Values> outputs(Map<String, Values> values) {
        return graph.outputs().stream().map(values::get).toList();
    }

    private Values compute(Graph.Node node, List<Values> inputs, Pass pass) {
        Layer layer = node.layer();
        Values in = inputs.get(0);
        Shape to = layer.outputShape(inputs.stream().map(Values::shape).toList());
        Values out = new Values(new double[in.samples * to.size()], in.samples, to);
        if (layer instanceof Layer.Conv conv) {
            convolve(in, out, conv, node.name(), pass);
        } else if (layer instanceof Layer.Dense dense) {
            convolve(in, out, new Layer.Conv(dense.outputs(), 1, 1, 0, dense.bias()), node.name(), pass);
        } else if (layer instanceof Layer.BatchNorm norm) {
            normalise(in, out, norm, node.name(), pass);
        } else if (layer instanceof Layer.Dropout dropout && pass.training) {
            DropoutMask mask = new DropoutMask(seed, pass.step, node.name(), dropout.rate());
            for (int i = 0; i < out.data.length; i++) {
                out.data[i] = mask.drops(i) ? 0 : in.data[i] / (1 - dropout.rate());
            }
        } else if (layer instanceof Layer.Dropout) {
            System.arraycopy(in.data, 0, out.data, 0, out.data.length);
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

    private static void convolve(Values in, Values out, Layer.Conv conv, String name, Pass pass) {
        double[] bias = conv.bias() ? pass.parameters.get(name + ".bias") : new double[conv.outputs()];
        new Convolution(conv, in, out, pass.parameters.get(name + ".weight"), bias).compute();
    }

    private static void normalise(Values in, Values out, Layer.BatchNorm norm, String name, Pass pass) {
        for (int c = 0; c < in.shape.channels(); c++) {
            double mean = pass.training ? mean(in, c) : pass.parameters.get(name + ".mean")[c];
            double variance =
                    pass.training ? variance(in, c, mean) : pass.parameters.get(name + ".variance")[c];
            double gain = pass.parameters.get(name + ".gain")[c];
            double shift = pass.parameters.get(name + ".shift")[c];
            double deviation = Math.sqrt(variance + norm.epsilon());
            for (int n = 0; n < in.samples; n++) {
                for (int i = in.index(n, c, 0, 0), end = i + in.pixels(); i < end; i++) {
                    out.data[i] = gain * (in.data[i] - mean) / deviation + shift;
                }
            }
        }
    }

    private void moveStatistics(Values in, Layer.BatchNorm norm, String name) {
        double[] means = parameters.get(name + ".mean");
        double[] variances = parameters.get(name + ".variance");
        double count = (double) in.samples * in.pixels();
        for (int c = 0; c < in.shape.channels(); c++) {
            double mean = mean(in, c);
            double variance = variance(in, c, mean);
            double unbiased = count > 1 ? variance * count / (count - 1) : variance;
            means[c] = norm.momentum() * means[c] + (1 - norm.momentum()) * mean;
            variances[c] = norm.momentum() * variances[c] + (1 - norm.momentum()) * unbiased;
        }
    }

    private static double mean(Values in, int channel) {
        double sum = 0;
        for (int n = 0; n < in.samples; n++) {
            for (int i = in.index(n, channel, 0, 0), end = i + in.pixels(); i < end; i++) {
                sum += in.data[i];
            }
        }
        return sum / in.samples / in.pixels();
    }

    private static double variance(Values in, int channel, double mean) {
        double sum = 0;
        for (int n = 0; n < in.samples; n++) {
            for (int i = in.index(n, channel, 0, 0), end = i + in.pixels(); i < end; i++) {
                sum += (in.data[i] - mean) * (in.data[i] - mean);
            }
        }
        return sum / in.samples / in.pixels();
    }
}
