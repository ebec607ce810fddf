package dev.ocellus.zoo;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import java.util.List;

/**
 * Residual networks: four stages of blocks whose input is added to their output, through a 1×1 projection where the shapes differ. Bottlenecks halve
 * the size in their 3×3 convolution, as most trained weights of today do; the paper did so in the first 1×1, which costs a little accuracy.
 *
 * @see <a href="https://arxiv.org/abs/1512.03385">He et al. 2015</a>
 */
final class ResNet {
    private ResNet() {}

    static Graph resNet18(Shape input, int classes) {
        return graph(input, classes, List.of(2, 2, 2, 2), false);
    }

    static Graph resNet50(Shape input, int classes) {
        return graph(input, classes, List.of(3, 4, 6, 3), true);
    }

    private static Graph graph(Shape input, int classes, List<Integer> blocks, boolean bottleneck) {
        Line line = Line.from(input);
        line.after(line.branch("backbone.stem")
                .convNorm("", 64, 7, 2)
                .relu("relu")
                .then("pool", new Pool.MaxPool(3, 2, 1)));
        for (int stage = 1; stage <= blocks.size(); stage++) {
            int width = 32 << stage;
            for (int number = 1; number <= blocks.get(stage - 1); number++) {
                int stride = stage > 1 && number == 1 ? 2 : 1;
                Line block = line.branch("backbone.stage%d.block%d".formatted(stage, number));
                line.after(block(block, width, stride, bottleneck));
            }
        }
        return line.branch("head")
                .then("pool", new Pool.GlobalAveragePool())
                .then("dense", new Layer.Dense(classes))
                .build();
    }

    private static Line block(Line shortcut, int width, int stride, boolean bottleneck) {
        Line line = shortcut.beside();
        if (bottleneck) {
            line.convNorm("1", width, 1, 1).relu("relu1");
            line.convNorm("2", width, 3, stride).relu("relu2");
            line.convNorm("3", 4 * width, 1, 1);
        } else {
            line.convNorm("1", width, 3, stride).relu("relu1");
            line.convNorm("2", width, 3, 1);
        }
        if (!shortcut.shape().equals(line.shape())) {
            shortcut.convNorm("-shortcut", line.shape().channels(), 1, stride);
        }
        return line.join("add", new Layer.Add(), shortcut).relu("relu");
    }
}
