package dev.ocellus.network.dl4j;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;
import dev.ocellus.network.dl4j.GraphTranslation.Value;
import java.util.Arrays;
import java.util.Optional;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.Convolution2D;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.nd4j.linalg.api.ndarray.INDArray;

/** What layers become that slide a window over a map: convolutions of every kind, pools, and the zeros laid around for them. */
final class WindowTranslation {
    private final GrowingGraph graph;

    WindowTranslation(GrowingGraph graph) {
        this.graph = graph;
    }

    /** Zeros that the next convolution will lay around its input. */
    Value padded(ZeroPaddingLayer zeros, Value input) {
        int[] sides = zeros.getPadding(); // top, bottom, left, right
        return new Value(
                input.node(),
                sum(input.around(), new Padding(false, sides[0], sides[2], sides[1], sides[3])),
                Optional.empty());
    }

    String convolution(Vertex vertex, ConvolutionLayer layer, Value input) {
        int channels = graph.shape(input.node()).channels();
        vertex.require(
                channels == layer.getNIn(),
                "it reads %d channels, and with this input gets %d".formatted(layer.getNIn(), channels));
        if (layer instanceof SeparableConvolution2D separable) {
            return separable(vertex, separable, input);
        } else if (layer instanceof DepthwiseConvolution2D depthwise) {
            return depthwise(vertex, depthwise, input);
        }
        vertex.require(
                layer.getClass() == ConvolutionLayer.class || layer.getClass() == Convolution2D.class,
                "no convolution of ours is like it");
        String node = graph.add(
                vertex.name(),
                conv(vertex, layer, Math.toIntExact(layer.getNOut()), 1, layer.hasBias(), input),
                input.node());
        graph.parameter(node, "weight", Weights.convolution(vertex.parameters().get("W")));
        bias(vertex, layer, node);
        return node;
    }

    /** A depthwise convolution, then one of single pixels. */
    private String separable(Vertex vertex, SeparableConvolution2D layer, Value input) {
        INDArray weights = vertex.parameters().get("W");
        Layer.Conv first = conv(
                vertex,
                layer,
                Math.toIntExact(weights.size(0) * weights.size(1)),
                Math.toIntExact(weights.size(1)),
                false,
                input);
        String depthwise = graph.add(vertex.name() + ".depthwise", first, input.node());
        graph.parameter(depthwise, "weight", Weights.depthwise(weights));
        String node = graph.add(
                vertex.name(), new Layer.Conv(Math.toIntExact(layer.getNOut()), 1, 1, 0, layer.hasBias()), depthwise);
        graph.parameter(node, "weight", Weights.convolution(vertex.parameters().get("pW")));
        bias(vertex, layer, node);
        return node;
    }

    private String depthwise(Vertex vertex, DepthwiseConvolution2D layer, Value input) {
        INDArray weights = vertex.parameters().get("W"); // height, width, in, multiplier
        INDArray asSeparable = weights.permute(3, 2, 0, 1);
        int channels = Math.toIntExact(layer.getNIn());
        String node = graph.add(
                vertex.name(),
                conv(vertex, layer, Math.toIntExact(channels * weights.size(3)), channels, layer.hasBias(), input),
                input.node());
        graph.parameter(node, "weight", Weights.depthwise(asSeparable));
        bias(vertex, layer, node);
        return node;
    }

    private void bias(Vertex vertex, ConvolutionLayer layer, String node) {
        if (layer.hasBias()) {
            graph.parameter(node, "bias", Weights.vector(vertex.parameters().get("b")));
        }
    }

    private Layer.Conv conv(Vertex vertex, ConvolutionLayer layer, int outputs, int groups, boolean bias, Value input) {
        Extent kernel = extent(layer.getKernelSize());
        Extent stride = extent(layer.getStride());
        Extent dilation = extent(layer.getDilation());
        Padding own = padding(vertex, layer.getConvolutionMode(), layer.getPadding());
        Padding padding = own;
        if (!input.around().equals(Padding.VALID)) {
            Shape map = graph.shape(input.node());
            Padding around = input.around();
            Shape larger = new Shape(
                    map.channels(),
                    map.height() + around.top() + around.bottom(),
                    map.width() + around.left() + around.right());
            Window.Fit fit = new Window(kernel, stride, own, dilation).over(larger);
            padding = sum(around, new Padding(false, fit.top(), fit.left(), fit.bottom(), fit.right()));
        }
        return new Layer.Conv(outputs, kernel, stride, padding, dilation, groups, bias);
    }

    String pool(Vertex vertex, SubsamplingLayer pool, Value input) {
        vertex.require(
                pool.getDilation() == null || Arrays.stream(pool.getDilation()).allMatch(d -> d == 1),
                "its windows have gaps");
        String node = input.plainFor(vertex);
        Extent kernel = extent(pool.getKernelSize());
        Extent stride = extent(pool.getStride());
        Padding padding = padding(vertex, pool.getConvolutionMode(), pool.getPadding());
        return switch (pool.getPoolingType()) {
            case MAX -> graph.add(vertex.name(), new Pool.MaxPool(kernel, stride, padding), node);
            case AVG -> {
                vertex.require(
                        padding.equals(Padding.VALID) || !pool.isAvgPoolIncludePadInDivisor(),
                        "its means count the padding");
                yield graph.add(vertex.name(), new Pool.AveragePool(kernel, stride, padding), node);
            }
            case PNORM -> graph.add(vertex.name(), new Pool.LpPool(kernel, stride, padding, pool.getPnorm()), node);
            case SUM -> throw vertex.refused("no pool of ours sums");
        };
    }

    private static Padding padding(Vertex vertex, ConvolutionMode mode, int[] padding) {
        vertex.require(mode != ConvolutionMode.Causal, "no window of ours looks only back");
        return mode == ConvolutionMode.Same
                ? Padding.SAME
                : new Padding(false, padding[0], padding[1], padding[0], padding[1]);
    }

    private static Padding sum(Padding a, Padding b) {
        return new Padding(
                false, a.top() + b.top(), a.left() + b.left(), a.bottom() + b.bottom(), a.right() + b.right());
    }

    private static Extent extent(int[] heightAndWidth) {
        return new Extent(heightAndWidth[0], heightAndWidth[1]);
    }
}
