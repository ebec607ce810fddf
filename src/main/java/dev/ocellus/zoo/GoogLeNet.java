package dev.ocellus.zoo;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Pool.MaxPool;
import dev.ocellus.network.Shape;

/**
 * Inception as it was first published, without batch norm, and without the two heads that helped its training along.
 *
 * @see <a href="https://arxiv.org/abs/1409.4842">Szegedy et al. 2014, table 1</a>
 */
final class GoogLeNet {
    private static final MaxPool HALVE = new MaxPool(Extent.of(3), Extent.of(2), Padding.SAME);
    private static final MaxPool KEEP = new MaxPool(Extent.of(3), Extent.of(1), Padding.SAME);

    /** Filters of an inception module: of each branch's last convolution, and of the 1×1 convolutions that narrow the input before the large ones. */
    private record Module(int one, int narrow3, int three, int narrow5, int five, int pool) {}

    private GoogLeNet() {}

    static Graph graph(Shape input, int classes) {
        Line line = Line.from(input);
        line.after(line.branch("backbone.stem")
                .then("conv1", new Layer.Conv(64, 7, 2, 3, true))
                .relu("relu1")
                .then("pool1", HALVE)
                .then("norm1", AlexNet.NORM)
                .convRelu("2-narrow", 64, 1)
                .convRelu("2", 192, 3)
                .then("norm2", AlexNet.NORM)
                .then("pool2", HALVE));
        inception(line, "3a", new Module(64, 96, 128, 16, 32, 32));
        inception(line, "3b", new Module(128, 128, 192, 32, 96, 64));
        line.after(line.branch("backbone").then("pool3", HALVE));
        inception(line, "4a", new Module(192, 96, 208, 16, 48, 64));
        inception(line, "4b", new Module(160, 112, 224, 24, 64, 64));
        inception(line, "4c", new Module(128, 128, 256, 24, 64, 64));
        inception(line, "4d", new Module(112, 144, 288, 32, 64, 64));
        inception(line, "4e", new Module(256, 160, 320, 32, 128, 128));
        line.after(line.branch("backbone").then("pool4", HALVE));
        inception(line, "5a", new Module(256, 160, 320, 32, 128, 128));
        inception(line, "5b", new Module(384, 192, 384, 48, 128, 128));
        return line.branch("head")
                .then("pool", new Pool.GlobalAveragePool())
                .then("dropout", new Layer.Dropout(0.4))
                .then("dense", new Layer.Dense(classes))
                .build();
    }

    private static void inception(Line line, String name, Module module) {
        String group = "backbone.inception" + name;
        Line one = line.branch(group).convRelu("1", module.one, 1);
        Line three = line.branch(group).convRelu("3-narrow", module.narrow3, 1).convRelu("3", module.three, 3);
        Line five = line.branch(group).convRelu("5-narrow", module.narrow5, 1).convRelu("5", module.five, 5);
        Line pool = line.branch(group).then("pool", KEEP).convRelu("-pool", module.pool, 1);
        line.after(one.join("concat", new Layer.Concat(), three, five, pool));
    }
}
