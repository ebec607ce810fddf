package dev.ocellus.network.dl4j;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.graph.LayerVertex;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.CnnLossLayer;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.LocalResponseNormalization;
import org.deeplearning4j.nn.conf.layers.SpaceToDepthLayer;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.layers.misc.FrozenLayer;
import org.deeplearning4j.nn.conf.layers.objdetect.Yolo2OutputLayer;
import org.deeplearning4j.nn.conf.layers.wrapper.BaseWrapperLayer;
import org.deeplearning4j.nn.conf.preprocessor.CnnToFeedForwardPreProcessor;

/** Whether maps have their channels first or last, which in DL4J each layer says for itself. */
final class Formats {
    private Formats() {}

    /** Whether any layer has its channels last; all that care must agree with it then. */
    static boolean channelsLast(List<Vertex> vertices) {
        return vertices.stream()
                .flatMap(vertex -> vertex.kind() instanceof LayerVertex layer ? Stream.of(layer) : Stream.empty())
                .flatMap(layer -> Stream.concat(
                        of(unwrapped(layer.getLayerConf().getLayer())).stream(),
                        layer.getPreProcessor() instanceof CnnToFeedForwardPreProcessor flatten
                                ? Stream.of(flatten.getFormat())
                                : Stream.empty()))
                .anyMatch(format -> format == CNN2DFormat.NHWC);
    }

    /** The layer itself, where it is one that was frozen. */
    static Layer unwrapped(Layer layer) {
        if (layer instanceof FrozenLayer frozen) {
            return frozen.getLayer();
        }
        return layer instanceof BaseWrapperLayer wrapper ? wrapper.getUnderlying() : layer;
    }

    /** What a layer says; empty for those that do not care. */
    static Optional<CNN2DFormat> of(Layer layer) {
        CNN2DFormat format = null;
        if (layer instanceof ConvolutionLayer convolution) {
            format = convolution.getCnn2dDataFormat();
        } else if (layer instanceof SubsamplingLayer pool) {
            format = pool.getCnn2dDataFormat();
        } else if (layer instanceof BatchNormalization norm) {
            format = norm.getCnn2DFormat();
        } else if (layer instanceof LocalResponseNormalization norm) {
            format = norm.getDataFormat();
        } else if (layer instanceof ZeroPaddingLayer zeros) {
            format = zeros.getDataFormat();
        } else if (layer instanceof Upsampling2D upsampling) {
            format = upsampling.getFormat();
        } else if (layer instanceof SpaceToDepthLayer moving) {
            format = moving.getDataFormat();
        } else if (layer instanceof GlobalPoolingLayer pool) {
            format = Arrays.equals(pool.getPoolingDimensions(), new int[] {1, 2}) ? CNN2DFormat.NHWC : null;
        } else if (layer instanceof CnnLossLayer loss) {
            format = loss.getFormat();
        } else if (layer instanceof Yolo2OutputLayer yolo) {
            format = yolo.getFormat();
        }
        return Optional.ofNullable(format);
    }
}
