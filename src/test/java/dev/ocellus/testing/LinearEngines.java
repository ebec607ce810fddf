package dev.ocellus.testing;

import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Network;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * An engine without natives, for graphs of which every node is a dense layer on the input and an output: gradient descent with momentum in plain loops.
 * For tests of what stands above the engines.
 */
public final class LinearEngines implements Engines {
    @Override
    public TrainableNetwork trainable(Graph graph, Optimiser optimiser, long seed) {
        return new LinearNetwork(graph, (Optimiser.Sgd) optimiser, seed);
    }

    @Override
    public byte[] export(Graph graph, Map<String, Tensor> parameters, Map<String, String> metadata) {
        throw new UnsupportedOperationException("linear networks are not exported");
    }

    @Override
    public Network open(byte[] model) {
        throw new UnsupportedOperationException("linear networks are not opened");
    }

    private static final class LinearNetwork implements TrainableNetwork {
        private static final String MOMENTUM = "optimiser/momentum/";
        private static final String STEP = "optimiser/step";

        private final Graph graph;
        private final float momentum;
        private final Map<String, Tensor> parameters;
        private final Map<String, Tensor> momenta = new LinkedHashMap<>();
        private final Map<String, Tensor> gradients = new LinkedHashMap<>();
        private final Set<String> frozen = new HashSet<>();
        private Tensor batch;
        private float steps;

        LinearNetwork(Graph graph, Optimiser.Sgd sgd, long seed) {
            this.graph = graph;
            this.momentum = (float) sgd.momentum();
            this.parameters = Initialisation.HE.draw(graph, seed);
            parameters.forEach((name, tensor) -> momenta.put(name, Tensor.zeros(tensor.shape())));
            for (Graph.Node node : graph.nodes()) {
                if (!(node.layer() instanceof Layer.Dense) || !node.inputs().equals(List.of(Graph.INPUT))) {
                    throw new IllegalArgumentException("no dense layer on the input: " + node);
                }
            }
        }

        @Override
        public Graph graph() {
            return graph;
        }

        @Override
        public List<Tensor> forward(Tensor input) {
            return graph.outputs().stream().map(node -> output(node, input)).toList();
        }

        private Tensor output(String node, Tensor input) {
            float[] weight = parameters.get(node + ".weight").data();
            float[] bias = parameters.get(node + ".bias").data();
            int in = weight.length / bias.length;
            int samples = input.dimension(0);
            Tensor output = Tensor.zeros(samples, bias.length, 1, 1);
            for (int n = 0; n < samples; n++) {
                for (int o = 0; o < bias.length; o++) {
                    double sum = bias[o];
                    for (int i = 0; i < in; i++) {
                        sum += (double) weight[o * in + i] * input.data()[n * in + i];
                    }
                    output.data()[n * bias.length + o] = (float) sum;
                }
            }
            return output;
        }

        @Override
        public List<Tensor> forwardTraining(Tensor input) {
            batch = input;
            return forward(input);
        }

        @Override
        public void backward(List<Tensor> outputGradients) {
            gradients.clear();
            for (int k = 0; k < outputGradients.size(); k++) {
                String node = graph.outputs().get(k);
                Tensor weight = Tensor.zeros(parameters.get(node + ".weight").shape());
                Tensor bias = Tensor.zeros(parameters.get(node + ".bias").shape());
                int in = weight.size() / bias.size();
                float[] slopes = outputGradients.get(k).data();
                for (int j = 0; j < slopes.length; j++) {
                    int o = j % bias.size();
                    bias.data()[o] += slopes[j];
                    for (int i = 0; i < in; i++) {
                        weight.data()[o * in + i] += slopes[j] * batch.data()[j / bias.size() * in + i];
                    }
                }
                gradients.put(node + ".weight", weight);
                gradients.put(node + ".bias", bias);
            }
        }

        @Override
        public Map<String, Tensor> gradients() {
            return copy(gradients);
        }

        @Override
        public void step(double learningRate) {
            steps++;
            gradients.forEach((name, gradient) -> {
                if (!frozen.contains(name)) {
                    float[] v = momenta.get(name).data();
                    float[] w = parameters.get(name).data();
                    for (int i = 0; i < v.length; i++) {
                        v[i] = momentum * v[i] + gradient.data()[i];
                        w[i] -= (float) learningRate * v[i];
                    }
                }
            });
        }

        @Override
        public Map<String, Tensor> parameters() {
            return copy(parameters);
        }

        @Override
        public void load(Map<String, Tensor> loaded) {
            loaded.forEach((name, tensor) -> {
                if (!parameters.containsKey(name)
                        || !Arrays.equals(parameters.get(name).shape(), tensor.shape())) {
                    throw new IllegalArgumentException("'" + name + "' does not fit");
                }
            });
            parameters.putAll(copy(loaded));
        }

        @Override
        public Map<String, Tensor> state() {
            Map<String, Tensor> state = parameters();
            copy(momenta).forEach((name, tensor) -> state.put(MOMENTUM + name, tensor));
            state.put(STEP, new Tensor(new float[] {steps}));
            return state;
        }

        @Override
        public void loadState(Map<String, Tensor> state) {
            copy(state).forEach((name, tensor) -> {
                if (name.startsWith(MOMENTUM)) {
                    momenta.put(name.substring(MOMENTUM.length()), tensor);
                } else if (name.equals(STEP)) {
                    steps = tensor.data()[0];
                } else {
                    load(Map.of(name, tensor));
                }
            });
        }

        @Override
        public void freeze(String prefix) {
            parameters.keySet().stream().filter(name -> name.startsWith(prefix)).forEach(frozen::add);
        }

        @Override
        public void unfreeze(String prefix) {
            frozen.removeIf(name -> name.startsWith(prefix));
        }

        @Override
        public void close() {}

        private static Map<String, Tensor> copy(Map<String, Tensor> tensors) {
            Map<String, Tensor> copies = new LinkedHashMap<>();
            tensors.forEach(
                    (name, tensor) -> copies.put(name, new Tensor(tensor.data().clone(), tensor.shape())));
            return copies;
        }
    }
}
