package dev.ocellus.network.nd4j;

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
 * A convolution for which ND4J has no words: in groups, or with a padding that it does not know. The channels of each group are copied, with the
 * padding around them, into a map of their own, which takes the plain operation.
 */
final class GroupedConvStep implements Step {
    private final Workspace workspace;
    private final int input;
    private final int output;
    private final Shape inputShape;
    private final Window.Fit fit;
    private final int groups;
    /** What one group reads, with its padding. */
    private final Shape read;
    /** What one group writes. */
    private final Shape written;

    private final Parameters.Slot weight;
    private final Parameters.Slot bias;
    /** The window on what a group reads, where padding is nothing special. */
    private final Window bare;

    private final int[] settings;
    /** One group's, one for each shard. */
    private final List<INDArray> weightGradients = new ArrayList<>();

    GroupedConvStep(Workspace workspace, Graph.Node node, Layer.Conv conv) {
        List<Parameters.Slot> slots = workspace.parameters().slotsOf(node);
        this.bare = new Window(conv.kernel(), conv.stride(), Padding.VALID, conv.dilation());
        this.workspace = workspace;
        this.input = workspace.plan().id(node.inputs().get(0));
        this.output = workspace.plan().id(node.name());
        this.inputShape = workspace.shape(node.inputs().get(0));
        this.fit = conv.window().over(inputShape);
        this.groups = conv.groups();
        this.read = new Shape(
                inputShape.channels() / groups,
                fit.top() + inputShape.height() + fit.bottom(),
                fit.left() + inputShape.width() + fit.right());
        this.written = new Shape(conv.outputs() / groups, fit.rows(), fit.columns());
        this.weight = slots.get(0);
        this.bias = slots.size() > 1 ? slots.get(1) : null;
        this.settings = new NativePadding(0, 0, 0).settings(bare);
        if (workspace.training()) {
            for (int i = 0; i < workspace.shards().size(); i++) {
                weightGradients.add(Natives.allocate(filter(0).shape()));
            }
        }
    }

    private INDArray filter(int group) {
        return workspace
                .filters()
                .array(weight)
                .get(channels(group), NDArrayIndex.all(), NDArrayIndex.all(), NDArrayIndex.all());
    }

    private INDArrayIndex channels(int group) {
        return NDArrayIndex.interval(group * written.channels(), (group + 1) * written.channels());
    }

    @Override
    public void forward(Schedule schedule) {
        schedule.each(this::forward);
    }

    private void forward(Shard shard) {
        FeatureMap x = shard.borrow(read);
        FeatureMap y = shard.borrow(written);
        for (int group = 0; group < groups; group++) {
            takeInput(shard.value(input), group, x);
            INDArray[] inputs = bias == null
                    ? new INDArray[] {x.array(), filter(group)}
                    : new INDArray[] {
                        x.array(),
                        filter(group),
                        workspace.filters().array(bias).get(channels(group))
                    };
            Natives.convolve("conv2d", inputs, new INDArray[] {y.array()}, bare, settings);
            copyChannels(y, 0, shard.value(output), group * written.channels(), written.channels());
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
            FeatureMap inputGradient = shard.borrow(inputShape);
            for (int group = 0; group < groups; group++) {
                backward(shard, gradient, inputGradient, group);
            }
            if (needed) {
                shard.contribute(input, inputGradient);
            } else {
                shard.release(inputGradient);
            }
        }
        shard.release(gradient);
    }

    private void backward(Shard shard, FeatureMap gradient, FeatureMap inputGradient, int group) {
        FeatureMap x = shard.borrow(read);
        FeatureMap dx = shard.borrow(read);
        FeatureMap dy = shard.borrow(written);
        INDArray dw = weightGradients.get(shard.number());
        takeInput(shard.value(input), group, x);
        copyChannels(gradient, group * written.channels(), dy, 0, written.channels());
        Natives.convolve(
                "conv2d_bp",
                new INDArray[] {x.array(), filter(group), dy.array()},
                new INDArray[] {dx.array(), dw},
                bare,
                settings);
        putInputGradient(dx, group, inputGradient);
        if (workspace.parameters().learns(weight)) {
            float[] part = new float[weight.size() / groups];
            dw.data().asNioFloat().get(0, part);
            for (int i = 0, at = weight.offset() + group * part.length; i < part.length; i++, at++) {
                shard.parameterGradients()[at] += part[i];
            }
        }
        shard.release(x);
        shard.release(dx);
        shard.release(dy);
    }

    /** A group's channels with zeros around them. */
    private void takeInput(FeatureMap x, int group, FeatureMap part) {
        float[] line = new float[inputShape.width() * inputShape.channels()];
        float[] zeros = new float[read.width() * read.channels()];
        float[] padded = new float[zeros.length];
        for (int n = 0, row = 0; n < x.samples(); n++) {
            for (int y = -fit.top(); y < inputShape.height() + fit.bottom(); y++, row++) {
                boolean inside = y >= 0 && y < inputShape.height();
                if (inside) {
                    x.read((n * inputShape.height() + y) * line.length, line, line.length);
                    moveChannels(
                            line,
                            group * read.channels(),
                            inputShape.channels(),
                            padded,
                            fit.left() * read.channels(),
                            read.channels(),
                            read.channels(),
                            inputShape.width());
                }
                part.write(row * padded.length, inside ? padded : zeros, padded.length);
            }
        }
    }

    /** The way back of {@link #takeInput}; the gradient of the padding is of no use. */
    private void putInputGradient(FeatureMap part, int group, FeatureMap gradient) {
        float[] line = new float[inputShape.width() * inputShape.channels()];
        float[] padded = new float[read.width() * read.channels()];
        for (int n = 0; n < part.samples(); n++) {
            for (int y = 0; y < inputShape.height(); y++) {
                int at = (n * inputShape.height() + y) * line.length;
                part.read((n * read.height() + fit.top() + y) * padded.length, padded, padded.length);
                gradient.read(at, line, line.length);
                moveChannels(
                        padded,
                        fit.left() * read.channels(),
                        read.channels(),
                        line,
                        group * read.channels(),
                        inputShape.channels(),
                        read.channels(),
                        inputShape.width());
                gradient.write(at, line, line.length);
            }
        }
    }

    /** Copies channels between maps of one height and width. */
    private static void copyChannels(FeatureMap from, int fromChannel, FeatureMap to, int toChannel, int count) {
        int width = from.shape().width();
        float[] source = new float[width * from.shape().channels()];
        float[] target = new float[width * to.shape().channels()];
        for (int row = 0; row < from.samples() * from.shape().height(); row++) {
            from.read(row * source.length, source, source.length);
            to.read(row * target.length, target, target.length);
            moveChannels(
                    source,
                    fromChannel,
                    from.shape().channels(),
                    target,
                    toChannel,
                    to.shape().channels(),
                    count,
                    width);
            to.write(row * target.length, target, target.length);
        }
    }

    private static void moveChannels(
            float[] from, int first, int fromStep, float[] to, int target, int toStep, int count, int pixels) {
        for (int i = 0; i < pixels; i++) {
            System.arraycopy(from, first + i * fromStep, to, target + i * toStep, count);
        }
    }
}
