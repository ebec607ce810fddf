package dev.ocellus.network;

import java.util.List;

/**
 * One kind of node in a network's graph, with its settings and without its numbers. Every layer knows the shape it makes and the parameters it owns;
 * the engines know how to compute it.
 */
public sealed interface Layer {
    /**
     * The shape that this layer makes of its inputs (one sample).
     *
     * @throws ShapeException where the inputs do not fit
     */
    Shape outputShape(List<Shape> inputs);

    /** What this layer owns, in a fixed order; empty for most layers. */
    default List<Parameter> parameters(List<Shape> inputs) {
        return List.of();
    }

    /** How many numbers are trained. */
    default long parameterCount(List<Shape> inputs) {
        return parameters(inputs).stream()
                .filter(p -> p.kind().trained())
                .mapToLong(Parameter::size)
                .sum();
    }

    /**
     * Convolution (cross-correlation, as in every framework) with a square kernel and zero padding on all sides.
     *
     * @param outputs number of filters
     * @param kernel side of the kernel
     * @param stride step
     * @param padding zeros on each side; {@code kernel / 2} keeps the size at stride 1
     * @param bias whether a bias is added; leave it out before a batch norm
     */
    record Conv(int outputs, int kernel, int stride, int padding, boolean bias) implements Layer {
        public Conv {
            if (outputs < 1 || kernel < 1 || stride < 1 || padding < 0) {
                throw new ShapeException(
                        "conv: outputs, kernel and stride must be at least 1 and padding at least 0: outputs %d, kernel %d, stride %d, padding %d"
                                .formatted(outputs, kernel, stride, padding));
            }
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            Shape in = only(this, inputs);
            return new Shape(
                    outputs,
                    windows(this, in, in.height(), kernel, stride, padding),
                    windows(this, in, in.width(), kernel, stride, padding));
        }

        @Override
        public List<Parameter> parameters(List<Shape> inputs) {
            int in = only(this, inputs).channels();
            int fanIn = in * kernel * kernel;
            Parameter weight = new Parameter("weight", Parameter.Kind.WEIGHT, fanIn, outputs, in, kernel, kernel);
            return bias ? List.of(weight, new Parameter("bias", Parameter.Kind.BIAS, fanIn, outputs)) : List.of(weight);
        }
    }

    /** Fully connected layer over a vector; flatten feature maps first. Output is {@code outputs} × 1 × 1. */
    record Dense(int outputs) implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            requireVector(inputs);
            return Shape.vector(outputs);
        }

        @Override
        public List<Parameter> parameters(List<Shape> inputs) {
            int in = requireVector(inputs);
            return List.of(
                    new Parameter("weight", Parameter.Kind.WEIGHT, in, outputs, in),
                    new Parameter("bias", Parameter.Kind.BIAS, in, outputs));
        }

        private int requireVector(List<Shape> inputs) {
            Shape in = only(this, inputs);
            if (in.height() != 1 || in.width() != 1) {
                throw new ShapeException("dense needs a vector (n x 1 x 1), got " + in + "; put a flatten before it");
            }
            return in.channels();
        }
    }

    /**
     * Batch normalisation over N, H and W for each channel: statistics of the batch in training, running statistics otherwise.
     *
     * @param momentum share of the old running statistics kept at each step, for example 0.97
     * @param epsilon added to the variance
     * @see <a href="https://arxiv.org/abs/1502.03167">Ioffe and Szegedy 2015</a>
     */
    record BatchNorm(double momentum, double epsilon) implements Layer {
        public BatchNorm() {
            this(0.97, 1e-3);
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return only(this, inputs);
        }

        @Override
        public List<Parameter> parameters(List<Shape> inputs) {
            int channels = only(this, inputs).channels();
            return List.of(
                    new Parameter("gain", Parameter.Kind.GAIN, 0, channels),
                    new Parameter("shift", Parameter.Kind.SHIFT, 0, channels),
                    new Parameter("mean", Parameter.Kind.RUNNING_MEAN, 0, channels),
                    new Parameter("variance", Parameter.Kind.RUNNING_VARIANCE, 0, channels));
        }
    }

    /** A function of each value by itself. */
    record Activation(Function function) implements Layer {
        /** Which function. */
        public enum Function {
            /** max(x, 0) */
            RELU,
            /** x above 0, 0.1·x below (darknet's slope) */
            LEAKY_RELU,
            /** 1 / (1 + exp(−x)) */
            SIGMOID,
            /** hyperbolic tangent */
            TANH,
            /** x · sigmoid(x) */
            SILU
        }

        /** Slope of {@link Function#LEAKY_RELU} below 0. */
        public static final float LEAK = 0.1f;

        @Override
        public Shape outputShape(List<Shape> inputs) {
            return only(this, inputs);
        }
    }

    /** The largest value of each square window; padding never wins. */
    record MaxPool(int kernel, int stride, int padding) implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            Shape in = only(this, inputs);
            return new Shape(
                    in.channels(),
                    windows(this, in, in.height(), kernel, stride, padding),
                    windows(this, in, in.width(), kernel, stride, padding));
        }
    }

    /** The mean of each channel: C × 1 × 1. */
    record GlobalAveragePool() implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.vector(only(this, inputs).channels());
        }
    }

    /** Repeats each pixel {@code factor} × {@code factor} times (nearest neighbour). */
    record Upsample(int factor) implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            Shape in = only(this, inputs);
            return new Shape(in.channels(), in.height() * factor, in.width() * factor);
        }
    }

    /** The sum of two or more maps of one shape: residual connections and feature pyramids. */
    record Add() implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            Shape first = inputs.get(0);
            if (inputs.size() < 2 || inputs.stream().anyMatch(s -> !s.equals(first))) {
                throw new ShapeException("add needs two or more inputs of one shape, got " + inputs);
            }
            return first;
        }
    }

    /** Two or more maps of one height and width behind one another along the channels. */
    record Concat() implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            Shape first = inputs.get(0);
            if (inputs.size() < 2
                    || inputs.stream().anyMatch(s -> s.height() != first.height() || s.width() != first.width())) {
                throw new ShapeException("concat needs two or more inputs of one height and width, got " + inputs);
            }
            return new Shape(inputs.stream().mapToInt(Shape::channels).sum(), first.height(), first.width());
        }
    }

    /** All values of a sample as one vector, in (C, H, W) order. */
    record Flatten() implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.vector(only(this, inputs).size());
        }
    }

    private static Shape only(Layer layer, List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new ShapeException(layer + " takes one input, got " + inputs);
        }
        return inputs.get(0);
    }

    /** Number of window positions, ⌊(n + 2p − f) / s⌋ + 1. */
    private static int windows(Layer layer, Shape in, int length, int kernel, int stride, int padding) {
        int room = length + 2 * padding - kernel;
        if (room < 0) {
            throw new ShapeException(layer + " does not fit into " + in);
        }
        return room / stride + 1;
    }
}
