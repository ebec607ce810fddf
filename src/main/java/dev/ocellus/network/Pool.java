package dev.ocellus.network;

import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.util.List;

/** A layer that makes one value of many, each channel by itself. */
public sealed interface Pool extends Layer {
    /** Over windows that slide across the map. */
    sealed interface Sliding extends Pool {
        Extent kernel();

        Extent stride();

        Padding padding();

        default Window window() {
            return new Window(kernel(), stride(), padding(), Extent.of(1));
        }

        @Override
        default Shape outputShape(List<Shape> inputs) {
            Shape in = Layer.only(this, inputs);
            Window.Fit fit = window().over(in);
            return new Shape(in.channels(), fit.rows(), fit.columns());
        }

        /** A window that lies wholly in the padding has neither a largest value nor a mean. */
        private static void requireOwnPadding(String layer, Extent kernel, Padding padding) {
            if (Math.max(padding.top(), padding.bottom()) >= kernel.height()
                    || Math.max(padding.left(), padding.right()) >= kernel.width()) {
                throw new ShapeException(layer + ": padding must be smaller than the kernel, got kernel " + kernel
                        + ", padding " + padding);
            }
        }
    }

    /** Over the whole map, whatever its size: C × 1 × 1. */
    sealed interface Global extends Pool {
        @Override
        default Shape outputShape(List<Shape> inputs) {
            return Shape.vector(Layer.only(this, inputs).channels());
        }
    }

    /** The largest value of each window; padding never wins. */
    @Describe("the largest value of each window")
    record MaxPool(
            @Default("2") Extent kernel,
            @Default("2") Extent stride,
            @Default("valid") Padding padding) implements Sliding {
        public MaxPool {
            Sliding.requireOwnPadding("max-pool", kernel, padding);
        }

        public MaxPool(int kernel, int stride, int padding) {
            this(Extent.of(kernel), Extent.of(stride), Padding.of(padding));
        }
    }

    /** The mean of each window; padding does not count. */
    @Describe("the mean of each window")
    record AveragePool(
            @Default("2") Extent kernel,
            @Default("2") Extent stride,
            @Default("valid") Padding padding) implements Sliding {
        public AveragePool {
            Sliding.requireOwnPadding("average-pool", kernel, padding);
        }

        public AveragePool(int kernel, int stride, int padding) {
            this(Extent.of(kernel), Extent.of(stride), Padding.of(padding));
        }
    }

    /**
     * (Σ |x|^power)^(1/power) over each window, between a sum (power 1) and a maximum (a large power); padding adds nothing.
     *
     * @param power at least 1
     * @see <a href="https://arxiv.org/abs/1311.1780">Gulcehre et al. 2013</a>
     */
    @Describe("the p-norm of each window")
    record LpPool(
            @Default("2") Extent kernel,
            @Default("2") Extent stride,
            @Default("valid") Padding padding,
            @Default("2") int power)
            implements Sliding {
        public LpPool {
            Sliding.requireOwnPadding("lp-pool", kernel, padding);
            if (power < 1) {
                throw new ShapeException("lp-pool: power must be at least 1, got " + power);
            }
        }
    }

    /** The mean of each channel: C × 1 × 1. */
    @Describe("the mean of each channel")
    record GlobalAveragePool() implements Global {}

    /** The largest value of each channel: C × 1 × 1. */
    @Describe("the largest value of each channel")
    record GlobalMaxPool() implements Global {}
}
