package dev.ocellus.network.onnx;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Tensor;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * The graph as it runs once training is over: each batch norm that directly follows a convolution or dense layer, and is the only one to read it, is
 * multiplied into that layer's weights: γ·(w·x + b − μ)/√(σ² + ε) + β = (s·w)·x + s·(b − μ) + β with s = γ/√(σ² + ε). Other batch norms stay.
 *
 * @param graph without the batch norms that were folded
 * @param parameters of that graph
 */
record BatchNormFolding(Graph graph, Map<String, Tensor> parameters) {
    static BatchNormFolding of(Graph graph, Map<String, Tensor> parameters) {
        Map<String, Node> normAfter = foldable(graph);
        Map<String, Tensor> folded = new LinkedHashMap<>(parameters);
        Map<String, Node> nodes = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            nodes.put(node.name(), node);
        }
        normAfter.forEach((name, norm) -> {
            Node layer = nodes.get(name);
            fold(name, norm, folded);
            // The layer speaks under the batch norm's name from now on, so that its readers find it.
            nodes.put(name, new Node(norm.name(), withBias(layer.layer()), layer.inputs()));
            nodes.remove(norm.name());
        });
        return new BatchNormFolding(
                new Graph(graph.input(), List.copyOf(nodes.values()), graph.outputs()), Map.copyOf(folded));
    }

    /** The batch norms to fold, by the name of the layer that they follow. */
    private static Map<String, Node> foldable(Graph graph) {
        Map<String, Integer> readers = new HashMap<>();
        Map<String, Layer> layers = new HashMap<>();
        for (Node node : graph.nodes()) {
            layers.put(node.name(), node.layer());
            node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum));
        }
        graph.outputs().forEach(output -> readers.merge(output, 1, Integer::sum));

        Map<String, Node> foldable = new LinkedHashMap<>();
        for (Node node : graph.nodes()) {
            String input = node.inputs().get(0);
            if (node.layer() instanceof Layer.BatchNorm
                    && readers.get(input) == 1
                    && (layers.get(input) instanceof Layer.Conv || layers.get(input) instanceof Layer.Dense)) {
                foldable.put(input, node);
            }
        }
        return foldable;
    }

    private static Layer withBias(Layer layer) {
        if (layer instanceof Layer.Conv conv) {
            return new Layer.Conv(
                    conv.outputs(), conv.kernel(), conv.stride(), conv.padding(), conv.dilation(), conv.groups(), true);
        }
        return new Layer.Dense(((Layer.Dense) layer).outputs());
    }

    private static void fold(String layer, Node norm, Map<String, Tensor> parameters) {
        double epsilon = ((Layer.BatchNorm) norm.layer()).epsilon();
        float[] gain = parameters.remove(norm.name() + ".gain").data();
        float[] shift = parameters.remove(norm.name() + ".shift").data();
        float[] mean = parameters.remove(norm.name() + ".mean").data();
        float[] variance = parameters.remove(norm.name() + ".variance").data();
        Tensor weight = parameters.remove(layer + ".weight");
        Tensor oldBias = parameters.remove(layer + ".bias");

        float[] weights = weight.data().clone();
        float[] bias = new float[gain.length];
        int each = weights.length / bias.length;
        for (int channel = 0; channel < bias.length; channel++) {
            double factor = gain[channel] / Math.sqrt(variance[channel] + epsilon);
            for (int i = channel * each; i < (channel + 1) * each; i++) {
                weights[i] = (float) (weights[i] * factor);
            }
            double before = oldBias == null ? 0 : oldBias.data()[channel];
            bias[channel] = (float) ((before - mean[channel]) * factor + shift[channel]);
        }
        parameters.put(norm.name() + ".weight", new Tensor(weights, weight.shape()));
        parameters.put(norm.name() + ".bias", new Tensor(bias, bias.length));
    }
}
