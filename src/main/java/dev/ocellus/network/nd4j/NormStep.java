package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;

/**
 * Batch normalisation with, where they follow, the addition of another map and an activation: f(u + added). Forward it goes over memory once for the
 * statistics and once for the result, and as often backward.
 */
final class NormStep implements Step {
    private final Workspace workspace;
    private final Normalisation norm;
    private final int input;
    /** The value added to the normalised one, or −1. */
    private final int added;
    /** What follows, or null. */
    private final Activation activation;

    private final int output;
    /** Whether the input's buffer may take up the input's gradient because nothing reads the value any more. */
    private final boolean overwritesInput;

    NormStep(Workspace workspace, Plan.Task task) {
        Plan plan = workspace.plan();
        String read = task.first().inputs().get(0);
        this.workspace = workspace;
        this.norm = new Normalisation(workspace, task.first());
        this.input = plan.id(read);
        this.output = plan.id(task.last().name());
        this.overwritesInput = plan.isPrivate(read) && plan.isConvolution(read);
        int sum = -1;
        Activation after = null;
        for (Node node : task.nodes()) {
            if (node.layer() instanceof Layer.Add) {
                int first = plan.id(node.inputs().get(0));
                sum = first == plan.id(task.first().name())
                        ? plan.id(node.inputs().get(1))
                        : first;
            } else if (node.layer() instanceof Activation follower) {
                after = follower;
            }
        }
        this.added = sum;
        this.activation = after;
    }

    @Override
    public void forward(Schedule schedule) {
        norm.measure(schedule, input);
        schedule.each(this::apply);
    }

    private void apply(Shard shard) {
        FeatureMap from = shard.value(input);
        FeatureMap to = shard.value(output);
        FeatureMap other = added < 0 ? null : shard.value(added);
        float[] x = new float[norm.scales().length];
        float[] r = new float[x.length];
        for (int at = 0, size = to.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            from.read(at, x, n);
            norm.apply(x, n);
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
        schedule.once(norm::settleGradient);
        if (workspace.needs(input)) {
            schedule.each(this::inputGradient);
        }
        schedule.each(this::passOn);
    }

    /** Sums g and g · (x − mean); where a map was added, g is written down, since it is that map's gradient as well. */
    private void measureGradient(Shard shard) {
        FeatureMap from = shard.value(input);
        FeatureMap result = shard.value(output);
        FeatureMap gradient = shard.gradient(output);
        float[] x = new float[norm.scales().length];
        float[] g = new float[x.length];
        float[] u = new float[x.length];
        NormStatistics.GradientSums sums = norm.gradientSums(shard);
        for (int at = 0, size = from.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            from.read(at, x, n);
            gradient.read(at, g, n);
            if (activation != null) {
                if (added < 0) {
                    System.arraycopy(x, 0, u, 0, n);
                    norm.apply(u, n);
                    Pointwise.chain(activation, u, g, n);
                } else {
                    result.read(at, u, n);
                    Pointwise.chain(activation, u, g, n);
                    gradient.write(at, g, n);
                }
            }
            sums.add(x, g, norm.means(), n);
        }
        sums.finish();
    }

    private void inputGradient(Shard shard) {
        FeatureMap from = shard.value(input);
        FeatureMap gradient = shard.gradient(output);
        FeatureMap to = overwritesInput ? from : shard.borrow(from.shape());
        float[] x = new float[norm.scales().length];
        float[] g = new float[x.length];
        float[] u = new float[x.length];
        for (int at = 0, size = from.size(); at < size; at += x.length) {
            int n = Math.min(x.length, size - at);
            from.read(at, x, n);
            gradient.read(at, g, n);
            if (activation != null && added < 0) {
                System.arraycopy(x, 0, u, 0, n);
                norm.apply(u, n);
                Pointwise.chain(activation, u, g, n);
            }
            norm.goBack(g, x, n);
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

    private static void accumulate(float[] sum, float[] values, int n) {
        for (int i = 0; i < n; i++) {
            sum[i] += values[i];
        }
    }
}
