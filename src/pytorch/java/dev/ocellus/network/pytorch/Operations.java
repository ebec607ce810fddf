package dev.ocellus.network.pytorch;

import dev.ocellus.network.DropoutMask;
import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Pool;
import java.util.List;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.TensorVector;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** What each layer is in PyTorch's words. Maps are (N, C, H, W); PyTorch finds the gradients by itself. */
final class Operations {
    /**
     * What kind of pass the layers are computed for.
     *
     * @param training with the statistics of the batch, and dropout
     * @param precision what convolutions and dense layers multiply
     * @param step how many steps the optimiser has taken before
     */
    record Pass(boolean training, Precision precision, int step) {}

    private static final int CHANNELS = 1;
    private static final long[] PIXELS = {2, 3};

    private final Weights weights;
    private final long seed;

    Operations(Weights weights, long seed) {
        this.weights = weights;
        this.seed = seed;
    }

    /** @param mayOverwrite whether the result may take the place of the first input */
    Tensor compute(Node node, List<Tensor> inputs, boolean mayOverwrite, Pass pass) {
        Layer layer = node.layer();
        Tensor x = inputs.get(0);
        if (layer instanceof Layer.Conv conv) {
            return convolution(node, conv, x, pass.precision());
        } else if (layer instanceof Layer.Dense) {
            return dense(node, x, pass.precision());
        } else if (layer instanceof Layer.BatchNorm norm) {
            return normalised(node, norm, x, pass.training() && !weights.isFrozen(node, "mean"));
        } else if (layer instanceof Activation activation) {
            return activation(activation, x, mayOverwrite);
        } else if (layer instanceof Layer.Dropout dropout) {
            return pass.training() ? dropped(node, dropout, x, pass.step()) : x.detach();
        } else if (layer instanceof Layer.Add) {
            return sum(inputs, mayOverwrite);
        } else if (layer instanceof Layer.Concat) {
            return torch.cat(new TensorVector(inputs.toArray(Tensor[]::new)), CHANNELS);
        } else if (layer instanceof Pool.MaxPool pool) {
            return Windows.largest(x, pool.window());
        } else if (layer instanceof Pool.AveragePool pool) {
            return Windows.mean(x, pool.window());
        } else if (layer instanceof Pool.LpPool pool) {
            return Windows.norm(single(x), pool.window(), pool.power());
        }
        return rearrangedOrReduced(layer, x);
    }

    private static Tensor rearrangedOrReduced(Layer layer, Tensor x) {
        if (layer instanceof Pool.GlobalAveragePool) {
            return x.mean(PIXELS, true, new ScalarTypeOptional(ScalarType.Float));
        } else if (layer instanceof Pool.GlobalMaxPool) {
            return torch.max_pool2d(x, x.size(2), x.size(3));
        } else if (layer instanceof Layer.Softmax) {
            return torch.softmax(single(x), CHANNELS);
        } else if (layer instanceof Layer.L2Normalise normalise) {
            return ofLengthOne(normalise, single(x));
        } else if (layer instanceof Layer.LocalResponseNorm norm) {
            return normalisedLocally(norm, single(x));
        } else if (layer instanceof Layer.Scale scale) {
            return x.mul(new Scalar(scale.factor()));
        } else if (layer instanceof Layer.Upsample upsample) {
            return torch.upsample_nearest2d(x, x.size(2) * upsample.factor(), x.size(3) * upsample.factor());
        } else if (layer instanceof Layer.SpaceToDepth move) {
            return squaresToChannels(x, move.block());
        } else if (layer instanceof Layer.Flatten) {
            return x.reshape(x.size(0), -1, 1, 1);
        }
        throw new IllegalStateException("no operation computes " + layer);
    }

    private Tensor convolution(Node node, Layer.Conv conv, Tensor x, Precision precision) {
        return Windows.convolved(
                precision.of(x), precision.of(weights.get(node, "weight")), bias(node, precision), conv);
    }

    private Tensor dense(Node node, Tensor x, Precision precision) {
        Tensor rows = precision.of(x.reshape(x.size(0), x.size(CHANNELS)));
        Tensor result = torch.linear(rows, precision.of(weights.get(node, "weight")), bias(node, precision));
        return result.view(result.size(0), result.size(1), 1, 1);
    }

    private TensorOptional bias(Node node, Precision precision) {
        Tensor bias = weights.get(node, "bias");
        return bias == null ? new TensorOptional() : new TensorOptional(precision.of(bias));
    }

