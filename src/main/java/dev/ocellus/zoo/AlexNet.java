package dev.ocellus.zoo;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;

/**
 * AlexNet as it was published: what two graphics cards shared is two groups in convolutions 2, 4 and 5.
 *
 * @see <a href="https://papers.nips.cc/paper/4824">Krizhevsky, Sutskever and Hinton 2012</a>
 */
final class AlexNet {
    /** Local response normalisation with the constants of section 3.3. */
    static final Layer.LocalResponseNorm NORM = new Layer.LocalResponseNorm(5, 1e-4, 0.75, 2);

    private AlexNet() {}

    static Graph graph(Shape input, int classes) {
        Line line = Line.from(input);
        line.after(line.branch("backbone")
                .then("conv1", new Layer.Conv(96, 11, 4, 0, true))
                .relu("relu1")
                .then("norm1", NORM)
                .then("pool1", new Pool.MaxPool(3, 2, 0))
                .then("conv2", twoGroups(256, 5))
                .relu("relu2")
                .then("norm2", NORM)
                .then("pool2", new Pool.MaxPool(3, 2, 0))
                .convRelu("3", 384, 3)
                .then("conv4", twoGroups(384, 3))
                .relu("relu4")
                .then("conv5", twoGroups(256, 3))
                .relu("relu5")
                .then("pool5", new Pool.MaxPool(3, 2, 0)));
        return Vgg16.denseHead(line, classes);
    }

    private static Layer.Conv twoGroups(int outputs, int kernel) {
        return new Layer.Conv(outputs, Extent.of(kernel), Extent.of(1), Padding.SAME, Extent.of(1), 2, true);
    }
}
