package dev.ocellus.network.nd4j;

import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Shape;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Batch normalisation, where it follows an activation that never falls, and the largest value of each 2 × 2 square: max f(u). The normalised map itself
 * is never written down. As u = scale · x + offset rises or falls with x all over a channel, the winner of a square is the one of the largest or of
 * the smallest x, which is known before anything is normalised; the first one among equals, and any one where the gain is 0.
 */
final class NormPoolStep implements Step {
    private final Workspace workspace;
    private final Normalisation norm;
    private final int input;
    /** Or null. */
    private final Activation activation;

    private final int output;
    private final Shape from;
    /** Whether the input's buffer may take up the input's gradient because nothing reads the value any more. */
    private final boolean overwritesInput;
    /** In training, one for each shard: the x that won. */
    private final List<FeatureMap> winners = new ArrayList<>();

    NormPoolStep(Workspace workspace, Plan.Task task) {
        Plan plan = workspace.plan();
        String read = task.first().inputs().get(0);
        this.workspace = workspace;
        this.norm = new Normalisation(workspace, task.first());
        this.input = plan.id(read);
        this.output = plan.id(task.last().name());
        this.activation =
                task.nodes().size() == 3 ? (Activation) task.nodes().get(1).layer() : null;
        this.from = workspace.shape(read);
        this.overwritesInput = plan.isPrivate(read) && plan.isConvolution(read);
        if (workspace.training()) {
            workspace
                    .shards()
                    .forEach(shard -> winners.add(new FeatureMap(
                            shard.samples(), workspace.shape(task.last().name()))));
        }
    }

    @Override
    public void forward(Schedule schedule) {
        norm.measure(schedule, input);
        schedule.each(this::apply);
    }

    private void apply(Shard shard) {
        FeatureMap target = shard.value(output);
        Squares squares = new Squares(norm.scales().length);
        float[] signs = signs();
        float[] won = new float[signs.length];
        squares.read(shard.value(input), (at, n) -> {
            largest(squares.corners(), signs, won, n);
            if (!winners.isEmpty()) {
                winners.get(shard.number()).write(at, won, n);
            }
            norm.apply(won, n);
            if (activation != null) {
                Pointwise.apply(activation, won, n);
            }
            target.write(at, won, n);
        });
    }

    /** The values that are largest once multiplied with 1 or −1. */
    private static void largest(float[][] corners, float[] signs, float[] won, int n) {
        float[] a = corners[0];
        float[] b = corners[1];
        float[] c = corners[2];
        float[] d = corners[3];
        for (int i = 0; i < n; i++) {
            float top = Math.max(a[i] * signs[i], b[i] * signs[i]);
            float bottom = Math.max(c[i] * signs[i], d[i] * signs[i]);
            won[i] = signs[i] * Math.max(top, bottom);
        }
    }

    /** 1 where u rises with x, −1 where it falls. */
    private float[] signs() {
        float[] signs = norm.scales().clone();
        for (int i = 0; i < signs.length; i++) {
            signs[i] = signs[i] < 0 ? -1 : 1;
        }
        return signs;
    }

    @Override
    public void backward(Schedule schedule) {
        schedule.each(this::measureGradient);
        schedule.once(norm::settleGradient);
        if (workspace.needs(input)) {
            schedule.each(this::inputGradient);
        }
        schedule.each(shard -> shard.release(shard.claim(output)));
    }

    /** Sums g and g · (x − mean), which are 0 but for the winners; writes g over the gradient of the result. */
    private void measureGradient(Shard shard) {
        FeatureMap won = winners.get(shard.number());
        FeatureMap gradient = shard.gradient(output);
        float[] x = new float[norm.scales().length];
        float[] g = new float[x.length];
        float[] u = new float[x.length];
        NormStatistics.GradientSums sums = norm.gradientSums(shard);
        for (int at = 0, size = won.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            won.read(at, x, n);
            gradient.read(at, g, n);
            if (activation != null) {
                System.arraycopy(x, 0, u, 0, n);
                norm.apply(u, n);
                Pointwise.chain(activation, u, g, n);
                gradient.write(at, g, n);
            }
            sums.add(x, g, norm.means(), n);
        }
        sums.finish();
    }

    private void inputGradient(Shard shard) {
        FeatureMap source = shard.value(input);
        FeatureMap target = overwritesInput ? source : shard.borrow(from);
        FeatureMap winner = winners.get(shard.number());
        FeatureMap gradient = shard.gradient(output);
        Squares squares = new Squares(norm.scales().length);
        float[] won = new float[norm.scales().length];
        float[] left = new float[won.length];
        float[] share = new float[won.length];
        squares.change(source, target, (at, n) -> {
            winner.read(at, won, n);
            gradient.read(at, left, n);
            for (float[] x : squares.corners()) {
                award(x, won, left, share, n);
                norm.goBack(share, x, n);
                System.arraycopy(share, 0, x, 0, n);
            }
        });
        squares.changeRest(source, target, (x, n) -> {
            Arrays.fill(share, 0, n, 0f);
            norm.goBack(share, x, n);
            System.arraycopy(share, 0, x, 0, n);
        });
        shard.contribute(input, target);
    }

    /** Gives what is left of the gradient to those that won, 0 to the others. */
    private static void award(float[] x, float[] won, float[] left, float[] share, int n) {
        for (int i = 0; i < n; i++) {
            share[i] = left[i] * (1f - Math.min(1f, Math.abs(won[i] - x[i]) * Pointwise.STEEP));
            left[i] -= share[i];
        }
    }

    @Override
    public void close() {
        winners.forEach(FeatureMap::close);
    }
}
