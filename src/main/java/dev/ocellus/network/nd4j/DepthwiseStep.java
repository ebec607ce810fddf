package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.engine.Parameters;
import java.util.Arrays;
import java.util.List;

/**
 * A convolution in which each filter sees one channel. There is little to multiply, so that the work is moving lines: Java does it, value by value
 * along a line of windows, with the weights repeated along it.
 */
final class DepthwiseStep implements Step {
    private final Workspace workspace;
    private final int input;
    private final int output;
    private final Sliding sliding;
    /** Filters for each channel. */
    private final int filters;

    private final int outputs;
    private final Parameters.Slot weight;
    private final Parameters.Slot bias;

    DepthwiseStep(Workspace workspace, Graph.Node node, Layer.Conv conv) {
        List<Parameters.Slot> slots = workspace.parameters().slotsOf(node);
        this.workspace = workspace;
        this.input = workspace.plan().id(node.inputs().get(0));
        this.output = workspace.plan().id(node.name());
        this.sliding = new Sliding(conv.window(), workspace.shape(node.inputs().get(0)));
        this.filters = conv.outputs() / conv.groups();
        this.outputs = conv.outputs();
        this.weight = slots.get(0);
        this.bias = slots.size() > 1 ? slots.get(1) : null;
    }

    @Override
    public void forward(Schedule schedule) {
        schedule.each(this::forward);
    }

    private void forward(Shard shard) {
        float[][] weights = weightsAlongLine();
        float[] biases = new float[sliding.to().width() * outputs];
        if (bias != null) {
            repeat(workspace.parameters().values(), bias.offset(), 1, biases);
        }
        Walk walk = new Walk(sliding, shard.value(input), 0);
        float[] wide = wide();
        float[] sum = new float[biases.length];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                System.arraycopy(biases, 0, sum, 0, sum.length);
                walk.along(
                        n,
                        y,
                        (values, k, column) ->
                                addProduct(spread(values, wide), weights[k * kernelColumns() + column], sum));
                shard.value(output).write(row * sum.length, sum, sum.length);
            }
        }
    }

    @Override
    public void backward(Schedule schedule) {
        schedule.each(this::backward);
    }

    private void backward(Shard shard) {
        FeatureMap gradient = shard.claim(output);
        if (bias != null && workspace.parameters().learns(bias)) {
            add(Strip.sums(gradient), 1, bias.offset(), shard.parameterGradients());
        }
        if (workspace.parameters().learns(weight)) {
            addWeightGradient(shard, gradient);
        }
        if (workspace.needs(input)) {
            shard.contribute(input, inputGradient(shard, gradient));
        }
        shard.release(gradient);
    }

    private void addWeightGradient(Shard shard, FeatureMap gradient) {
        int places = kernelRows() * kernelColumns();
        Walk walk = new Walk(sliding, shard.value(input), 0);
        float[] wide = wide();
        float[] slopes = new float[sliding.to().width() * outputs];
        float[][] sums = new float[places][slopes.length];
        double[][] totals = new double[places][outputs];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                gradient.read(row * slopes.length, slopes, slopes.length);
                walk.along(
                        n,
                        y,
                        (values, k, column) ->
                                addProduct(spread(values, wide), slopes, sums[k * kernelColumns() + column]));
            }
            for (int place = 0; place < places; place++) {
                Strip.fold(sums[place], totals[place]);
            }
        }
        for (int place = 0; place < places; place++) {
            add(totals[place], places, weight.offset() + place, shard.parameterGradients());
        }
    }

    private FeatureMap inputGradient(Shard shard, FeatureMap gradient) {
        FeatureMap target = shard.borrow(sliding.from());
        float[][] weights = weightsAlongLine();
        float[] map = new float[sliding.from().size()];
        float[] slopes = new float[sliding.to().width() * outputs];
        float[] products = new float[slopes.length];
        float[] narrow = filters == 1 ? products : new float[sliding.windows()];
        for (int n = 0, row = 0; n < shard.samples(); n++) {
            Arrays.fill(map, 0);
            for (int y = 0; y < sliding.to().height(); y++, row++) {
                gradient.read(row * slopes.length, slopes, slopes.length);
                for (int k = 0; k < kernelRows(); k++) {
                    boolean onMap = sliding.hasLine(sliding.line(y, k));
                    for (int column = 0; onMap && column < kernelColumns(); column++) {
                        multiply(slopes, weights[k * kernelColumns() + column], products);
                        collect(products, narrow);
                        sliding.scatter(narrow, y, k, column, map);
                    }
                }
            }
            target.write(n * map.length, map, map.length);
        }
        return target;
    }

    private int kernelRows() {
        return sliding.window().kernel().height();
    }

    private int kernelColumns() {
        return sliding.window().kernel().width();
    }

    /** For each place of the kernel the weights of all filters, repeated along a line of windows. */
    private float[][] weightsAlongLine() {
        int places = kernelRows() * kernelColumns();
        float[][] weights = new float[places][sliding.to().width() * outputs];
        for (int place = 0; place < places; place++) {
            repeat(workspace.parameters().values(), weight.offset() + place, places, weights[place]);
        }
        return weights;
    }

    private void repeat(float[] from, int first, int step, float[] line) {
        for (int o = 0; o < outputs; o++) {
            line[o] = from[first + o * step];
        }
        for (int i = outputs; i < line.length; i += outputs) {
            System.arraycopy(line, 0, line, i, outputs);
        }
    }

    private void add(double[] sums, int step, int first, float[] gradients) {
        for (int o = 0; o < outputs; o++) {
            gradients[first + o * step] += (float) sums[o];
        }
    }

    /** Room for {@link #spread}. */
    private float[] wide() {
        return new float[filters == 1 ? 0 : sliding.to().width() * outputs];
    }

    /** Each value once for every filter that sees it. */
    private float[] spread(float[] narrow, float[] wide) {
        if (filters == 1) {
            return narrow;
        }
        for (int i = 0; i < narrow.length; i++) {
            Arrays.fill(wide, i * filters, (i + 1) * filters, narrow[i]);
        }
        return wide;
    }

    /** The sum over the filters that see a value. */
    private void collect(float[] wide, float[] narrow) {
        if (filters > 1) {
            for (int i = 0; i < narrow.length; i++) {
                narrow[i] = 0;
                for (int f = 0; f < filters; f++) {
                    narrow[i] += wide[i * filters + f];
                }
            }
        }
    }

    private static void addProduct(float[] a, float[] b, float[] sum) {
        for (int i = 0; i < sum.length; i++) {
            sum[i] += a[i] * b[i];
        }
    }

    private static void multiply(float[] a, float[] b, float[] product) {
        for (int i = 0; i < product.length; i++) {
            product[i] = a[i] * b[i];
        }
    }
}
