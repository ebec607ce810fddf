package dev.ocellus.network.dl4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.reference.ReferenceNetwork;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Models in the form in which Keras 2 saves them, beside graphs written down by hand from Keras' own definitions: (height, width, in, out) for filters,
 * and maps that are flattened with their channels last. No file that Keras itself wrote was at hand.
 */
class KerasImportIT {
    private static final Shape INPUT = new Shape(3, 8, 6);
    private static final String CONV =
            "'kernel_size': [3, 3], 'data_format': 'channels_last', 'dilation_rate': [1, 1], 'use_bias': true";

    @TempDir
    Path folder;

    private final KerasWriter keras = new KerasWriter();
    private final Map<String, Tensor> parameters = new HashMap<>();

    @Test
    void aSequentialModel() throws IOException {
        keras.layer(
                        "Conv2D",
                        "conv",
                        "'batch_input_shape': [null, 8, 6, 3], 'filters': 4, 'strides': [2, 1], 'padding': 'same', 'activation': 'relu', "
                                + CONV)
                .weight("kernel", 3, 3, 3, 4)
                .weight("bias", 4)
                .layer("BatchNormalization", "norm", "'axis': [3], 'momentum': 0.9, 'epsilon': 0.01")
                .weight("gamma", 4)
                .weight("beta", 4)
                .weight("moving_mean", 4)
                .weight("moving_variance", 4)
                .layer(
                        "MaxPooling2D",
                        "pool",
                        "'pool_size': [2, 2], 'strides': [2, 2], 'padding': 'valid', 'data_format': 'channels_last'")
                .layer("Dropout", "drop", "'rate': 0.3")
                .layer("Flatten", "flat", "'data_format': 'channels_last'")
                .layer("Dense", "hidden", "'units': 7, 'activation': 'tanh', 'use_bias': true")
                .weight("kernel", 24, 7)
                .weight("bias", 7)
                .layer("Dense", "shares", "'units': 3, 'activation': 'softmax', 'use_bias': true")
                .weight("kernel", 7, 3)
                .weight("bias", 3)
                .writeSequential(folder.resolve("model.h5"));

        Graph.Builder graph = new Graph.Builder(INPUT);
        graph.add(
                "conv",
                new Layer.Conv(4, Extent.of(3), new Extent(2, 1), Padding.SAME, Extent.of(1), 1, true),
                Graph.INPUT);
        graph.add("relu", new Layer.Activation(Function.RELU), "conv");
        graph.add("norm", new Layer.BatchNorm(0.9, 0.01), "relu");
        graph.add("pool", new Pool.MaxPool(2, 2, 0), "norm");
        graph.add("flat", new Layer.Flatten(), "pool");
        graph.add("hidden", new Layer.Dense(7), "flat");
        graph.add("tanh", new Layer.Activation(Function.TANH), "hidden");
        graph.add("shares", new Layer.Dense(3), "tanh");
        filters("conv", "kernel", "conv");
        norm("norm");
        dense("hidden", Optional.of(new Shape(4, 2, 3)));
        dense("shares", Optional.empty());
        assertSaysTheSame(graph.build(graph.add("softmax", new Layer.Softmax(), "shares")));
    }

    @Test
    void aGraphOfLayers() throws IOException {
        keras.layer("InputLayer", "in", "'batch_input_shape': [null, 8, 6, 3], 'sparse': false")
                .layer("ZeroPadding2D", "zeros", "'padding': [[1, 0], [0, 2]], 'data_format': 'channels_last'", "in")
                .layer(
                        "Conv2D",
                        "first",
                        "'filters': 4, 'strides': [1, 1], 'padding': 'valid', 'activation': 'linear', " + CONV,
                        "zeros")
                .weight("kernel", 3, 3, 3, 4)
                .weight("bias", 4)
                .layer("LeakyReLU", "leaky", "'alpha': 0.2", "first")
                .layer(
                        "SeparableConv2D",
                        "separable",
                        "'filters': 4, 'depth_multiplier': 2, 'strides': [1, 1], 'padding': 'same', 'activation': 'sigmoid', "
                                + CONV,
                        "leaky")
                .weight("depthwise_kernel", 3, 3, 4, 2)
                .weight("pointwise_kernel", 1, 1, 8, 4)
                .weight("bias", 4)
                .layer("Add", "sum", "", "leaky", "separable")
                .layer("Concatenate", "joined", "'axis': -1", "sum", "first")
                .layer("GlobalAveragePooling2D", "mean", "'data_format': 'channels_last'", "joined")
                .layer("Dense", "out", "'units': 5, 'activation': 'linear', 'use_bias': true", "mean")
                .weight("kernel", 8, 5)
                .weight("bias", 5)
                .writeFunctional(folder.resolve("model.h5"), "in", "out");

        Graph.Builder graph = new Graph.Builder(INPUT);
        graph.add(
                "first",
                new Layer.Conv(4, Extent.of(3), Extent.of(1), new Padding(false, 1, 0, 0, 2), Extent.of(1), 1, true),
                Graph.INPUT);
        graph.add("leaky", new Layer.Activation(Function.LEAKY_RELU, 0.2), "first");
        graph.add(
                "depthwise",
                new Layer.Conv(8, Extent.of(3), Extent.of(1), Padding.SAME, Extent.of(1), 4, false),
                "leaky");
        graph.add("separable", new Layer.Conv(4, 1, 1, 0, true), "depthwise");
        graph.add("sigmoid", new Layer.Activation(Function.SIGMOID), "separable");
        graph.add("sum", new Layer.Add(), "leaky", "sigmoid");
        graph.add("joined", new Layer.Concat(), "sum", "first");
        graph.add("mean", new Pool.GlobalAveragePool(), "joined");
        filters("first", "kernel", "first");
        Tensor kernel = keras.get("separable", "depthwise_kernel");
        Tensor depthwise = Tensor.zeros(8, 1, 3, 3);
        for (int i = 0; i < kernel.size(); i++) {
            depthwise.data()[i % 8 * 9 + i / 8] = kernel.data()[i];
        }
        parameters.put("depthwise.weight", depthwise);
        filters("separable", "pointwise_kernel", "separable");
        dense("out", Optional.empty());
        assertSaysTheSame(graph.build(graph.add("out", new Layer.Dense(5), "mean")));
    }

