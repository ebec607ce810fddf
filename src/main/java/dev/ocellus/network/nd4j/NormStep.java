package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.engine.Parameters;
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
    private final Activation activation;

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
    /** Repeated along a strip: u = scale · x + offset. */
    private float[] scales;

    private float[] offsets;
    private float[] means;
    private float[] slopes;
    private float[] levels;

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
        Activation after = null;
        for (Node node : task.nodes()) {
            if (node.layer() instanceof Layer.Add) {
                int first = plan.id(node.inputs().get(0));
                sum = first == plan.id(norm.name()) ? plan.id(node.inputs().get(1)) : first;
            } else if (node.layer() instanceof Activation follower) {
                after = follower;
            }
        }
        this.added = sum;
        this.activation = after;
        List<Parameters.Slot> slots = workspace.parameters().slotsOf(norm);
        this.gain = slots.get(0);
        this.shift = slots.get(1);
        this.runningMean = slots.get(2);
        this.runningVariance = slots.get(3);
        this.channels = gain.size();
        this.statistics = new NormStatistics(channels, workspace.shards().size());
    }

    @Override
    public void forward(Schedule schedule) {
        schedule.each(shard -> {
            if (usesBatch()) {
                statistics.measure(shard.number(), shard.value(input));
            }
        });
        schedule.once(this::settle);
        schedule.each(this::apply);
    }

    private boolean usesBatch() {
        return workspace.training() && !workspace.parameters().isFrozen(runningMean.name());
    }

    private void settle() {
        Parameters parameters = workspace.parameters();
        fromBatch = usesBatch();
        if (fromBatch) {
            statistics.combine(layer.epsilon());
            follow(runningMean, statistics.mean(), 1);
            long count = statistics.count();
            follow(runningVariance, statistics.variance(), count > 1 ? count / (count - 1.0) : 1);
        } else {
            statistics.use(parameters.copy(runningMean), parameters.copy(runningVariance), layer.epsilon());
        }
        float[] gains = parameters.copy(gain);
        float[] shifts = parameters.copy(shift);
        float[] scale = new float[channels];
        float[] offset = new float[channels];
        for (int c = 0; c < channels; c++) {
            scale[c] = (float) (gains[c] * statistics.inverse()[c]);
            offset[c] = (float) (shifts[c] - statistics.mean()[c] * statistics.inverse()[c] * gains[c]);
        }
        scales = Strip.repeat(scale);
        offsets = Strip.repeat(offset);
        means = Strip.repeat(NormStatistics.floats(statistics.mean()));
    }

    private void follow(Parameters.Slot running, double[] batch, double correction) {
        float[] values = workspace.parameters().values();
        double keep = layer.momentum();
        for (int c = 0; c < channels; c++) {
            int i = running.offset() + c;
            values[i] = (float) (keep * values[i] + (1 - keep) * correction * batch[c]);
        }
    }

    private void apply(Shard shard) {
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
            if (activation != null) {
                Pointwise.apply(activation, x, n);
            }
            to.write(at, x, n);
        }
    }

    @Override
    public void backward(Schedule schedule) {
        schedule.each(this::measureGradient);
        schedule.once(this::settleGradient);
        if (workspace.needs(input)) {
            schedule.each(this::inputGradient);
        }
        schedule.each(this::passOn);
    }

    private void settleGradient() {
        double[] sums = statistics.gradientSums();
        double[] products = statistics.gradientProducts();
        set(gain, products, statistics.inverse());
        set(shift, sums, null);
        float[] slope = new float[channels];
        float[] level = new float[channels];
        if (fromBatch) {
            double count = statistics.count();
            for (int c = 0; c < channels; c++) {
                double inverse = statistics.inverse()[c];
                double scale = scales[c];
                slope[c] = (float) (-scale * inverse * inverse * products[c] / count);
                level[c] = (float) (-scale * sums[c] / count);
            }
        }
        slopes = Strip.repeat(slope);
        levels = Strip.repeat(level);
    }

    private void set(Parameters.Slot slot, double[] sums, double[] factors) {
        if (workspace.parameters().learns(slot)) {
            float[] gradients = workspace.shards().get(0).parameterGradients();
            for (int c = 0; c < channels; c++) {
                gradients[slot.offset() + c] = (float) (factors == null ? sums[c] : sums[c] * factors[c]);
            }
        }
    }

    /** Sums g and g · (x − mean); where a map was added, g is written down, since it is that map's gradient as well. */
    private void measureGradient(Shard shard) {
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
            if (activation != null) {
                if (added < 0) {
                    System.arraycopy(x, 0, u, 0, n);
                    affine(u, scales, offsets, n);
                    Pointwise.chain(activation, u, g, n);
                } else {
                    result.read(at, u, n);
                    Pointwise.chain(activation, u, g, n);
                    gradient.write(at, g, n);
                }
            }
            sums.add(x, g, means, n);
        }
        sums.finish();
    }

    /** d x = scale · g + slope · (x − mean) + level */
    private void inputGradient(Shard shard) {
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
            if (activation != null && added < 0) {
                System.arraycopy(x, 0, u, 0, n);
                affine(u, scales, offsets, n);
                Pointwise.chain(activation, u, g, n);
            }
            combine(g, x, scales, slopes, means, levels, n);
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

    private static void combine(
            float[] g, float[] x, float[] scales, float[] slopes, float[] means, float[] levels, int n) {
        for (int i = 0; i < n; i++) {
            g[i] = scales[i] * g[i] + (slopes[i] * (x[i] - means[i]) + levels[i]);
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
