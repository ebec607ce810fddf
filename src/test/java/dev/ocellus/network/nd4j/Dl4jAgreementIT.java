package dev.ocellus.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.Window;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.WorkspaceMode;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

/**
 * Every layer beside the same layer of DL4J, which shares nothing with this engine but the convolutions' native code: outputs at test time and in
 * training, and the gradients of a convolution before the layer, which prove what the layer passes back.
 */
class Dl4jAgreementIT {
    private static final int SAMPLES = 4;
    private static final Shape INPUT = new Shape(3, 9, 8);

    static Stream<Arguments> layers() {
        Map<String, List<Layer>> layers = new LinkedHashMap<>();
        layers.put("conv", List.of(new Layer.Conv(5, 3, 1, 1, true)));
        layers.put("conv without bias", List.of(new Layer.Conv(5, 3, 1, 1, false)));
        layers.put("conv of stride 2", List.of(new Layer.Conv(5, 3, 2, 1, true)));
        layers.put("conv of stride 2 without padding", List.of(new Layer.Conv(5, 3, 2, 0, true)));
        layers.put("wide conv", List.of(new Layer.Conv(5, 5, 1, 2, true)));
        layers.put("pointwise conv", List.of(new Layer.Conv(7, 1, 1, 0, true)));
        layers.put("batch norm", List.of(new Layer.BatchNorm(0.9, 1e-3)));
        for (Function function : Function.values()) {
            layers.put(function.toString(), List.of(new Layer.Activation(function)));
            layers.put(
                    "batch norm, " + function, List.of(new Layer.BatchNorm(0.9, 1e-3), new Layer.Activation(function)));
        }
        layers.put("pool", List.of(new Pool.MaxPool(2, 2, 0)));
        layers.put("overlapping pool", List.of(new Pool.MaxPool(3, 1, 0)));
        layers.put("padded pool", List.of(new Pool.MaxPool(3, 2, 1)));
        layers.put("global average pool, dense", List.of(new Pool.GlobalAveragePool(), new Layer.Dense(3)));
        layers.put("flatten, dense", List.of(new Layer.Flatten(), new Layer.Dense(3)));
        layers.put("upsample", List.of(new Layer.Upsample(2)));
        layers.put("add", List.of(new Layer.Add()));
        layers.put(
                "batch norm, add, relu",
                List.of(new Layer.BatchNorm(0.9, 1e-3), new Layer.Add(), new Layer.Activation(Function.RELU)));
        layers.put("concat", List.of(new Layer.Concat()));
        Extent one = Extent.of(1);
        Extent two = Extent.of(2);
        for (Extent kernel : List.of(Extent.of(3), new Extent(1, 7), new Extent(4, 2))) {
            Layer.Conv conv = new Layer.Conv(5, kernel, two, Padding.SAME, one, 1, true);
            layers.put(conv.toString(), List.of(conv));
            Layer.Conv depthwise = new Layer.Conv(8, kernel, two, Padding.SAME, one, 4, true);
            layers.put(depthwise.toString(), List.of(depthwise));
            layers.put("max pool " + kernel, List.of(new Pool.MaxPool(kernel, two, Padding.SAME)));
            layers.put("average pool " + kernel, List.of(new Pool.AveragePool(kernel, two, Padding.SAME)));
        }
        layers.put("gaps", List.of(new Layer.Conv(5, two, one, Padding.VALID, new Extent(2, 3), 1, true)));
        layers.put("gaps, same", List.of(new Layer.Conv(5, two, one, Padding.SAME, new Extent(2, 3), 1, true)));
        layers.put("depthwise", List.of(new Layer.Conv(8, Extent.of(3), one, Padding.VALID, one, 4, true)));
        layers.put("padded average pool", List.of(new Pool.AveragePool(3, 2, 1)));
        layers.put("global max pool", List.of(new Pool.GlobalMaxPool()));
        layers.put("local response norm", List.of(new Layer.LocalResponseNorm(5, 0.2, 0.75, 2)));
        layers.put("narrow local response norm", List.of(new Layer.LocalResponseNorm(3, 0.5, 0.6, 1)));
        layers.put("softmax", List.of(new Layer.Flatten(), new Layer.Dense(3), new Layer.Softmax()));
        layers.put("L2 normalise", List.of(new Layer.Flatten(), new Layer.Dense(3), new Layer.L2Normalise()));
        layers.put("scale", List.of(new Layer.Scale(-0.4)));
        layers.put("space to depth", List.of(new Pool.MaxPool(2, 1, 0), new Layer.SpaceToDepth(1)));
        layers.put("squares of two", List.of(new Layer.Upsample(2), new Layer.SpaceToDepth(2)));
        return layers.entrySet().stream().map(entry -> Arguments.of(entry.getKey(), entry.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("layers")
    void agreesWithDl4j(String name, List<Layer> layers) {
        Random random = new Random(3);
        Graph graph = graph(layers);
        Tensor batch = noise(random, SAMPLES, INPUT);
        try (Nd4jNetwork network = Nd4jNetwork.create(graph, new Optimiser.Sgd(0, 0, 0), 1, 2)) {
            Map<String, Tensor> parameters = new LinkedHashMap<>();
            network.parameters().forEach((key, tensor) -> parameters.put(key, shaken(random, tensor)));
            network.load(parameters);
            ComputationGraph theirs = dl4j(graph);
            parameters.forEach((key, tensor) -> set(theirs, key, tensor));

            INDArray input = array(batch);
            Tensor asked = network.forward(batch).get(0);
            assertArrayEquals(floats(theirs.output(false, input.dup())[0]), asked.data(), 1e-4f, "asked");

            Tensor trained = network.forwardTraining(batch).get(0);
            Map<String, INDArray> values = theirs.feedForward(new INDArray[] {input.dup()}, true, false);
            assertArrayEquals(floats(values.get(graph.outputs().get(0))), trained.data(), 1e-4f, "training");

            if (layers.get(0) instanceof Layer.LocalResponseNorm) {
                return; // DL4J divides the neighbours' share by the wrong channel's scale; finite differences are with
                // us
            }
            Tensor gradient = noise(random, SAMPLES, shape(trained));
            network.backward(List.of(gradient));
            INDArray errors =
                    array(gradient).reshape(values.get(graph.outputs().get(0)).shape());
            Map<String, INDArray> expected = theirs.backpropGradient(errors).gradientForVariable();
            network.gradients().forEach((key, actual) -> {
                INDArray wanted = expected.get(dl4jName(key));
                assertArrayEquals(floats(ours(wanted, actual)), actual.data(), 1e-3f, key);
            });
        }
    }

    /** A convolution, the layers one after another and an activation; layers of two inputs read another convolution as well. */
    private static Graph graph(List<Layer> layers) {
        Graph.Builder builder = new Graph.Builder(INPUT);
        String first = builder.add("first", new Layer.Conv(4, 3, 1, 1, true), Graph.INPUT);
        String last = first;
        for (Layer layer : layers) {
            String name = layer instanceof Layer.Dense ? "dense" : "layer" + layers.indexOf(layer);
            if (layer instanceof Layer.Add || layer instanceof Layer.Concat) {
                String other = last.equals(first)
                        ? builder.add("other", new Layer.Conv(4, 1, 1, 0, false), Graph.INPUT)
                        : first;
                last = builder.add(name, layer, last, other);
            } else {
                last = builder.add(name, layer, last);
            }
        }
        // DL4J takes errors at layers alone, not at the vertices that add and join
        return builder.build(builder.add("last", new Layer.Activation(Function.LEAKY_RELU), last));
    }

    private static ComputationGraph dl4j(Graph graph) {
        GraphBuilder builder = new NeuralNetConfiguration.Builder()
                .trainingWorkspaceMode(WorkspaceMode.NONE)
                .inferenceWorkspaceMode(WorkspaceMode.NONE)
                .graphBuilder()
                .addInputs(Graph.INPUT)
                .setInputTypes(InputType.convolutional(INPUT.height(), INPUT.width(), INPUT.channels()))
                .setOutputs(graph.outputs().toArray(String[]::new));
        Map<String, Shape> shapes = graph.shapes();
        for (Graph.Node node : graph.nodes()) {
            add(builder, node, shapes.get(node.inputs().get(0)));
        }
        ComputationGraph network = new ComputationGraph(builder.build());
        network.init();
        return network;
    }

    private static void add(GraphBuilder builder, Graph.Node node, Shape in) {
        String name = node.name();
        String[] inputs = node.inputs().toArray(String[]::new);
        Layer layer = node.layer();
        if (layer instanceof Layer.Conv conv) {
            builder.addLayer(name, convolution(conv, in), inputs);
        } else if (layer instanceof Layer.Dense dense) {
            builder.addLayer(
                    name,
                    new DenseLayer.Builder()
                            .activation(Activation.IDENTITY)
                            .nIn(in.channels())
                            .nOut(dense.outputs())
                            .build(),
                    inputs);
        } else if (layer instanceof Layer.BatchNorm norm) {
            builder.addLayer(
                    name,
                    new BatchNormalization.Builder()
                            .decay(norm.momentum())
                            .eps(norm.epsilon())
                            .useLogStd(false)
                            .nIn(in.channels())
                            .nOut(in.channels())
                            .build(),
                    inputs);
        } else if (layer instanceof Layer.Activation activation) {
            builder.addLayer(
                    name,
                    new ActivationLayer.Builder()
                            .activation(function(activation.function()))
                            .build(),
                    inputs);
        } else if (layer instanceof Pool.MaxPool pool) {
            builder.addLayer(name, pool(PoolingType.MAX, pool.window()), inputs);
        } else if (layer instanceof Pool.AveragePool pool) {
            builder.addLayer(name, pool(PoolingType.AVG, pool.window()), inputs);
        } else if (layer instanceof Pool.GlobalAveragePool) {
            builder.addLayer(name, new GlobalPoolingLayer.Builder(PoolingType.AVG).build(), inputs);
        } else if (layer instanceof Pool.GlobalMaxPool) {
            builder.addLayer(name, new GlobalPoolingLayer.Builder(PoolingType.MAX).build(), inputs);
        } else if (layer instanceof Layer.LocalResponseNorm norm) {
            builder.addLayer(
                    name,
                    new LocalResponseNormalization.Builder(norm.bias(), norm.depth(), norm.alpha(), norm.beta())
                            .build(),
                    inputs);
        } else if (layer instanceof Layer.Softmax) {
            builder.addLayer(
                    name,
                    new ActivationLayer.Builder().activation(Activation.SOFTMAX).build(),
                    inputs);
        } else if (layer instanceof Layer.L2Normalise) {
            builder.addVertex(name, new L2NormalizeVertex(), inputs);
        } else if (layer instanceof Layer.Scale scale) {
            builder.addVertex(name, new ScaleVertex(scale.factor()), inputs);
        } else if (layer instanceof Layer.SpaceToDepth space) {
            builder.addLayer(
                    name,
                    new SpaceToDepthLayer.Builder(space.block(), SpaceToDepthLayer.DataFormat.NCHW).build(),
                    inputs);
        } else if (layer instanceof Layer.Flatten) {
            builder.addVertex(
                    name,
                    new PreprocessorVertex(new CnnToFeedForwardPreProcessor(in.height(), in.width(), in.channels())),
                    inputs);
        } else if (layer instanceof Layer.Upsample upsample) {
            builder.addLayer(name, new Upsampling2D.Builder(upsample.factor()).build(), inputs);
        } else if (layer instanceof Layer.Add) {
            builder.addVertex(name, new ElementWiseVertex(ElementWiseVertex.Op.Add), inputs);
        } else if (layer instanceof Layer.Concat) {
            builder.addVertex(name, new MergeVertex(), inputs);
        }
    }

    private static org.deeplearning4j.nn.conf.layers.Layer convolution(Layer.Conv conv, Shape in) {
        int[] kernel = sides(conv.kernel());
        if (conv.groups() > 1) {
            return new DepthwiseConvolution2D.Builder(kernel)
                    .depthMultiplier(conv.outputs() / conv.groups())
                    .stride(sides(conv.stride()))
                    .convolutionMode(mode(conv.padding()))
                    .hasBias(conv.bias())
                    .activation(Activation.IDENTITY)
                    .nIn(in.channels())
                    .nOut(conv.outputs())
                    .build();
        }
        return new ConvolutionLayer.Builder(kernel)
                .stride(sides(conv.stride()))
                .padding(conv.padding().top(), conv.padding().left())
                .dilation(sides(conv.dilation()))
                .convolutionMode(mode(conv.padding()))
                .hasBias(conv.bias())
                .activation(Activation.IDENTITY)
                .nIn(in.channels())
                .nOut(conv.outputs())
                .build();
    }

    private static SubsamplingLayer pool(PoolingType type, Window window) {
        return new SubsamplingLayer.Builder(type)
                .kernelSize(sides(window.kernel()))
                .stride(sides(window.stride()))
                .padding(window.padding().top(), window.padding().left())
                .convolutionMode(mode(window.padding()))
                .build();
    }

    private static int[] sides(Extent extent) {
        return new int[] {extent.height(), extent.width()};
    }

    private static ConvolutionMode mode(Padding padding) {
        return padding.same() ? ConvolutionMode.Same : ConvolutionMode.Truncate;
    }

    private static IActivation function(Function function) {
        return switch (function) {
            case RELU -> Activation.RELU.getActivationFunction();
            case LEAKY_RELU -> new ActivationLReLU(0.1);
            case SIGMOID -> Activation.SIGMOID.getActivationFunction();
            case TANH -> Activation.TANH.getActivationFunction();
            case SILU -> Activation.SWISH.getActivationFunction();
        };
    }

    private static String dl4jName(String name) {
        int dot = name.lastIndexOf('.');
        String parameter =
                switch (name.substring(dot + 1)) {
                    case "weight" -> "W";
                    case "bias" -> "b";
                    case "gain" -> "gamma";
                    case "shift" -> "beta";
                    case "mean" -> "mean";
                    default -> "var";
                };
        return name.substring(0, dot) + "_" + parameter;
    }

    private static void set(ComputationGraph network, String name, Tensor tensor) {
        INDArray target = network.getParam(dl4jName(name));
        INDArray values = Nd4j.createFromArray(tensor.data());
        if (target.rank() == 2 && tensor.shape().length == 2) {
            target.assign(values.reshape('c', tensor.dimension(0), tensor.dimension(1))
                    .transpose());
        } else if (isDepthwise(target, tensor)) {
            long[] shape = target.shape();
            target.assign(
                    values.reshape('c', shape[2], shape[3], shape[0], shape[1]).permute(2, 3, 0, 1));
        } else {
            target.assign(values.reshape('c', target.shape()));
        }
    }

    /** One of DL4J's arrays in the layout of ours: it has (in, out) for dense layers and (height, width, in, filters) for depthwise convolutions. */
    private static INDArray ours(INDArray theirs, Tensor ours) {
        if (ours.shape().length == 2) {
            return theirs.transpose();
        }
        return isDepthwise(theirs, ours) ? theirs.permute(2, 3, 0, 1) : theirs;
    }

    private static boolean isDepthwise(INDArray theirs, Tensor ours) {
        return ours.shape().length == 4 && ours.dimension(1) == 1 && theirs.size(2) == 4;
    }

    private static INDArray array(Tensor tensor) {
        return Nd4j.createFromArray(tensor.data())
                .reshape('c', tensor.dimension(0), tensor.dimension(1), tensor.dimension(2), tensor.dimension(3));
    }

    private static float[] floats(INDArray array) {
        return array.dup('c').data().asFloat();
    }

    private static Shape shape(Tensor tensor) {
        return new Shape(tensor.dimension(1), tensor.dimension(2), tensor.dimension(3));
    }

    private static Tensor noise(Random random, int samples, Shape shape) {
        Tensor tensor = Tensor.zeros(samples, shape.channels(), shape.height(), shape.width());
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) random.nextGaussian();
        }
        return tensor;
    }

    private static Tensor shaken(Random random, Tensor tensor) {
        float[] data = tensor.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] += 0.3f * random.nextFloat();
        }
        return new Tensor(data, tensor.shape());
    }
}
