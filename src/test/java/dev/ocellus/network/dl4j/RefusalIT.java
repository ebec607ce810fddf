package dev.ocellus.network.dl4j;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Shape;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.Deconvolution2D;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.PReLULayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;

/** What our layers cannot say is refused, naming the layer, its class and why. */
class RefusalIT {
    private static final Shape INPUT = new Shape(4, 8, 8);

    static Stream<Arguments> stacks() {
        Layer conv = new ConvolutionLayer.Builder(3, 3).nOut(5).build();
        return Stream.of(
                Arguments.of(
                        "'layer0' (Deconvolution2D)",
                        List.of(new Deconvolution2D.Builder(2, 2).nOut(3).build())),
                Arguments.of(
                        "'layer0' (PReLULayer)",
                        List.of(new PReLULayer.Builder().inputShape(4, 8, 8).build())),
                Arguments.of(
                        "'layer1' (SubsamplingLayer) cannot be brought over: it reads a map with zeros laid around",
                        List.of(
                                new ZeroPaddingLayer.Builder(1, 1).build(),
                                new SubsamplingLayer.Builder(2, 2).build())),
                Arguments.of(
                        "'layer0' (SubsamplingLayer) cannot be brought over: no pool of ours sums",
                        List.of(new SubsamplingLayer.Builder(2, 2)
                                .poolingType(PoolingType.SUM)
                                .build())),
                Arguments.of(
                        "'layer0' (GlobalPoolingLayer)",
                        List.of(new GlobalPoolingLayer.Builder(PoolingType.SUM).build())),
                Arguments.of(
                        "'layer1' (ActivationLayer) cannot be brought over: its activation 'elu",
                        List.of(
                                conv,
                                new ActivationLayer.Builder()
                                        .activation(Activation.ELU)
                                        .build())),
                Arguments.of(
                        "'layer1' (ActivationLayer) cannot be brought over: DL4J takes the softmax of a map along its rows",
                        List.of(
                                conv,
                                new ActivationLayer.Builder()
                                        .activation(Activation.SOFTMAX)
                                        .build())));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("stacks")
    void saysWhichLayerAndWhy(String message, List<Layer> layers) {
        var list = new NeuralNetConfiguration.Builder().list();
        layers.forEach(list::layer);
        MultiLayerNetwork network = new MultiLayerNetwork(
                list.setInputType(InputType.convolutional(INPUT.height(), INPUT.width(), INPUT.channels()))
                        .build());
        network.init();
        assertRefused(message, Dl4jModel.of(network), INPUT);
    }

    @Test
    void networksForSequencesAreRefused() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new LSTM.Builder().nIn(4).nOut(5).build())
                .build());
        network.init();
        assertRefused("'layer0' (LSTM)", Dl4jModel.of(network), INPUT);
    }

    @Test
    void verticesAreNamedToo() {
        ComputationGraph product = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 4))
                .addLayer("conv", new ConvolutionLayer.Builder(1, 1).nOut(4).build(), "in")
                .addVertex("times", new ElementWiseVertex(ElementWiseVertex.Op.Product), "conv", "in")
                .setOutputs("times")
                .build());
        product.init();
        assertRefused("'times' (ElementWiseVertex)", Dl4jModel.of(product), INPUT);

        ComputationGraph whole = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 4))
                .addLayer("conv", new ConvolutionLayer.Builder(1, 1).nOut(4).build(), "in")
                .addVertex("unit", new L2NormalizeVertex(), "conv")
                .setOutputs("unit")
                .build());
        whole.init();
        assertRefused("'unit' (L2NormalizeVertex)", Dl4jModel.of(whole), INPUT);
    }

    @Test
    void severalInputsAreRefused() {
        ComputationGraph two = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .graphBuilder()
                .addInputs("left", "right")
                .setInputTypes(InputType.feedForward(2), InputType.feedForward(2))
                .addVertex("both", new MergeVertex(), "left", "right")
                .addLayer("dense", new DenseLayer.Builder().nIn(4).nOut(2).build(), "both")
                .setOutputs("dense")
                .build());
        two.init();
        NotInVocabularyException e = assertThrows(NotInVocabularyException.class, () -> Dl4jModel.of(two));
        assertTrue(e.getMessage().contains("[left, right]"), e.getMessage());
    }

    @Test
    void anInputThatDoesNotFitIsToldWhereItFails() {
        Dl4jModel lenet = Dl4jModel.untrained(ZooArchitecture.LENET, new Shape(3, 16, 16), 4, 1);
        assertRefused("the network was made for an input of 3x16x16, not 3x20x16", lenet, new Shape(3, 20, 16));
        Dl4jModel simple = Dl4jModel.untrained(ZooArchitecture.SIMPLE_CNN, new Shape(3, 32, 32), 4, 1);
        assertRefused("it reads 3 channels, and with this input gets 1", simple, new Shape(1, 32, 32));
    }

    private static void assertRefused(String message, Dl4jModel model, Shape input) {
        NotInVocabularyException e = assertThrows(NotInVocabularyException.class, () -> model.translate(input));
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }
}
