package dev.ocellus.network.reference;

import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;
import dev.ocellus.network.reference.ReferenceNetwork.Values;
import java.util.List;
import java.util.function.DoubleBinaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** The layers without parameters, each written down as the formula of one value of its result. */
final class Elements {
    /** A value of a layer's result. */
    @FunctionalInterface
    interface Element {
        double at(int n, int c, int y, int x);
    }

    private Elements() {}

    static Element of(Layer layer, List<Values> inputs) {
        Values in = inputs.get(0);
        if (layer instanceof Activation activation) {
            return (n, c, y, x) -> activate(activation, in.at(n, c, y, x));
        } else if (layer instanceof Layer.Softmax) {
            return softmax(in);
        } else if (layer instanceof Pool.MaxPool pool) {
            return pooled(in, pool.window(), Double.NEGATIVE_INFINITY, Math::max, false);
        } else if (layer instanceof Pool.AveragePool pool) {
            return pooled(in, pool.window(), 0, Double::sum, true);
        } else if (layer instanceof Pool.LpPool pool) {
            DoubleBinaryOperator join = (sum, x) -> sum + Math.pow(Math.abs(x), pool.power());
            Element sums = pooled(in, pool.window(), 0, join, false);
            return (n, c, y, x) -> Math.pow(sums.at(n, c, y, x), 1.0 / pool.power());
        } else if (layer instanceof Pool.GlobalAveragePool) {
            return (n, c, y, x) -> plane(in, n, c).average().orElseThrow();
        } else if (layer instanceof Pool.GlobalMaxPool) {
            return (n, c, y, x) -> plane(in, n, c).max().orElseThrow();
        } else if (layer instanceof Layer.LocalResponseNorm norm) {
            return localResponseNorm(in, norm);
        } else if (layer instanceof Layer.L2Normalise normalise) {
            return (n, c, y, x) ->
                    in.at(n, c, y, x) / Math.sqrt(squares(in, n, 0, in.shape().channels(), y, x) + normalise.epsilon());
        } else if (layer instanceof Layer.Scale scale) {
            return (n, c, y, x) -> scale.factor() * in.at(n, c, y, x);
        }
        return moved(layer, inputs);
    }

    /** The layers that compute nothing, or add. */
    private static Element moved(Layer layer, List<Values> inputs) {
        Values in = inputs.get(0);
        Shape from = in.shape();
        if (layer instanceof Layer.Upsample upsample) {
            return (n, c, y, x) -> in.at(n, c, y / upsample.factor(), x / upsample.factor());
        } else if (layer instanceof Layer.SpaceToDepth space) {
            int block = space.block();
            return (n, c, y, x) -> {
                int place = c / from.channels();
                return in.at(n, c % from.channels(), y * block + place / block, x * block + place % block);
            };
        } else if (layer instanceof Layer.Add) {
            return (n, c, y, x) -> {
                double sum = 0;
                for (Values each : inputs) {
                    sum += each.at(n, c, y, x);
                }
                return sum;
            };
        } else if (layer instanceof Layer.Concat) {
            return (n, c, y, x) -> {
                int channel = c;
                int part = 0;
                while (channel >= inputs.get(part).shape().channels()) {
                    channel -= inputs.get(part++).shape().channels();
                }
                return inputs.get(part).at(n, channel, y, x);
            };
        } else if (layer instanceof Layer.Flatten) {
            return (n, c, y, x) -> in.data()[n * from.size() + c];
        }
        throw new IllegalArgumentException("no reference for " + layer);
    }

    private static double activate(Activation activation, double x) {
        return switch (activation.function()) {
            case RELU -> Math.max(x, 0);
            case LEAKY_RELU -> x > 0 ? x : activation.slope() * x;
            case SIGMOID -> 1 / (1 + Math.exp(-x));
            case TANH -> Math.tanh(x);
            case SILU -> x / (1 + Math.exp(-x));
        };
    }

    private static Element softmax(Values in) {
        int channels = in.shape().channels();
        return (n, c, y, x) -> {
            double own = in.at(n, c, y, x);
            // exp(own) / sum of exp(each), without leaving the range of exp
            return 1
                    / IntStream.range(0, channels)
                            .mapToDouble(each -> Math.exp(in.at(n, each, y, x) - own))
                            .sum();
        };
    }

    private static Element pooled(Values in, Window window, double start, DoubleBinaryOperator join, boolean divided) {
        Window.Fit fit = window.over(in.shape());
        return (n, c, y, x) -> {
            double sum = start;
            int count = 0;
            for (int ky = 0; ky < window.kernel().height(); ky++) {
                for (int kx = 0; kx < window.kernel().width(); kx++) {
                    int iy = y * window.stride().height() - fit.top() + ky;
                    int ix = x * window.stride().width() - fit.left() + kx;
                    if (iy >= 0
                            && iy < in.shape().height()
                            && ix >= 0
                            && ix < in.shape().width()) {
                        sum = join.applyAsDouble(sum, in.at(n, c, iy, ix));
                        count++;
                    }
                }
            }
            return divided ? sum / count : sum;
        };
    }

    private static DoubleStream plane(Values in, int n, int c) {
        int first = in.index(n, c, 0, 0);
        return IntStream.range(first, first + in.shape().height() * in.shape().width())
                .mapToDouble(i -> in.data()[i]);
    }

    private static Element localResponseNorm(Values in, Layer.LocalResponseNorm norm) {
        int around = norm.depth() / 2;
        return (n, c, y, x) -> {
            int first = Math.max(0, c - around);
            int end = Math.min(in.shape().channels(), c + around + 1);
            double squares = squares(in, n, first, end, y, x);
            return in.at(n, c, y, x) / Math.pow(norm.bias() + norm.alpha() * squares, norm.beta());
        };
    }

    private static double squares(Values in, int n, int first, int end, int y, int x) {
        return IntStream.range(first, end)
                .mapToDouble(c -> in.at(n, c, y, x))
                .map(value -> value * value)
                .sum();
    }
}
