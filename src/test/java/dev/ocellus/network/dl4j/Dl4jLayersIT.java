package dev.ocellus.network.dl4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.reference.ReferenceNetwork;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.*;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

/** Every layer that can be said, in a small stack: DL4J's outputs beside those of the plainest way to compute our graph. */
class Dl4jLayersIT {
    private static final Shape INPUT = new Shape(4, 8, 6);

    private static Map<String, List<Layer>> stacks() {
        Map<String, List<Layer>> stacks = new LinkedHashMap<>();
        stacks.put("conv", List.of(conv(3).activation(Activation.RELU).build()));
        stacks.put(
                "conv same, even kernel",
                List.of(conv(2).convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.SWISH)
                        .build()));
        stacks.put(
                "conv same, stride",
                List.of(conv(3).stride(2, 2)
                        .convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.TANH)
                        .build()));
        stacks.put(
                "conv padding",
                List.of(conv(3, 1)
                        .padding(2, 0)
                        .stride(2, 1)
                        .activation(Activation.LEAKYRELU)
                        .build()));
        stacks.put(
                "conv dilation",
                List.of(conv(3).dilation(2, 2)
                        .activation(Activation.SIGMOID)
                        .hasBias(false)
                        .build()));
        stacks.put(
                "separable",
                List.of(new SeparableConvolution2D.Builder(3, 3)
                        .depthMultiplier(2)
                        .nOut(5)
                        .padding(1, 1)
                        .stride(2, 2)
                        .activation(Activation.RELU)
                        .build()));
        stacks.put(
                "depthwise",
                List.of(new DepthwiseConvolution2D.Builder(3, 3)
                        .depthMultiplier(2)
                        .padding(1, 1)
                        .activation(Activation.RELU)
                        .build()));
        stacks.put(
                "zeros, conv",
                List.of(
                        new ZeroPaddingLayer.Builder(1, 2, 3, 0).build(),
                        conv(3).stride(2, 2).build()));
        stacks.put(
                "zeros, conv same",
                List.of(
                        new ZeroPaddingLayer.Builder(1, 2, 3, 0).build(),
                        conv(3).stride(2, 2)
                                .convolutionMode(ConvolutionMode.Same)
                                .build()));
        stacks.put(
                "batch norm",
                List.of(new BatchNormalization.Builder()
                        .eps(0.01)
                        .activation(Activation.SIGMOID)
                        .build()));
        stacks.put(
                "batch norm var",
                List.of(new BatchNormalization.Builder().useLogStd(false).build()));
        stacks.put(
                "batch norm locked",
                List.of(new BatchNormalization.Builder()
                        .lockGammaBeta(true)
                        .gamma(1.7)
                        .beta(0.4)
                        .build()));
        stacks.put(
                "local response norm",
                List.of(new LocalResponseNormalization.Builder()
                        .n(3)
                        .k(1.5)
                        .alpha(0.3)
                        .beta(0.6)
                        .build()));
        stacks.put("local response norm 5", List.of(new LocalResponseNormalization.Builder(2, 5, 0.7, 0.75).build()));
        stacks.put(
                "max pool same",
                List.of(pool(PoolingType.MAX, 2, 1)
                        .convolutionMode(ConvolutionMode.Same)
                        .build()));
        stacks.put(
                "max pool padded",
                List.of(pool(PoolingType.MAX, 3, 2).padding(1, 1).build()));
        stacks.put(
                "average pool same",
                List.of(pool(PoolingType.AVG, 3, 3)
                        .convolutionMode(ConvolutionMode.Same)
                        .build()));
        stacks.put(
                "average pool padded",
                List.of(pool(PoolingType.AVG, 3, 2).padding(1, 1).build()));
        stacks.put(
                "norm pool",
                List.of(pool(PoolingType.PNORM, 3, 1)
                        .pnorm(2)
                        .convolutionMode(ConvolutionMode.Same)
                        .build()));
        stacks.put("norm pool 3", List.of(pool(PoolingType.PNORM, 2, 2).pnorm(3).build()));
        stacks.put("global average", List.of(new GlobalPoolingLayer.Builder(PoolingType.AVG).build()));
        stacks.put("global max", List.of(new GlobalPoolingLayer.Builder(PoolingType.MAX).build()));
        stacks.put(
                "global average kept",
                List.of(new GlobalPoolingLayer.Builder(PoolingType.AVG)
                        .collapseDimensions(false)
                        .build()));
        stacks.put("upsampling", List.of(new Upsampling2D.Builder(2).build()));
        stacks.put("space to depth", List.of(new SpaceToDepthLayer.Builder<>(2).build()));
        stacks.put(
                "dropout",
                List.of(
                        new DropoutLayer.Builder(0.3)
                                .activation(Activation.TANH)
                                .build(),
                        conv(1).dropOut(0.5).build()));
        stacks.put(
                "dense",
                List.of(
                        new DenseLayer.Builder()
                                .nOut(7)
                                .activation(Activation.TANH)
                                .build(),
                        new DenseLayer.Builder()
                                .nOut(3)
                                .hasBias(false)
                                .activation(Activation.IDENTITY)
                                .build()));
        stacks.put(
                "output",
                List.of(new OutputLayer.Builder(LossFunction.MCXENT)
                        .nOut(5)
                        .activation(Activation.SOFTMAX)
                        .build()));
        stacks.put(
                "dense norm",
                List.of(
                        new DenseLayer.Builder()
                                .nOut(7)
                                .activation(Activation.TANH)
                                .build(),
                        new BatchNormalization()));
        stacks.put(
                "pixel loss",
                List.of(new CnnLossLayer.Builder(LossFunction.MCXENT)
                        .activation(Activation.SOFTMAX)
                        .build()));
        stacks.put(
                "loss",
                List.of(
                        new GlobalPoolingLayer.Builder(PoolingType.AVG).build(),
                        new LossLayer.Builder(LossFunction.MCXENT)
                                .activation(Activation.SOFTMAX)
                                .build()));
        return stacks;
    }

    static Stream<Arguments> stacksInBothFormats() {
        return Stream.of(CNN2DFormat.values()).flatMap(format -> stacks().entrySet().stream()
                // DL4J itself fails here
                .filter(entry -> format == CNN2DFormat.NCHW || !entry.getKey().equals("global average kept"))
                .map(entry -> Arguments.of(entry.getKey(), format, entry.getValue())));
    }

    private static ConvolutionLayer.Builder conv(int... kernel) {
        return new ConvolutionLayer.Builder(kernel[0], kernel[kernel.length - 1])
                .nOut(5)
                .activation(Activation.IDENTITY);
    }

    private static SubsamplingLayer.Builder pool(PoolingType type, int kernel, int stride) {
        return new SubsamplingLayer.Builder(kernel, kernel).poolingType(type).stride(stride, stride);
    }

    @ParameterizedTest(name = "{0}, {1}")
    @MethodSource("stacksInBothFormats")
    void saysTheSame(String name, CNN2DFormat format, List<Layer> layers) {
        var list = new NeuralNetConfiguration.Builder().seed(5).list();
        layers.forEach(list::layer);
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.convolutional(INPUT.height(), INPUT.width(), INPUT.channels(), format))
                        .build());
        network.init();
        Dl4jModel model = Shaken.shaken(Dl4jModel.of(network), 7);
        Tensor batch = Shaken.batch(3, INPUT, 9);
        Imported imported = model.translate(INPUT);
        ReferenceNetwork.Values ours = new ReferenceNetwork(imported.graph(), imported.parameters())
                .forward(batch)
                .get(0);
        Tensor theirs = model.forward(batch).get(0);
        float[] floats = new float[ours.data().length];
        for (int i = 0; i < floats.length; i++) {
            floats[i] = (float) ours.data()[i];
        }
        assertArrayEquals(theirs.data(), floats, 1e-5f);
    }
}
