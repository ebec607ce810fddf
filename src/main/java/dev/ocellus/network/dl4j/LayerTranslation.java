package dev.ocellus.network.dl4j;

import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.dl4j.GraphTranslation.Value;
import java.util.Arrays;
import java.util.Locale;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.dropout.Dropout;
import org.deeplearning4j.nn.conf.dropout.IDropout;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BaseOutputLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CenterLossOutputLayer;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.FeedForwardLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.nd4j.linalg.activations.IActivation;
import org.nd4j.linalg.activations.impl.ActivationIdentity;
import org.nd4j.linalg.activations.impl.ActivationLReLU;
import org.nd4j.linalg.activations.impl.ActivationReLU;
import org.nd4j.linalg.activations.impl.ActivationSigmoid;
import org.nd4j.linalg.activations.impl.ActivationSoftmax;
import org.nd4j.linalg.activations.impl.ActivationSwish;
import org.nd4j.linalg.activations.impl.ActivationTanH;

/** What each layer of DL4J becomes: one node, or a few where it does several things at once. Windows are {@link WindowTranslation}'s part. */
final class LayerTranslation {
    private final GrowingGraph graph;
    private final boolean channelsLast;
    private final WindowTranslation windows;

    LayerTranslation(GrowingGraph graph, boolean channelsLast) {
        this.graph = graph;
        this.channelsLast = channelsLast;
        this.windows = new WindowTranslation(graph);
    }

    Value translate(Vertex vertex, org.deeplearning4j.nn.conf.layers.Layer layer, Value input) {
        Formats.of(layer)
                .ifPresent(format -> vertex.require(
                        (format == CNN2DFormat.NHWC) == channelsLast || isVector(input.node()),
                        "its maps have their channels at another place than those of other layers"));
        Value kept = withDropout(vertex, layer, input);
        if (layer instanceof ZeroPaddingLayer zeros) {
            return windows.padded(zeros, kept);
        } else if (layer instanceof ConvolutionLayer convolution) {
            String node = windows.convolution(vertex, convolution, kept);
            return Value.of(activated(vertex, convolution.getActivationFn(), node));
        } else if (layer instanceof SubsamplingLayer pool) {
            return Value.of(windows.pool(vertex, pool, kept));
        } else if (layer instanceof DropoutLayer) {
            return kept;
        } else if (layer instanceof ActivationLayer activation) {
            return kept.at(activation(vertex, activation.getActivationFn(), vertex.name(), kept.node()));
        } else if (layer instanceof DenseLayer dense) {
            vertex.require(!dense.isHasLayerNorm(), "layer normalisation is none of our layers");
            return Value.of(dense(vertex, dense, dense.hasBias(), dense.getActivationFn(), kept));
        } else if (layer instanceof BaseOutputLayer output) {
            return Value.of(output(vertex, output, kept));
        }
        return Value.of(plain(vertex, layer, kept.plainFor(vertex)));
    }

    /** Layers without a window. */
    private String plain(Vertex vertex, org.deeplearning4j.nn.conf.layers.Layer layer, String input) {
        String name = vertex.name();
        if (layer instanceof LossLayer loss) {
            return activation(vertex, loss.getActivationFn(), name, input);
        } else if (layer instanceof CnnLossLayer loss) {
            // unlike other layers it takes a softmax over the channels of each pixel, as ours does
            return loss.getActivationFn() instanceof ActivationSoftmax
                    ? graph.add(name, new Layer.Softmax(), input)
                    : activation(vertex, loss.getActivationFn(), name, input);
        } else if (layer instanceof Yolo2OutputLayer yolo) {
            graph.note(
                    "'%s' decodes boxes in DL4J; here the raw map before it is the output. Its anchors, width and height in cells: %s"
                            .formatted(
                                    name,
                                    Arrays.deepToString(yolo.getBoundingBoxes().toDoubleMatrix())));
            return input;
        } else if (layer instanceof BatchNormalization norm) {
            return normalised(vertex, norm, input);
        } else if (layer instanceof LocalResponseNormalization norm) {
            return graph.add(
                    name,
                    new Layer.LocalResponseNorm((int) norm.getN(), norm.getAlpha(), norm.getBeta(), norm.getK()),
                    input);
        } else if (layer instanceof GlobalPoolingLayer pool) {
            return globallyPooled(vertex, pool, input);
        } else if (layer instanceof Upsampling2D upsampling) {
            int[] size = upsampling.getSize();
            vertex.require(size[0] == size[1], "it grows height and width by different factors");
            return graph.add(name, new Layer.Upsample(size[0]), input);
        } else if (layer instanceof SpaceToDepthLayer moving) {
            return graph.add(name, new Layer.SpaceToDepth(moving.getBlockSize()), input);
        }
        throw vertex.refused("no layer of ours does that");
    }

    private String output(Vertex vertex, BaseOutputLayer layer, Value input) {
        if (layer instanceof CenterLossOutputLayer) {
            graph.note("'%s' was trained with a centre loss; the centres stay behind".formatted(vertex.name()));
        } else {
            vertex.require(layer.getClass() == OutputLayer.class, "no layer of ours does that");
        }
        return dense(vertex, layer, layer.hasBias(), layer.getActivationFn(), input);
    }