    private Tensor normalised(Node node, Layer.BatchNorm norm, Tensor x, boolean fromBatch) {
        TensorOptional gain = new TensorOptional(weights.get(node, "gain"));
        TensorOptional shift = new TensorOptional(weights.get(node, "shift"));
        Tensor mean = weights.get(node, "mean");
        Tensor variance = weights.get(node, "variance");
        double follow = 1 - norm.momentum();
        if (fromBatch && x.numel() == x.size(CHANNELS)) {
            // one value for each channel: PyTorch's unbiased variance would be 0 / 0
            mean.mul_(new Scalar(norm.momentum())).add_(single(x.detach()).reshape(-1), new Scalar(follow));
            variance.mul_(new Scalar(norm.momentum()));
            TensorOptional none = new TensorOptional();
            return torch.batch_norm(x, gain, shift, none, none, true, follow, norm.epsilon(), false);
        }
        return torch.batch_norm(
                x,
                gain,
                shift,
                new TensorOptional(mean),
                new TensorOptional(variance),
                fromBatch,
                follow,
                norm.epsilon(),
                false);
    }

    private static Tensor activation(Activation activation, Tensor x, boolean mayOverwrite) {
        switch (activation.function()) {
            case RELU -> {
                if (!mayOverwrite) {
                    return x.relu();
                }
                x.relu_();
            }
            case LEAKY_RELU -> {
                Scalar slope = new Scalar(activation.slope());
                if (!mayOverwrite) {
                    return torch.leaky_relu(x, slope);
                }
                torch.leaky_relu_(x, slope);
            }
            case SIGMOID -> {
                if (!mayOverwrite) {
                    return x.sigmoid();
                }
                x.sigmoid_();
            }
            case TANH -> {
                if (!mayOverwrite) {
                    return x.tanh();
                }
                x.tanh_();
            }
            case SILU -> {
                return torch.silu(x);
            }
        }
        return x;
    }

    private Tensor dropped(Node node, Layer.Dropout dropout, Tensor x, int step) {
        DropoutMask mask = new DropoutMask(seed, step, node.name(), dropout.rate());
        float[] factors = new float[Math.toIntExact(x.numel())];
        float kept = (float) (1 / (1 - dropout.rate()));
        for (int i = 0; i < factors.length; i++) {
            factors[i] = mask.drops(i) ? 0 : kept;
        }
        Tensor plain = Torch.tensor(factors, (int) x.size(0), (int) x.size(1), (int) x.size(2), (int) x.size(3));
        return x.mul(Torch.channelsLast(plain).to(x.scalar_type()));
    }

    private static Tensor sum(List<Tensor> inputs, boolean mayOverwrite) {
        Tensor sum = inputs.get(0);
        if (mayOverwrite) {
            sum.add_(inputs.get(1));
        } else {
            sum = sum.add(inputs.get(1));
        }
        for (Tensor more : inputs.subList(2, inputs.size())) {
            sum.add_(more);
        }
        return sum;
    }

    private static Tensor ofLengthOne(Layer.L2Normalise normalise, Tensor x) {
        Tensor squares = x.square().sum(new long[] {CHANNELS}, true, new ScalarTypeOptional());
        return x.mul(squares.add(new Scalar(normalise.epsilon())).rsqrt());
    }

    private static Tensor normalisedLocally(Layer.LocalResponseNorm norm, Tensor x) {
        int half = norm.depth() / 2;
        Tensor squares = torch.constant_pad_nd(x.square(), 0, 0, 0, 0, half, half);
        Tensor sum = squares.narrow(CHANNELS, 0, x.size(CHANNELS));
        for (int i = 1; i < norm.depth(); i++) {
            sum = sum.add(squares.narrow(CHANNELS, i, x.size(CHANNELS)));
        }
        Tensor base = sum.mul(new Scalar(norm.alpha())).add(new Scalar(norm.bias()));
        return x.mul(base.pow(new Scalar(-norm.beta())));
    }

    private static Tensor squaresToChannels(Tensor x, int block) {
        long n = x.size(0);
        long channels = x.size(CHANNELS);
        long height = x.size(2) / block;
        long width = x.size(3) / block;
        return x.reshape(n, channels, height, block, width, block)
                .permute(0, 2, 4, 3, 5, 1)
                .reshape(n, height, width, block * block * channels)
                .permute(0, 3, 1, 2);
    }

    /** In 32-bit floats, for sums and powers. */
    private static Tensor single(Tensor x) {
        return x.to(ScalarType.Float);
    }
}
