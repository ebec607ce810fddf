package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;
import dev.ocellus.network.engine.Parameters;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

/** Convolution; a dense layer is one of a 1 × 1 kernel on a map of one pixel. */
final class ConvStep implements Step {
    /**
     * How many floats a map may have where the native operation goes back: it copies its maps into its own layout, and where those copies are large
     * the operating system hands out fresh pages for each call, which costs more than the convolution.
     */
    private static final int COPIED = 1 << 21;

    /**
     * How many weights the native operation may have where it goes back: it asks for scratch of 60 bytes for each of them, and beyond 32 MB the
     * operating system hands out fresh pages for each call. Where maps are small that takes ten times as long as the convolution.
     */
    private static final int WEIGHTS = 1 << 20;

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
    /** One for each shard where this step has many weights and few windows, else empty. */
    private final List<WindowMatrix> windows = new ArrayList<>();

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
                if (isHeavy(window)) {
                    windows.add(new WindowMatrix(
                            inputShape, window, workspace.shards().get(i).samples()));
                } else if (Patches.suit(inputShape)) {
                    patches.add(new Patches(inputShape, workspace.shape(node.name()), window));
                }
            }
        }
    }

    /** Whether there are so many weights and so few windows that going back by products is faster. */
    private boolean isHeavy(Window window) {
        Window.Fit fit = window.over(inputShape);
        int rows = workspace.shards().get(0).samples() * fit.rows() * fit.columns();
        return !pointwise && weight.size() > WEIGHTS && rows < 8 * filter().size(0);
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
        if (pointwise) {
            return backwardByProducts(shard, x, gradient, learns, needed);
        } else if (!windows.isEmpty()) {
            return backwardByWindows(shard, x, gradient, learns, needed);
        } else if (!needed && !patches.isEmpty()) {
            add(patches.get(shard.number()).weightGradient(x, gradient), 0, weight.size(), shard);
            return null;
        }
        return backwardByConvolution(shard, x, gradient, learns);
    }

    private FeatureMap backwardByWindows(
            Shard shard, FeatureMap x, FeatureMap gradient, boolean learns, boolean needed) {
        FeatureMap inputGradient = needed ? shard.borrow(inputShape) : null;
        WindowMatrix matrix = windows.get(shard.number());
        INDArray rows = gradient.matrix();
        for (int first = 0, end; first < shard.samples(); first = end) {
            end = Math.min(shard.samples(), first + matrix.capacity());
            long size = matrix.windowsOfSample();
            INDArray part = rows.get(NDArrayIndex.interval(first * size, end * size), NDArrayIndex.all());
            INDArray under = matrix.rows(end - first);
            if (learns) {
                matrix.fill(x, first, end);
                INDArray[] sum = {matrix(weightGradients.get(shard.number()))};
                Natives.run("matmul", new INDArray[] {part, under}, sum, 1, 0, 0);
                addWeightGradient(shard);
            }
            if (needed) {
                Natives.run("matmul", new INDArray[] {part, matrix(filter())}, new INDArray[] {under}, 0, 0, 0);
                matrix.fold(inputGradient, first, end);
            }
        }
        return inputGradient;
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
        FloatBuffer from = weightGradients.get(shard.number()).data().asNioFloat();
        float[] part = new float[Strip.FLOATS];
        for (int at = 0; at < weight.size(); at += part.length) {
            int n = Math.min(part.length, weight.size() - at);
            from.get(at, part, 0, n);
            add(part, at, n, shard);
        }
    }

    /** Adds to a part of the gradient of the weights. */
    private void add(float[] part, int at, int n, Shard shard) {
        add(part, shard.parameterGradients(), weight.offset() + at, n);
    }

    private static void add(float[] part, float[] sum, int at, int n) {
        for (int i = 0; i < n; i++) {
            sum[at + i] += part[i];
        }
    }

    private static INDArray matrix(INDArray filter) {
        return filter.reshape('c', filter.size(0), filter.length() / filter.size(0));
    }

    @Override
    public void close() {
        weightGradients.forEach(INDArray::close);
        patches.forEach(Patches::close);
        windows.forEach(WindowMatrix::close);
    }
}