    private String dense(Vertex vertex, FeedForwardLayer layer, boolean bias, IActivation activation, Value input) {
        Shape shape = graph.shape(input.node());
        vertex.require(
                shape.equals(Shape.vector(Math.toIntExact(layer.getNIn()))),
                "it reads %d values, and with this input gets %s; give the input that the network was made for"
                        .formatted(layer.getNIn(), shape));
        String node = graph.add(vertex.name(), new Layer.Dense(Math.toIntExact(layer.getNOut()), bias), input.node());
        Tensor weight = Weights.dense(vertex.parameters().get("W"));
        graph.parameter(
                node,
                "weight",
                input.interleaved()
                        .map(map -> Weights.channelsFirst(weight, map))
                        .orElse(weight));
        if (bias) {
            graph.parameter(node, "bias", Weights.vector(vertex.parameters().get("b")));
        }
        return activated(vertex, activation, node);
    }

    /** DL4J passes over a batch norm's activation, and so is it here. */
    private String normalised(Vertex vertex, BatchNormalization norm, String input) {
        int channels = graph.shape(input).channels();
        vertex.require(
                channels == norm.getNOut(),
                "it has %d channels, and with this input gets %d".formatted(norm.getNOut(), channels));
        String node = graph.add(vertex.name(), new Layer.BatchNorm(norm.getDecay(), norm.getEps()), input);
        if (norm.isLockGammaBeta()) {
            graph.note("gain and shift of '%s' were fixed; here they learn unless frozen".formatted(vertex.name()));
            graph.parameter(node, "gain", Weights.constant(channels, norm.getGamma()));
            graph.parameter(node, "shift", Weights.constant(channels, norm.getBeta()));
        } else {
            graph.parameter(node, "gain", Weights.vector(vertex.parameters().get("gamma")));
            graph.parameter(node, "shift", Weights.vector(vertex.parameters().get("beta")));
        }
        graph.parameter(node, "mean", Weights.vector(vertex.parameters().get("mean")));
        graph.parameter(
                node,
                "variance",
                norm.isUseLogStd()
                        ? Weights.variances(vertex.parameters().get("log10stdev"))
                        : Weights.vector(vertex.parameters().get("var")));
        return node;
    }

    private String globallyPooled(Vertex vertex, GlobalPoolingLayer pool, String input) {
        return switch (pool.getPoolingType()) {
            case AVG -> graph.add(vertex.name(), new Pool.GlobalAveragePool(), input);
            case MAX -> graph.add(vertex.name(), new Pool.GlobalMaxPool(), input);
            case SUM, PNORM ->
                throw vertex.refused(
                        "no layer of ours takes the %s of a whole channel".formatted(pool.getPoolingType()));
        };
    }

    /** Dropout of a layer's input; other noise does nothing at test time and is left out. */
    private Value withDropout(Vertex vertex, org.deeplearning4j.nn.conf.layers.Layer layer, Value input) {
        IDropout noise = layer.getIDropout();
        if (noise == null || noise instanceof Dropout kept && kept.getP() == 1) {
            return input;
        }
        if (!(noise instanceof Dropout dropout) || dropout.getPSchedule() != null) {
            graph.note("the %s of '%s' is left out; it matters in training alone"
                    .formatted(noise.getClass().getSimpleName(), vertex.name()));
            return input;
        }
        String name = layer instanceof DropoutLayer ? vertex.name() : vertex.name() + ".dropout";
        // DL4J gives the share that is kept
        return input.at(graph.add(name, new Layer.Dropout(1 - dropout.getP()), input.node()));
    }

    private String activated(Vertex vertex, IActivation function, String node) {
        if (function instanceof ActivationIdentity) {
            return node;
        }
        String word = function instanceof ActivationSoftmax
                ? "softmax"
                : function(vertex, function).name().toLowerCase(Locale.ROOT).replace('_', '-');
        return activation(vertex, function, vertex.name() + "." + word, node);
    }

    private String activation(Vertex vertex, IActivation function, String name, String input) {
        if (function instanceof ActivationIdentity) {
            return input;
        } else if (function instanceof ActivationSoftmax) {
            Shape shape = graph.shape(input);
            vertex.require(
                    shape.height() * shape.width() == 1 || channelsLast,
                    "DL4J takes the softmax of a map along its rows, ours over the channels");
            return graph.add(name, new Layer.Softmax(), input);
        } else if (function instanceof ActivationLReLU leaky) {
            return graph.add(name, new Layer.Activation(Function.LEAKY_RELU, leaky.getAlpha()), input);
        }
        return graph.add(name, new Layer.Activation(function(vertex, function)), input);
    }

    private static Function function(Vertex vertex, IActivation function) {
        if (function instanceof ActivationReLU relu
                && isNothing(relu.getMax())
                && isNothing(relu.getThreshold())
                && isNothing(relu.getNegativeSlope())) {
            return Function.RELU;
        } else if (function instanceof ActivationLReLU) {
            return Function.LEAKY_RELU;
        } else if (function instanceof ActivationSigmoid) {
            return Function.SIGMOID;
        } else if (function instanceof ActivationTanH) {
            return Function.TANH;
        } else if (function instanceof ActivationSwish) {
            return Function.SILU;
        }
        throw vertex.refused("its activation '%s' is none of ours".formatted(function));
    }

    private boolean isVector(String node) {
        return graph.shape(node).height() * graph.shape(node).width() == 1;
    }

    private static boolean isNothing(Double setting) {
        return setting == null || setting == 0;
    }
}
