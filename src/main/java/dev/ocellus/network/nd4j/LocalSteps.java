package dev.ocellus.network.nd4j;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Window;

/** Which step computes a layer without parameters. */
final class LocalSteps {
    private LocalSteps() {}

    static Step of(Workspace workspace, Graph.Node node) {
        int[] inputs = node.inputs().stream().mapToInt(workspace.plan()::id).toArray();
        int output = workspace.plan().id(node.name());
        Shape from = workspace.shape(node.inputs().get(0));
        Layer layer = node.layer();
        if (layer instanceof Layer.Activation activation) {
            return new ActivationStep(activation, inputs[0], output);
        } else if (layer instanceof Pool.MaxPool pool) {
            return new MaxPoolStep(new Sliding(pool.window(), from), inputs[0], output);
        } else if (layer instanceof Pool.AveragePool pool) {
            return new AveragePoolStep(new Sliding(pool.window(), from), inputs[0], output);
        } else if (layer instanceof Pool.LpPool pool) {
            return new LpPoolStep(new Sliding(pool.window(), from), pool.power(), inputs[0], output);
        } else if (layer instanceof Pool.GlobalAveragePool) {
            return new GlobalAveragePoolStep(inputs[0], output);
        } else if (layer instanceof Pool.GlobalMaxPool) {
            Window whole =
                    new Window(new Extent(from.height(), from.width()), Extent.of(1), Padding.VALID, Extent.of(1));
            return new MaxPoolStep(new Sliding(whole, from), inputs[0], output);
        } else if (layer instanceof Layer.Dropout dropout) {
            return workspace.training()
                    ? new DropoutStep(
                            () -> workspace.mask(node.name(), dropout),
                            (float) (1 / (1 - dropout.rate())),
                            inputs[0],
                            output)
                    : new PixelStep(new ScaleFunction(1), inputs[0], output);
        } else if (layer instanceof Layer.Upsample upsample) {
            return new UpsampleStep(upsample.factor(), inputs[0], output);
        } else if (layer instanceof Layer.SpaceToDepth space) {
            return new SpaceToDepthStep(space.block(), inputs[0], output);
        } else if (layer instanceof Layer.Add) {
            return new AddStep(workspace, inputs, output);
        } else if (layer instanceof Layer.Concat) {
            return new ConcatStep(workspace, inputs, output);
        } else if (layer instanceof Layer.Flatten) {
            return new FlattenStep(inputs[0], output);
        }
        return new PixelStep(function(layer), inputs[0], output);
    }

    private static PixelFunction function(Layer layer) {
        if (layer instanceof Layer.Softmax) {
            return new SoftmaxFunction();
        } else if (layer instanceof Layer.LocalResponseNorm norm) {
            return new LocalResponseNormFunction(norm);
        } else if (layer instanceof Layer.L2Normalise normalise) {
            return new L2NormaliseFunction(normalise.epsilon());
        } else if (layer instanceof Layer.Scale scale) {
            return new ScaleFunction((float) scale.factor());
        }
        throw new IllegalStateException("no step computes " + layer);
    }
}
