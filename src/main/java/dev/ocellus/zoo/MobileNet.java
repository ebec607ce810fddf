package dev.ocellus.zoo;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;

/**
 * MobileNet, width 1: each 3×3 convolution works on one channel at a time and a 1×1 convolution mixes the channels after it.
 *
 * @see <a href="https://arxiv.org/abs/1704.04861">Howard et al. 2017, table 1</a>
 */
final class MobileNet {
    private MobileNet() {}

    static Graph graph(Shape input, int classes) {
        Line line = Line.from(input);
        line.after(normalised(line.branch("backbone.stem"), "", conv(32, 3, 2, 1)));
        int channels = 32;
        int[] outputs = {64, 128, 128, 256, 256, 512, 512, 512, 512, 512, 512, 1024, 1024};
        for (int i = 0; i < outputs.length; i++) {
            boolean halves = outputs[i] > channels && i > 0;
            Line block = line.branch("backbone.block" + (i + 1));
            normalised(block, "-each", conv(channels, 3, halves ? 2 : 1, channels));
            line.after(normalised(block, "-mix", conv(outputs[i], 1, 1, 1)));
            channels = outputs[i];
        }
        return line.branch("head")
                .then("pool", new Pool.GlobalAveragePool())
                .then("dense", new Layer.Dense(classes))
                .build();
    }

    private static Line normalised(Line line, String name, Layer.Conv conv) {
        return line.then("conv" + name, conv)
                .then("norm" + name, new Layer.BatchNorm())
                .relu("relu" + name);
    }

    private static Layer.Conv conv(int outputs, int kernel, int stride, int groups) {
        return new Layer.Conv(outputs, Extent.of(kernel), Extent.of(stride), Padding.SAME, Extent.of(1), groups, false);
    }
}
