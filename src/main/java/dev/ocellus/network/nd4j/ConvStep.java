package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;
import dev.ocellus.network.engine.Parameters;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;

/** Convolution; a dense layer is one of a 1 × 1 kernel on a map of one pixel. */
final class ConvStep implements Step {
    /**
     * How many floats a map may have where the native operation goes back: it copies its maps into its own layout, and where those copies are large
     * the operating system hands out fresh pages for each call, which costs more than the convolution.
     */
    private static final int COPIED = 1 << 21;

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

    ConvStep(Workspace workspace, Graph.Node node, Window window, NativePadding padding) {
        this.workspace = workspace;
        this.input = workspace.plan().id(node.inputs().get(0));
        this.output = workspace.plan().id(node.name());
        this.inputShape = workspace.shape(node.inputs().get(0));
        List<Parameters.Slot> slots = workspace.parameters().slotsOf(node);
        this.weight = slots.get(0);
        this.bias = slots.size() > 1 ? slots.get(1) : null;
        this.settings = padding.settings(window);
        this.pointwise = window.kernel().area() == 1
                && window.stride().area() == 1
                && workspace.shape(node.name()).width() == inputShape.width()
                && workspace.shape(node.name()).height() == inputShape.height();
        if (workspace.training()) {
            for (int i = 0; i < workspace.shards().size(); i++) {
                weightGradients.add(Natives.allocate(filter().shape()));
                if (Patches.suit(inputShape)) {
                    patches.add(new Patches(inputShape, workspace.shape(node.name()), window));
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
        shard.release(gradient);
    }

    /** Adds to the gradient of the weights and returns the input's, or null; either may be of no use where computing it costs nothing. */
    private FeatureMap backward(Shard shard, FeatureMap gradient, boolean learns, boolean needed) {
        FeatureMap x = shard.value(input);
        if (!needed && !patches.isEmpty()) {
            float[] weightGradient = patches.get(shard.number()).weightGradient(x, gradient);
            add(weightGradient, shard.parameterGradients());
            return null;
        }
        return pointwise
                ? backwardByProducts(shard, x, gradient, learns, needed)
                : backwardByConvolution(shard, x, gradient, learns);
    }

    private FeatureMap backwardByProducts(
            Shard shard, FeatureMap x, FeatureMap gradient, boolean learns, boolean needed) {
        INDArray rows = gradient.matrix();
        if (learns) {
            INDArray[] sum = {matrix(weightGradients.get(shard.number()))};
            Natives.run("matmul", new INDArray[] {rows, x.matrix()}, sum, 1, 0, 0);
            addWeightGradient(shard);
        }
        if (!needed) {
            return null;
        }
        FeatureMap inputGradient = shard.borrow(inputShape);
        Natives.run(
                "matmul", new INDArray[] {rows, matrix(filter())}, new INDArray[] {inputGradient.matrix()}, 0, 0, 0);
        return inputGradient;
    }

    private FeatureMap backwardByConvolution(Shard shard, FeatureMap x, FeatureMap gradient, boolean learns) {
        FeatureMap inputGradient = shard.borrow(inputShape);
        int samples = shard.samples();
        int parts = Math.min(samples, 1 + (Math.max(x.size(), gradient.size()) - 1) / COPIED);
        for (int part = 0; part < parts; part++) {
            int first = samples * part / parts;
            int end = samples * (part + 1) / parts;
            Natives.run(
                    "conv2d_bp",
                    new INDArray[] {x.samples(first, end), filter(), gradient.samples(first, end)},
                    new INDArray[] {inputGradient.samples(first, end), weightGradients.get(shard.number())},
                    settings);
            if (learns) {
                addWeightGradient(shard);
            }
        }
        return inputGradient;
    }

    private void addWeightGradient(Shard shard) {
        float[] weightGradient = new float[weight.size()];
        weightGradients.get(shard.number()).data().asNioFloat().get(0, weightGradient);
        add(weightGradient, shard.parameterGradients());
    }

    private void add(float[] weightGradient, float[] parameterGradients) {
        for (int i = 0; i < weightGradient.length; i++) {
            parameterGradients[weight.offset() + i] += weightGradient[i];
        }
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
