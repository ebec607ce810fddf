package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import dev.ocellus.network.engine.Parameters;
import java.util.List;

/**
 * What a batch norm knows of the current batch: its statistics and, repeated along a strip, the numbers that its passes over memory multiply and add.
 *
 * <p>With x̂ = (x − mean) / √(variance + ε) the result is u = γ·x̂ + β. Backward, with g the gradient of u and M values for each channel:
 * d x = γ / √(variance + ε) · (g − Σg / M − x̂ · Σ(g·x̂) / M).
 */
final class Normalisation {
    private final Workspace workspace;
    private final Layer.BatchNorm layer;
    private final Parameters.Slot gain;
    private final Parameters.Slot shift;
    private final Parameters.Slot runningMean;
    private final Parameters.Slot runningVariance;
    private final int channels;
    private final NormStatistics statistics;
    private boolean fromBatch;
    private final float[] scales;
    private final float[] offsets;
    private final float[] means;
    private final float[] slopes;
    private final float[] levels;

    Normalisation(Workspace workspace, Node norm) {
        this.workspace = workspace;
        this.layer = (Layer.BatchNorm) norm.layer();
        List<Parameters.Slot> slots = workspace.parameters().slotsOf(norm);
        this.gain = slots.get(0);
        this.shift = slots.get(1);
        this.runningMean = slots.get(2);
        this.runningVariance = slots.get(3);
        this.channels = gain.size();
        this.statistics = new NormStatistics(channels, workspace.shards().size());
        this.scales = new float[Strip.length(channels)];
        this.offsets = new float[scales.length];
        this.means = new float[scales.length];
        this.slopes = new float[scales.length];
        this.levels = new float[scales.length];
    }

    /** Schedules the statistics of the batch, where they are wanted, and {@link #scales}, {@link #offsets} and {@link #means}. */
    void measure(Schedule schedule, int input) {
        schedule.each(shard -> {
            if (usesBatch()) {
                statistics.measure(shard.number(), shard.value(input));
            }
        });
        schedule.once(this::settle);
    }

    private boolean usesBatch() {
        return workspace.training() && !workspace.parameters().isFrozen(runningMean.name());
    }

    private void settle() {
        float[] values = workspace.parameters().values();
        fromBatch = usesBatch();
        if (fromBatch) {
            statistics.combine(layer.epsilon());
            follow(runningMean, statistics.mean(), 1);
            long count = statistics.count();
            follow(runningVariance, statistics.variance(), count > 1 ? count / (count - 1.0) : 1);
        } else {
            Parameters parameters = workspace.parameters();
            statistics.use(parameters.copy(runningMean), parameters.copy(runningVariance), layer.epsilon());
        }
        for (int c = 0; c < channels; c++) {
            double scale = values[gain.offset() + c] * statistics.inverse()[c];
            scales[c] = (float) scale;
            offsets[c] = (float) (values[shift.offset() + c] - statistics.mean()[c] * scale);
            means[c] = (float) statistics.mean()[c];
        }
        Strip.repeat(scales, channels);
        Strip.repeat(offsets, channels);
        Strip.repeat(means, channels);
    }

    private void follow(Parameters.Slot running, double[] batch, double correction) {
        float[] values = workspace.parameters().values();
        double keep = layer.momentum();
        for (int c = 0; c < channels; c++) {
            int i = running.offset() + c;
            values[i] = (float) (keep * values[i] + (1 - keep) * correction * batch[c]);
        }
    }

    /** An empty place for Σ g and Σ g · (x − mean) of a shard. */
    NormStatistics.GradientSums gradientSums(Shard shard) {
        return statistics.gradientSums(shard.number());
    }

    /** Once every shard has its sums: the gradients of gain and shift, {@link #slopes} and {@link #levels}. */
    void settleGradient() {
        double[] sums = statistics.gradientSums();
        double[] products = statistics.gradientProducts();
        set(gain, products, statistics.inverse());
        set(shift, sums, null);
        double count = statistics.count();
        for (int c = 0; c < channels; c++) {
            double inverse = statistics.inverse()[c];
            slopes[c] = fromBatch ? (float) (-scales[c] * inverse * inverse * products[c] / count) : 0;
            levels[c] = fromBatch ? (float) (-scales[c] * sums[c] / count) : 0;
        }
        Strip.repeat(slopes, channels);
        Strip.repeat(levels, channels);
    }

    private void set(Parameters.Slot slot, double[] sums, double[] factors) {
        if (workspace.parameters().learns(slot)) {
            float[] gradients = workspace.shards().get(0).parameterGradients();
            for (int c = 0; c < channels; c++) {
                gradients[slot.offset() + c] = (float) (factors == null ? sums[c] : sums[c] * factors[c]);
            }
        }
    }

    /** u = scale · x + offset */
    float[] scales() {
        return scales;
    }

    float[] offsets() {
        return offsets;
    }

    /** d x = scale · g + slope · (x − mean) + level */
    float[] slopes() {
        return slopes;
    }

    float[] means() {
        return means;
    }

    float[] levels() {
        return levels;
    }

    /** x ← u */
    void apply(float[] x, int n) {
        affine(x, scales, offsets, n);
    }

    private static void affine(float[] x, float[] scales, float[] offsets, int n) {
        for (int i = 0; i < n; i++) {
            x[i] = x[i] * scales[i] + offsets[i];
        }
    }

    /** g ← d x */
    void goBack(float[] g, float[] x, int n) {
        combine(g, x, scales, slopes, means, levels, n);
    }

    private static void combine(
            float[] g, float[] x, float[] scales, float[] slopes, float[] means, float[] levels, int n) {
        for (int i = 0; i < n; i++) {
            g[i] = scales[i] * g[i] + (slopes[i] * (x[i] - means[i]) + levels[i]);
        }
    }
}
