package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Shape;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolution; a dense layer is one of a 1 × 1 kernel on a map of one pixel. */
final class ConvStep implements Step {
    private static final int NHWC = 1;
    private static final int OUT_IN_HEIGHT_WIDTH = 1;
    private static final int EXPLICIT_PADDING = 0;

    private final Workspace workspace;
    private final int input;
    private final int output;
    private final Shape inputShape;
    private final Parameters.Slot weight;
    private final Parameters.Slot bias;
    private final int[] settings;
    private final boolean pointwise;
    /** One for each shard where this step reads few channels, else empty. */
    private final List<Patches> patches = new ArrayList<>();

    /** One for each shard. */
    private final List<INDArray> weightGradients = new ArrayList<>();

    ConvStep(Workspace workspace, Graph.Node node, int kernel, int stride, int padding) {
        this.workspace = workspace;
        this.input = workspace.plan().id(node.inputs().get(0));
        this.output = workspace.plan().id(node.name());
        this.inputShape = workspace.shape(node.inputs().get(0));
        List<Parameters.Slot> slots = workspace.parameters().slotsOf(node);
        this.weight = slots.get(0);
        this.bias = slots.size() > 1 ? slots.get(1) : null;
        this.settings = new int[] {
            kernel, kernel, stride, stride, padding, padding, 1, 1, EXPLICIT_PADDING, NHWC, OUT_IN_HEIGHT_WIDTH
        };
        this.pointwise = kernel == 1 && stride == 1 && padding == 0;
        if (workspace.training()) {
            for (int i = 0; i < workspace.shards().size(); i++) {
                weightGradients.add(Natives.allocate(filter().shape()));
                if (Patches.suit(inputShape)) {
                    patches.add(new Patches(inputShape, workspace.shape(node.name()), kernel, stride, padding));
                }
            }
        }
    }

    private INDArray filter() {
        return workspace.filters().array(weight);
    }

    @Override
    public void forward(Schedule schedule) {
        schedule.each(this::forward);
    }

    private void forward(Shard shard) {
        INDArray x = shard.value(input).array();
        INDArray[] inputs = bias == null
                ? new INDArray[] {x, filter()}
                : new INDArray[] {x, filter(), workspace.filters().array(bias)};
        Natives.run("conv2d", inputs, new INDArray[] {shard.value(output).array()}, settings);
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
        boolean learns = workspace.parameters().learns(weight);
        boolean needed = workspace.needs(input);
        if (learns || needed) {
            FeatureMap inputGradient = backward(shard, gradient, learns, needed);
            if (needed) {
                shard.contribute(input, inputGradient);
            } else if (inputGradient != null) {
                shard.release(inputGradient);
            }
        }
        if (learns) {
            float[] part = new float[weight.size()];
            weightGradients.get(shard.number()).data().asNioFloat().get(0, part);
            for (int i = 0; i < part.length; i++) {
                gradients[weight.offset() + i] += part[i];
            }
        }
        shard.release(gradient);
    }

    /** Computes the gradient of the weights, left in the shard's array, and returns the input's, or null where neither is wanted. */
    private FeatureMap backward(Shard shard, FeatureMap gradient, boolean learns, boolean needed) {
        FeatureMap x = shard.value(input);
        INDArray weightGradient = weightGradients.get(shard.number());
        if (!needed && !patches.isEmpty()) {
            patches.get(shard.number()).weightGradient(x, gradient, weightGradient);
            return null;
        }
        if (!pointwise) {
            FeatureMap inputGradient = shard.borrow(inputShape);
            Natives.run(
                    "conv2d_bp",
                    new INDArray[] {x.array(), filter(), gradient.array()},
                    new INDArray[] {inputGradient.array(), weightGradient},
                    settings);
            return inputGradient;
        }
        INDArray rows = gradient.matrix();
        if (learns) {
            Natives.run("matmul", new INDArray[] {rows, x.matrix()}, new INDArray[] {matrix(weightGradient)}, 1, 0, 0);
        }
        if (!needed) {
            return null;
        }
        FeatureMap inputGradient = shard.borrow(inputShape);
        Natives.run(
                "matmul", new INDArray[] {rows, matrix(filter())}, new INDArray[] {inputGradient.matrix()}, 0, 0, 0);
        return inputGradient;
    }

    private static INDArray matrix(INDArray filter) {
        return filter.reshape('c', filter.size(0), filter.length() / filter.size(0));
    }

    @Override
    public void close() {
        weightGradients.forEach(INDArray::close);
        patches.forEach(Patches::close);
    }
}
