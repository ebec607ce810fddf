package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation.Function;
import java.util.List;

/**
 * Batch normalisation with, where they follow, the addition of another map and an activation. Forward it goes over memory once for the statistics and
 * once for the result, and as often backward.
 *
 * <p>With x̂ = (x − mean) / √(variance + ε) and u = γ·x̂ + β the result is f(u + added). Backward, with g the gradient of u and M values for each
 * channel: d x = γ / √(variance + ε) · (g − Σg / M − x̂ · Σ(g·x̂) / M).
 */
final class NormStep implements Step {
    private final Workspace workspace;
    private final Layer.BatchNorm layer;
    private final int input;
    /** The value added to the normalised one, or −1. */
    private final int added;
    /** What follows, or null. */
    private final Function function;

    private final int output;
    /** Whether the input's buffer may take up the input's gradient because nothing reads the value any more. */
    private final boolean overwritesInput;

    private final Parameters.Slot gain;
    private final Parameters.Slot shift;
    private final Parameters.Slot runningMean;
    private final Parameters.Slot runningVariance;
    private final int channels;
    private final NormStatistics statistics;
    private boolean fromBatch;

    NormStep(Workspace workspace, Plan.Task task) {
        Plan plan = workspace.plan();
        Node norm = task.first();
        String read = norm.inputs().get(0);
        this.workspace = workspace;
        this.layer = (Layer.BatchNorm) norm.layer();
        this.input = plan.id(read);
        this.output = plan.id(task.last().name());
        this.overwritesInput = plan.isPrivate(read) && plan.isConvolution(read);
        int sum = -1;
        Function after = null;
        for (Node node : task.nodes()) {
            if (node.layer() instanceof Layer.Add) {
                int first = plan.id(node.inputs().get(0));
                sum = first == plan.id(norm.name()) ? plan.id(node.inputs().get(1)) : first;
            } else if (node.layer() instanceof Layer.Activation activation) {
                after = activation.function();
            }
        }
        this.added = sum;
        this.function = after;
        List<Parameters.Slot> slots = workspace.parameters().slotsOf(norm);
        this.gain = slots.get(0);
        this.shift = slots.get(1);
        this.runningMean = slots.get(2);
        this.runningVariance = slots.get(3);
        this.channels = gain.size();
        this.statistics = new NormStatistics(channels, workspace.shards().size());
    }

    @Override
    public void forward() {
        Parameters parameters = workspace.parameters();
        fromBatch = workspace.training() && !parameters.isFrozen(runningMean.name());
        if (fromBatch) {
            workspace.each(shard -> statistics.measure(shard.number(), shard.value(input)));
            statistics.combine(layer.epsilon());
            follow(runningMean, statistics.mean(), 1);
            long count = statistics.count();
            follow(runningVariance, statistics.variance(), count > 1 ? count / (count - 1.0) : 1);
        } else {
            statistics.use(parameters.copy(runningMean), parameters.copy(runningVariance), layer.epsilon());
        }
        float[] scales = Strip.repeat(scales());
        float[] offsets = Strip.repeat(offsets());
        workspace.each(shard -> forward(shard, scales, offsets));
    }

    private void follow(Parameters.Slot running, double[] batch, double correction) {
        float[] values = workspace.parameters().values();
        double keep = layer.momentum();
        for (int c = 0; c < channels; c++) {
            int i = running.offset() + c;
            values[i] = (float) (keep * values[i] + (1 - keep) * correction * batch[c]);
        }
    }

    /** u = scale · x + offset. */
    private float[] scales() {
        float[] gains = workspace.parameters().copy(gain);
        float[] scales = new float[channels];
        for (int c = 0; c < channels; c++) {
            scales[c] = (float) (gains[c] * statistics.inverse()[c]);
        }
        return scales;
    }

    private float[] offsets() {
        float[] gains = workspace.parameters().copy(gain);
        float[] shifts = workspace.parameters().copy(shift);
        float[] offsets = new float[channels];
        for (int c = 0; c < channels; c++) {
            offsets[c] = (float) (shifts[c] - statistics.mean()[c] * statistics.inverse()[c] * gains[c]);
        }
        return offsets;
    }

