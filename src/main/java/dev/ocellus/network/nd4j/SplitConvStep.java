package dev.ocellus.network.nd4j;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;
import dev.ocellus.network.engine.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.INDArrayIndex;
import org.nd4j.linalg.indexing.NDArrayIndex;

/**
 * A convolution for which ND4J has no words, or slow ones: in groups, with gaps in its kernel, or with a padding that it does not know. It is split into
 * plain ones over copies: one for each group's channels; and where neighbouring values of the kernel lie d pixels apart, one for each lattice of pixels
 * that are d apart, on which they touch.
 *
 * <p>Window number y begins at row y · stride. The windows on the same lattice of step d as window p are p, p + m, p + 2m … with m = d / gcd(stride, d),
 * and from one to the next of them the lattice goes on by stride / gcd(stride, d) rows. Every row lies on the lattice of at most one p &lt; m.
 */
final class SplitConvStep implements Step {
    /** One of the plain convolutions. */
    private record Part(int group, Lattice input, Lattice output) {}

    private final Workspace workspace;
    private final int input;
    private final int output;
    private final List<Part> parts = new ArrayList<>();
    /** What a part reads, with its padding. */
    private final Shape read;
    /** What a part writes, up to the edge of the largest one. */
    private final Shape written;

    private final Parameters.Slot weight;
    private final Parameters.Slot bias;
    private final int groups;
    private final int[] settings;
    /** One part's, one for each shard. */
    private final List<INDArray> weightGradients = new ArrayList<>();

    SplitConvStep(Workspace workspace, Graph.Node node, Layer.Conv conv) {
        List<Parameters.Slot> slots = workspace.parameters().slotsOf(node);
        Shape from = workspace.shape(node.inputs().get(0));
        Extent stride = conv.stride();
        Extent dilation = conv.dilation();
        Extent common = new Extent(gcd(stride.height(), dilation.height()), gcd(stride.width(), dilation.width()));
        Extent apart = new Extent(dilation.height() / common.height(), dilation.width() / common.width());
        Extent step = new Extent(stride.height() / common.height(), stride.width() / common.width());
        Window.Fit fit = conv.window().over(from);
        this.workspace = workspace;
        this.input = workspace.plan().id(node.inputs().get(0));
        this.output = workspace.plan().id(node.name());
        this.groups = conv.groups();
        this.written = new Shape(
                conv.outputs() / groups,
                (fit.rows() + apart.height() - 1) / apart.height(),
                (fit.columns() + apart.width() - 1) / apart.width());
        this.read = new Shape(
                from.channels() / groups,
                (written.height() - 1) * step.height() + conv.kernel().height(),
                (written.width() - 1) * step.width() + conv.kernel().width());
        this.weight = slots.get(0);
        this.bias = slots.size() > 1 ? slots.get(1) : null;
        this.settings =
                new NativePadding(0, 0, 0).settings(new Window(conv.kernel(), step, Padding.VALID, Extent.of(1)));
        for (int group = 0; group < groups; group++) {
            for (int y = 0; y < apart.height(); y++) {
                for (int x = 0; x < apart.width(); x++) {
                    int top = y * stride.height() - fit.top();
                    int left = x * stride.width() - fit.left();
                    parts.add(new Part(
                            group,
                            new Lattice(top, left, dilation, group * read.channels()),
                            new Lattice(y, x, apart, group * written.channels())));
                }
            }
        }
        if (workspace.training()) {
            for (int i = 0; i < workspace.shards().size(); i++) {
                weightGradients.add(Natives.allocate(filter(parts.get(0)).shape()));
            }
        }
    }

    private static int gcd(int a, int b) {
        return b == 0 ? a : gcd(b, a % b);
    }

    private INDArray filter(Part part) {
        return workspace
                .filters()
                .array(weight)
                .get(channels(part), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all());
    }

    private INDArrayIndex channels(Part part) {
        return NDArrayIndex.interval(part.group * written.channels(), (part.group + 1) * written.channels());
    }

    @Override
    public void forward(Schedule schedule) {
        schedule.each(this::forward);
    }

    private void forward(Shard shard) {
        FeatureMap x = shard.borrow(read);
        FeatureMap y = shard.borrow(written);
        for (Part part : parts) {
            part.input.take(shard.value(input), x);
            INDArray[] inputs = bias == null
                    ? new INDArray[] {x.array(), filter(part)}
                    : new INDArray[] {
                        x.array(), filter(part), workspace.filters().array(bias).get(channels(part))
                    };
            Natives.run("conv2d", inputs, new INDArray[] {y.array()}, settings);
            part.output.put(y, shard.value(output));
        }
        shard.release(x);
        shard.release(y);
    }

    @Override
    public void backward(Schedule schedule) {
        schedule.each(this::backward);
    }

    private void backward(Shard shard) {
        FeatureMap gradient = shard.claim(output);
        float[] gradients = shard.parameterGradients();
        if (bias != null && workspace.parameters().learns(bias)) {
            double[] sums = Strip.sums(gradient);
            for (int c = 0; c < sums.length; c++) {
                gradients[bias.offset() + c] += (float) sums[c];
            }
        }
        boolean needed = workspace.needs(input);
        if (needed || workspace.parameters().learns(weight)) {
            FeatureMap inputGradient = shard.borrow(shard.value(input).shape());
            Natives.clear(inputGradient.array()); // there may be pixels that no window reads
            for (Part part : parts) {
                backward(shard, gradient, inputGradient, part);
            }
            if (needed) {
                shard.contribute(input, inputGradient);
            } else {
                shard.release(inputGradient);
            }
        }
        shard.release(gradient);
    }

    private void backward(Shard shard, FeatureMap gradient, FeatureMap inputGradient, Part part) {
        FeatureMap x = shard.borrow(read);
        FeatureMap dx = shard.borrow(read);
        FeatureMap dy = shard.borrow(written);
        INDArray dw = weightGradients.get(shard.number());
        part.input.take(shard.value(input), x);
        part.output.take(gradient, dy);
        Natives.run(
                "conv2d_bp",
                new INDArray[] {x.array(), filter(part), dy.array()},
                new INDArray[] {dx.array(), dw},
                settings);
        part.input.put(dx, inputGradient);
        if (workspace.parameters().learns(weight)) {
            float[] values = new float[weight.size() / groups];
            dw.data().asNioFloat().get(0, values);
            for (int i = 0, at = weight.offset() + part.group * values.length; i < values.length; i++, at++) {
                shard.parameterGradients()[at] += values[i];
            }
        }
        shard.release(x);
        shard.release(dx);
        shard.release(dy);
    }

    @Override
    public void close() {
        weightGradients.forEach(INDArray::close);
    }
}
