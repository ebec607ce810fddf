package dev.ocellus.network.dl4j;

import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.util.Arrays;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;

/** DL4J's arrays as ours, copied to the heap as 32-bit floats. */
final class Weights {
    private Weights() {}

    /** An array as it reads, last dimension fastest. */
    static Tensor of(INDArray array, int... shape) {
        return new Tensor(array.castTo(DataType.FLOAT).dup('c').data().asFloat(), shape);
    }

    /** A vector, which DL4J keeps as a row. */
    static Tensor vector(INDArray array) {
        return of(array, Math.toIntExact(array.length()));
    }

    /** A dense layer's weights: (in, out) there, (out, in) here. */
    static Tensor dense(INDArray array) {
        return of(array.transpose(), Math.toIntExact(array.size(1)), Math.toIntExact(array.size(0)));
    }

    /**
     * A dense layer's weights for a map whose values come channel by channel, from those for one whose values come pixel by pixel.
     *
     * @param weight (out, in)
     */
    static Tensor channelsFirst(Tensor weight, Shape map) {
        int in = map.size();
        int pixels = map.height() * map.width();
        float[] ordered = new float[weight.size()];
        for (int i = 0; i < ordered.length; i++) {
            int channel = i % in / pixels;
            int pixel = i % pixels;
            ordered[i] = weight.data()[i / in * in + pixel * map.channels() + channel];
        }
        return new Tensor(ordered, weight.shape());
    }

    /** A convolution's weights, which are (out, in, height, width) here and there. */
    static Tensor convolution(INDArray array) {
        return of(array, Arrays.stream(array.shape()).mapToInt(Math::toIntExact).toArray());
    }

    /** A separable convolution's first half: (multiplier, in, height, width) there, (in · multiplier, 1, height, width) here. */
    static Tensor depthwise(INDArray array) {
        int multiplier = Math.toIntExact(array.size(0));
        int channels = Math.toIntExact(array.size(1));
        return of(
                array.permute(1, 0, 2, 3),
                channels * multiplier,
                1,
                Math.toIntExact(array.size(2)),
                Math.toIntExact(array.size(3)));
    }

    /** The variances of a batch norm that keeps the logarithm, to base 10, of the deviations. */
    static Tensor variances(INDArray logarithms) {
        Tensor tensor = vector(logarithms);
        for (int i = 0; i < tensor.size(); i++) {
            tensor.data()[i] = (float) Math.pow(10, 2.0 * tensor.data()[i]);
        }
        return tensor;
    }

    static Tensor constant(int length, double value) {
        Tensor tensor = Tensor.zeros(length);
        Arrays.fill(tensor.data(), (float) value);
        return tensor;
    }
}
