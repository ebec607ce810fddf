package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.learn.GradientCheck.Finding;
import dev.ocellus.learn.GradientCheck.Verdict;
import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.nd4j.Nd4jNetwork;
import dev.ocellus.zoo.KnownNetwork;
import java.lang.reflect.Proxy;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The check on the engine that every build has. */
class GradientCheckIT {
    private static final GradientCheck CHECK = new GradientCheck(4, 8, 1);

    static Stream<Arguments> networks() {
        return Stream.of(
                Arguments.of("lenet-5", KnownNetwork.LENET_5.graph()),
                Arguments.of("residual", residual()),
                Arguments.of("inception", inception()),
                Arguments.of("depthwise", depthwise()));
    }

    /** A block that adds its input, and one that halves the size and projects it. */
    private static Graph residual() {
        Graph.Builder net = new Graph.Builder(new Shape(3, 12, 12));
        String stem = normalised(net, "stem", new Layer.Conv(6, 3, 1, 1, false), Graph.INPUT);
        String same = normalised(net, "same.first", new Layer.Conv(6, 3, 1, 1, false), stem);
        same = net.add("same.conv", new Layer.Conv(6, 3, 1, 1, true), same);
        String sum = net.add("same.add", new Layer.Add(), same, stem);
        String half = normalised(net, "half.first", new Layer.Conv(8, 3, 2, 1, false), sum);
        half = net.add("half.conv", new Layer.Conv(8, 3, 1, 1, true), half);
        String projected = net.add("half.shortcut", new Layer.Conv(8, 1, 2, 0, true), sum);
        sum = net.add("half.add", new Layer.Add(), half, projected);
        return net.build(net.add("head", new Layer.Dense(4), net.add("pool", new Pool.GlobalAveragePool(), sum)));
    }

    /** Four branches behind one another, with local response normalisation before and dropout after them. */
    private static Graph inception() {
        Graph.Builder net = new Graph.Builder(new Shape(3, 9, 9));
        String stem = net.add("stem", new Layer.Conv(6, 3, 1, 1, true), Graph.INPUT);
        stem = net.add("norm", new Layer.LocalResponseNorm(5, 0.1, 0.75, 2), stem);
        String one = net.add("one", new Layer.Conv(3, 1, 1, 0, true), stem);
        String three = net.add("three-narrow", new Layer.Conv(2, 1, 1, 0, true), stem);
        three = net.add("three", new Layer.Conv(4, 3, 1, 1, true), relu(net, "three-narrow.relu", three));
        String five = net.add("five-narrow", new Layer.Conv(2, 1, 1, 0, true), stem);
        five = net.add("five", new Layer.Conv(2, 5, 1, 2, true), relu(net, "five-narrow.relu", five));
        String pool = net.add("pool", new Pool.MaxPool(3, 1, 1), stem);
        pool = net.add("pool.conv", new Layer.Conv(3, 1, 1, 0, true), pool);
        String all = relu(net, "relu", net.add("concat", new Layer.Concat(), one, three, five, pool));
        all = net.add("dropout", new Layer.Dropout(0.4), net.add("mean", new Pool.GlobalAveragePool(), all));
        return net.build(net.add("head", new Layer.Dense(4), all));
    }

    /** Convolutions of one channel each and mixing ones by turns, as in MobileNet. */
    private static Graph depthwise() {
        Graph.Builder net = new Graph.Builder(new Shape(3, 11, 11));
        String at = normalised(net, "stem", new Layer.Conv(6, 3, 2, 1, false), Graph.INPUT);
        for (int i = 1; i <= 2; i++) {
            Layer each = new Layer.Conv(6, Extent.of(3), Extent.of(i), Padding.SAME, Extent.of(1), 6, false);
            at = normalised(net, "each" + i, each, at);
            at = normalised(net, "mix" + i, new Layer.Conv(6, 1, 1, 0, false), at);
        }
        return net.build(net.add("head", new Layer.Conv(4, 1, 1, 0, true), at));
    }

    private static String normalised(Graph.Builder net, String name, Layer conv, String from) {
        String norm = net.add(name + ".norm", new Layer.BatchNorm(), net.add(name, conv, from));
        return relu(net, name + ".relu", norm);
    }

    private static String relu(Graph.Builder net, String name, String from) {
        return net.add(name, new Activation(Function.RELU), from);
    }

    private static TrainableNetwork engine(Graph graph, long seed) {
        return Nd4jNetwork.create(graph, new Optimiser.Sgd(0, 0, 0), seed, 2);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void theEnginesGradientsAgree(String name, Graph graph) {
        List<Finding> findings = CHECK.run(seed -> engine(graph, seed), finding -> {});
        assertEquals(
                graph.parameters().entrySet().stream()
                        .filter(parameter -> parameter.getValue().kind().trained())
                        .map(Map.Entry::getKey)
                        .toList(),
                findings.stream().map(Finding::parameter).toList());
        for (Finding finding : findings) {
            assertEquals(Verdict.OK, finding.verdict(), finding::toString);
            // a kink now and then, but not instead of a proof
            assertTrue(finding.checked() >= Math.min(finding.size(), 8) / 2, finding::toString);
        }
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("networks")
    void aSpoiledLayerIsNamedAndNoOther(String name, Graph graph) {
        List<String> layers = CHECK.run(seed -> engine(graph, seed), finding -> {}).stream()
                .map(Finding::layer)
                .distinct()
                .toList();
        String broken = layers.get(layers.size() / 2);
        List<Finding> findings = CHECK.run(seed -> spoiled(graph, seed, broken), finding -> {});
        assertEquals(
                List.of(broken),
                findings.stream()
                        .filter(finding -> finding.verdict() != Verdict.OK)
                        .map(Finding::layer)
                        .distinct()
                        .toList());
    }

    /** The engine, but the gradients of one layer are a tenth too long. */
    private static TrainableNetwork spoiled(Graph graph, long seed, String layer) {
        TrainableNetwork engine = engine(graph, seed);
        return (TrainableNetwork) Proxy.newProxyInstance(
                GradientCheckIT.class.getClassLoader(),
                new Class<?>[] {TrainableNetwork.class},
                (proxy, method, arguments) -> method.getName().equals("gradients")
                        ? longer(engine.gradients(), layer)
                        : method.invoke(engine, arguments));
    }

    private static Map<String, Tensor> longer(Map<String, Tensor> gradients, String layer) {
        Map<String, Tensor> longer = new LinkedHashMap<>(gradients);
        longer.replaceAll((name, tensor) -> {
            float[] data = tensor.data().clone();
            if (name.substring(0, name.lastIndexOf('.')).equals(layer)) {
                for (int i = 0; i < data.length; i++) {
                    data[i] *= 1.1f;
                }
            }
            return new Tensor(data, tensor.shape());
        });
        return longer;
    }
}