    @Test
    void whatIsNoModelIsRefused() throws IOException {
        Path file = folder.resolve("model.h5");
        keras.layer("Lambda", "own", "'batch_input_shape': [null, 8, 6, 3]").writeSequential(file);
        IOException lambda = assertThrows(IOException.class, () -> Dl4jModel.read(file));
        assertTrue(
                lambda.getMessage().contains("model.h5") && lambda.getMessage().contains("Lambda"),
                lambda.getMessage());
        byte[] whole = Files.readAllBytes(file);
        Files.write(file, java.util.Arrays.copyOf(whole, whole.length / 2));
        IOException e = assertThrows(IOException.class, () -> Dl4jModel.read(file));
        assertTrue(e.getMessage().contains("model.h5"), e.getMessage());
    }

    private void assertSaysTheSame(Graph expected) throws IOException {
        Tensor batch = Shaken.batch(2, INPUT, 3);
        double[] wanted =
                new ReferenceNetwork(expected, parameters).forward(batch).get(0).data();
        try (Dl4jModel model = Dl4jModel.read(folder.resolve("model.h5"))) {
            assertEquals(Optional.of(INPUT), model.input());
            Imported imported = model.translate(INPUT);
            double[] ours = new ReferenceNetwork(imported.graph(), imported.parameters())
                    .forward(batch)
                    .get(0)
                    .data();
            float[] theirs = model.forward(batch).get(0).data();
            assertEquals(wanted.length, ours.length);
            for (int i = 0; i < wanted.length; i++) {
                assertEquals(wanted[i], ours[i], 1e-5, "graph");
                assertEquals(wanted[i], theirs[i], 1e-5, "DL4J");
            }
        }
    }

    /** (height, width, in, out) to (out, in, height, width). */
    private void filters(String layer, String name, String node) {
        Tensor kernel = keras.get(layer, name);
        int in = kernel.dimension(2);
        int out = kernel.dimension(3);
        int area = kernel.dimension(0) * kernel.dimension(1);
        Tensor weight = Tensor.zeros(out, in, kernel.dimension(0), kernel.dimension(1));
        for (int i = 0; i < kernel.size(); i++) {
            weight.data()[(i % out * in + i / out % in) * area + i / out / in] = kernel.data()[i];
        }
        parameters.put(node + ".weight", weight);
        parameters.put(node + ".bias", keras.get(layer, "bias"));
    }

    /** (in, out) to (out, in); the in-values of a flattened map come pixel by pixel there, channel by channel here. */
    private void dense(String layer, Optional<Shape> flattened) {
        Tensor kernel = keras.get(layer, "kernel");
        int in = kernel.dimension(0);
        int out = kernel.dimension(1);
        int channels = flattened.map(Shape::channels).orElse(1);
        Tensor weight = Tensor.zeros(out, in);
        for (int i = 0; i < kernel.size(); i++) {
            int from = i / out;
            weight.data()[i % out * in + from % channels * (in / channels) + from / channels] = kernel.data()[i];
        }
        parameters.put(layer + ".weight", weight);
        parameters.put(layer + ".bias", keras.get(layer, "bias"));
    }

    private void norm(String layer) {
        parameters.put(layer + ".gain", keras.get(layer, "gamma"));
        parameters.put(layer + ".shift", keras.get(layer, "beta"));
        parameters.put(layer + ".mean", keras.get(layer, "moving_mean"));
        parameters.put(layer + ".variance", keras.get(layer, "moving_variance"));
    }
}
