package dev.ocellus.network;

import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/**
 * One kind of node in a network's graph, with its settings and without its numbers. Every layer knows the shape it makes and the parameters it owns;
 * the engines know how to compute it. The order of the permitted records is the one in which users read of them.
 */
public sealed interface Layer
        permits Layer.Conv,
                Layer.Dense,
                Layer.BatchNorm,
                Layer.Activation,
                Layer.Softmax,
                Pool,
                Layer.Dropout,
                Layer.LocalResponseNorm,
                Layer.L2Normalise,
                Layer.Scale,
                Layer.Upsample,
                Layer.SpaceToDepth,
                Layer.Add,
                Layer.Concat,
                Layer.Flatten {
    /** The records of all layers, in the order in which users read of them. */
    static List<Class<?>> kinds() {
        return kinds(Layer.class).toList();
    }

    private static Stream<Class<?>> kinds(Class<?> type) {
        return type.isInterface()
                ? Arrays.stream(type.getPermittedSubclasses()).flatMap(Layer::kinds)
                : Stream.of(type);
    }

    /**
     * The shape that this layer makes of its inputs (one sample); by default that of its only input.
     *
     * @throws ShapeException where the inputs do not fit
     */
    default Shape outputShape(List<Shape> inputs) {
        return only(this, inputs);
    }

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

    /** How many multiplications one sample takes at test time; 0 for layers that only move, compare or add. */
    default long multiplications(List<Shape> inputs) {
        return 0;
    }

    /**
     * Convolution (cross-correlation, as in every framework).
     *
     * @param outputs number of filters, a multiple of {@code groups}
     * @param groups the input's channels are dealt out to that many convolutions side by side; as many groups as channels is a depthwise convolution
     * @param bias whether a bias is added; leave it out before a batch norm
     */
    @Describe("convolution")
    record Conv(
            int outputs,
            Extent kernel,
            @Default("1") Extent stride,
            @Default("same") Padding padding,
            @Default("1") Extent dilation,
            @Default("1") int groups,
            @Default("true") boolean bias)
            implements Layer {
        public Conv {
            if (outputs < 1 || groups < 1 || outputs % groups != 0) {
                throw new ShapeException(
                        "conv: outputs must be at least 1 and a multiple of groups, got outputs %d, groups %d"
                                .formatted(outputs, groups));
            }
        }

        /** A plain convolution with a square kernel; padding {@code kernel / 2} keeps the size at stride 1. */
        public Conv(int outputs, int kernel, int stride, int padding, boolean bias) {
            this(outputs, Extent.of(kernel), Extent.of(stride), Padding.of(padding), Extent.of(1), 1, bias);
        }

        public Window window() {
            return new Window(kernel, stride, padding, dilation);
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            Shape in = only(this, inputs);
            if (in.channels() % groups != 0) {
                throw new ShapeException("conv: %d groups cannot share the channels of %s".formatted(groups, in));
            }
            Window.Fit fit = window().over(in);
            return new Shape(outputs, fit.rows(), fit.columns());
        }

        @Override
        public List<Parameter> parameters(List<Shape> inputs) {
            int in = only(this, inputs).channels() / groups;
            int fanIn = in * kernel.area();
            int fanOut = outputs / groups * kernel.area();
            Parameter weight = new Parameter(
                    "weight", Parameter.Kind.WEIGHT, fanIn, fanOut, outputs, in, kernel.height(), kernel.width());
            return bias
                    ? List.of(weight, new Parameter("bias", Parameter.Kind.BIAS, fanIn, fanOut, outputs))
                    : List.of(weight);
        }

        @Override
        public long multiplications(List<Shape> inputs) {
            return (long) outputShape(inputs).size() * (only(this, inputs).channels() / groups) * kernel.area();
        }
    }

    /** Fully connected layer over a vector; flatten feature maps first. Output is {@code outputs} × 1 × 1. */
    @Describe("fully connected layer over a vector")
    record Dense(int outputs, @Default("true") boolean bias) implements Layer {
        public Dense(int outputs) {
            this(outputs, true);
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            requireVector(inputs);
            return Shape.vector(outputs);
        }

        @Override
        public List<Parameter> parameters(List<Shape> inputs) {
            int in = requireVector(inputs);
            Parameter weight = new Parameter("weight", Parameter.Kind.WEIGHT, in, outputs, outputs, in);
            return bias
                    ? List.of(weight, new Parameter("bias", Parameter.Kind.BIAS, in, outputs, outputs))
                    : List.of(weight);
        }

        @Override
        public long multiplications(List<Shape> inputs) {
            return (long) requireVector(inputs) * outputs;
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
    @Describe("batch normalisation")
    record BatchNorm(
            @Default("0.97") double momentum,
            @Default("0.001") double epsilon) implements Layer {
        public BatchNorm() {
            this(0.97, 1e-3);
        }

        @Override
        public List<Parameter> parameters(List<Shape> inputs) {
            int channels = only(this, inputs).channels();
            return List.of(
                    new Parameter("gain", Parameter.Kind.GAIN, 0, 0, channels),
                    new Parameter("shift", Parameter.Kind.SHIFT, 0, 0, channels),
                    new Parameter("mean", Parameter.Kind.RUNNING_MEAN, 0, 0, channels),
                    new Parameter("variance", Parameter.Kind.RUNNING_VARIANCE, 0, 0, channels));
        }

        @Override
        public long multiplications(List<Shape> inputs) {
            return only(this, inputs).size();
        }
    }

    /**
     * A function of each value by itself.
     *
     * @param slope below 0, of {@link Function#LEAKY_RELU} alone; darknet's is 0.1
     */
    @Describe("a function of each value")
    record Activation(Function function, @Default("0.1") double slope) implements Layer {
        /** Which function. */
        public enum Function {
            /** max(x, 0) */
            RELU,
            /** x above 0, slope·x below */
            LEAKY_RELU,
            /** 1 / (1 + exp(−x)) */
            SIGMOID,
            /** hyperbolic tangent */
            TANH,
            /** x · sigmoid(x) */
            SILU
        }

        public Activation {
            if (!(slope >= 0 && slope < 1)) {
                throw new ShapeException("activation: slope must be at least 0 and below 1, got " + slope);
            }
        }

        public Activation(Function function) {
            this(function, 0.1);
        }
    }

    /** exp(x) / Σ exp(x) over the channels of each pixel. For training, leave it out and let the loss do it, which is exact where exp overflows. */
    @Describe("shares that sum to 1 over the channels")
    record Softmax() implements Layer {}

    /**
     * Inverted dropout: in training each value is set to 0 with probability {@code rate}, the others are divided by 1 − rate; at test time nothing
     * happens. {@link DropoutMask} says which.
     *
     * @see <a href="https://jmlr.org/papers/v15/srivastava14a.html">Srivastava et al. 2014</a>
     */
    @Describe("drops a share of the values in training")
    record Dropout(@Default("0.5") double rate) implements Layer {
        public Dropout {
            if (!(rate >= 0 && rate < 1)) {
                throw new ShapeException("dropout: rate must be at least 0 and below 1, got " + rate);
            }
        }
    }

    /**
     * Local response normalisation across channels: x / (bias + alpha · Σ x²)^beta over the {@code depth} channels around each one, those outside the
     * map left out. Other tools divide alpha by the depth.
     *
     * @param depth odd
     * @see <a href="https://papers.nips.cc/paper/4824">Krizhevsky et al. 2012, section 3.3</a>
     */
    @Describe("local response normalisation across channels")
    record LocalResponseNorm(
            @Default("5") int depth,
            @Default("0.0001") double alpha,
            @Default("0.75") double beta,
            @Default("2") double bias)
            implements Layer {
        public LocalResponseNorm {
            if (depth < 1 || depth % 2 == 0 || !(alpha >= 0) || !(beta > 0) || !(bias > 0)) {
                throw new ShapeException(
                        "local-response-norm: depth must be odd, alpha at least 0, beta and bias above 0");
            }
        }
    }

    /** x / √(Σ x² + epsilon) over the channels of each pixel: embeddings on the unit sphere. */
    @Describe("length 1 over the channels")
    record L2Normalise(@Default("1e-10") double epsilon) implements Layer {
        public L2Normalise {
            if (!(epsilon > 0)) {
                throw new ShapeException("l2-normalise: epsilon must be above 0, got " + epsilon);
            }
        }

        public L2Normalise() {
            this(1e-10);
        }
    }

    /** Every value times a constant, as some residual networks shrink what they add. */
    @Describe("every value times a constant")
    record Scale(double factor) implements Layer {}

    /** Repeats each pixel {@code factor} × {@code factor} times (nearest neighbour). */
    @Describe("repeats each pixel in a square")
    record Upsample(@Default("2") int factor) implements Layer {
        public Upsample {
            if (factor < 1) {
                throw new ShapeException("upsample: factor must be at least 1, got " + factor);
            }
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            Shape in = only(this, inputs);
            return new Shape(in.channels(), in.height() * factor, in.width() * factor);
        }
    }

    /**
     * Moves each square of {@code block} × {@code block} pixels behind one another along the channels: channel (y·block + x)·C + c of the result is
     * channel c of the pixel at (y, x) of the square. YOLO 2 calls it reorganisation.
     */
    @Describe("squares of pixels become channels")
    record SpaceToDepth(@Default("2") int block) implements Layer {
        public SpaceToDepth {
            if (block < 1) {
                throw new ShapeException("space-to-depth: block must be at least 1, got " + block);
            }
        }

        @Override
        public Shape outputShape(List<Shape> inputs) {
            Shape in = only(this, inputs);
            if (in.height() % block != 0 || in.width() % block != 0) {
                throw new ShapeException("space-to-depth: squares of %d do not fill %s".formatted(block, in));
            }
            return new Shape(in.channels() * block * block, in.height() / block, in.width() / block);
        }
    }

    /** The sum of two or more maps of one shape: residual connections and feature pyramids. */
    @Describe("the sum of maps of one shape")
    record Add() implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            if (inputs.size() < 2 || inputs.stream().distinct().count() > 1) {
                throw new ShapeException("add needs two or more inputs of one shape, got " + inputs);
            }
            return inputs.get(0);
        }
    }

    /** Two or more maps of one height and width behind one another along the channels. */
    @Describe("maps behind one another along the channels")
    record Concat() implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            long sizes = inputs.stream()
                    .map(shape -> new Extent(shape.height(), shape.width()))
                    .distinct()
                    .count();
            if (inputs.size() < 2 || sizes > 1) {
                throw new ShapeException("concat needs two or more inputs of one height and width, got " + inputs);
            }
            Shape first = inputs.get(0);
            return new Shape(inputs.stream().mapToInt(Shape::channels).sum(), first.height(), first.width());
        }
    }

    /** All values of a sample as one vector, in (C, H, W) order. */
    @Describe("all values as one vector")
    record Flatten() implements Layer {
        @Override
        public Shape outputShape(List<Shape> inputs) {
            return Shape.vector(only(this, inputs).size());
        }
    }

    /** The only input of a layer. */
    static Shape only(Layer layer, List<Shape> inputs) {
        if (inputs.size() != 1) {
            throw new ShapeException(layer + " takes one input, got " + inputs);
        }
        return inputs.get(0);
    }
}