    private void forward(Shard shard, float[] scales, float[] offsets) {
        FeatureMap from = shard.value(input);
        FeatureMap to = shard.value(output);
        FeatureMap other = added < 0 ? null : shard.value(added);
        float[] x = new float[scales.length];
        float[] r = new float[scales.length];
        for (int at = 0, size = to.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            from.read(at, x, n);
            affine(x, scales, offsets, n);
            if (other != null) {
                other.read(at, r, n);
                accumulate(x, r, n);
            }
            if (function != null) {
                Pointwise.apply(function, x, n);
            }
            to.write(at, x, n);
        }
    }

    @Override
    public void backward() {
        float[] scales = Strip.repeat(scales());
        float[] offsets = Strip.repeat(offsets());
        float[] means = Strip.repeat(NormStatistics.floats(statistics.mean()));
        workspace.each(shard -> measureGradient(shard, scales, offsets, means));
        double[] sums = statistics.gradientSums();
        double[] products = statistics.gradientProducts();
        set(gain, products, statistics.inverse());
        set(shift, sums, null);
        boolean needed = workspace.needs(input);
        if (needed) {
            float[] slopes = new float[channels];
            float[] levels = new float[channels];
            if (fromBatch) {
                double count = statistics.count();
                for (int c = 0; c < channels; c++) {
                    double inverse = statistics.inverse()[c];
                    double scale = scales[c];
                    slopes[c] = (float) (-scale * inverse * inverse * products[c] / count);
                    levels[c] = (float) (-scale * sums[c] / count);
                }
            }
            float[] slope = Strip.repeat(slopes);
            float[] level = Strip.repeat(levels);
            workspace.each(shard -> inputGradient(shard, scales, offsets, means, slope, level));
        }
        workspace.each(this::passOn);
    }

    private void set(Parameters.Slot slot, double[] sums, double[] factors) {
        if (workspace.parameters().learns(slot)) {
            float[] gradients = workspace.parameters().gradients();
            for (int c = 0; c < channels; c++) {
                gradients[slot.offset() + c] = (float) (factors == null ? sums[c] : sums[c] * factors[c]);
            }
        }
    }

    /** Sums g and g · (x − mean); where a map was added, g is written down, since it is that map's gradient as well. */
    private void measureGradient(Shard shard, float[] scales, float[] offsets, float[] means) {
        FeatureMap from = shard.value(input);
        FeatureMap result = shard.value(output);
        FeatureMap gradient = shard.gradient(output);
        float[] x = new float[scales.length];
        float[] g = new float[scales.length];
        float[] u = new float[scales.length];
        NormStatistics.GradientSums sums = statistics.gradientSums(shard.number());
        for (int at = 0, size = from.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            from.read(at, x, n);
            gradient.read(at, g, n);
            if (function != null) {
                if (added < 0) {
                    System.arraycopy(x, 0, u, 0, n);
                    affine(u, scales, offsets, n);
                    Pointwise.chain(function, u, g, n);
                } else {
                    result.read(at, u, n);
                    Pointwise.chain(function, u, g, n);
                    gradient.write(at, g, n);
                }
            }
            sums.add(x, g, means, n);
        }
        sums.finish();
    }

    /** scale · g + slope · (x − mean) + level */
    private void inputGradient(
            Shard shard, float[] scales, float[] offsets, float[] means, float[] slope, float[] level) {
        FeatureMap from = shard.value(input);
        FeatureMap gradient = shard.gradient(output);
        FeatureMap to = overwritesInput ? from : shard.borrow(from.shape());
        float[] x = new float[scales.length];
        float[] g = new float[scales.length];
        float[] u = new float[scales.length];
        for (int at = 0, size = from.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            from.read(at, x, n);
            gradient.read(at, g, n);
            if (function != null && added < 0) {
                System.arraycopy(x, 0, u, 0, n);
                affine(u, scales, offsets, n);
                Pointwise.chain(function, u, g, n);
            }
            for (int i = 0; i < n; i++) {
                g[i] = scales[i] * g[i] + (slope[i] * (x[i] - means[i]) + level[i]);
            }
            to.write(at, g, n);
        }
        shard.contribute(input, to);
    }

    /** Hands the gradient to the added map, which it belongs to unchanged. */
    private void passOn(Shard shard) {
        FeatureMap gradient = shard.claim(output);
        if (added >= 0 && workspace.needs(added)) {
            shard.contribute(added, gradient);
        } else {
            shard.release(gradient);
        }
    }

    private static void affine(float[] x, float[] scales, float[] offsets, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = x[i] * scales[i] + offsets[i];
        }
    }

    private static void accumulate(float[] sum, float[] values, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += values[i];
        }
    }
}
