package dev.ocellus.zoo;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import java.util.List;

/**
 * Networks of the darknet family: 3×3 convolutions with 1×1 ones between them that narrow, batch norm and leaky ReLU throughout, and a 1×1
 * convolution for the scores, whose mean over the picture counts.
 *
 * @see <a href="https://arxiv.org/abs/1612.08242">Redmon and Farhadi 2016, table 6: Darknet-19</a>
 * @see <a href="https://pjreddie.com/darknet/tiny-darknet/">Tiny Darknet</a>
 */
final class Darknet {
    private Darknet() {}

    /** A convolution by its filters, and its kernel's side. */
    private record Conv(int outputs, int kernel) {}

    static Graph darknet19(Shape input, int classes) {
        return graph(
                input,
                classes,
                List.of(
                        List.of(new Conv(32, 3)),
                        List.of(new Conv(64, 3)),
                        List.of(new Conv(128, 3), new Conv(64, 1), new Conv(128, 3)),
                        List.of(new Conv(256, 3), new Conv(128, 1), new Conv(256, 3)),
                        List.of(
                                new Conv(512, 3),
                                new Conv(256, 1),
                                new Conv(512, 3),
                                new Conv(256, 1),
                                new Conv(512, 3)),
                        List.of(
                                new Conv(1024, 3),
                                new Conv(512, 1),
                                new Conv(1024, 3),
                                new Conv(512, 1),
                                new Conv(1024, 3))));
    }

    static Graph tiny(Shape input, int classes) {
        return graph(
                input,
                classes,
                List.of(
                        List.of(new Conv(16, 3)),
                        List.of(new Conv(32, 3)),
                        List.of(new Conv(16, 1), new Conv(128, 3), new Conv(16, 1), new Conv(128, 3)),
                        List.of(new Conv(32, 1), new Conv(256, 3), new Conv(32, 1), new Conv(256, 3)),
                        List.of(
                                new Conv(64, 1),
                                new Conv(512, 3),
                                new Conv(64, 1),
                                new Conv(512, 3),
                                new Conv(128, 1))));
    }

    /** Stages with a pool that halves the size between each two. */
    private static Graph graph(Shape input, int classes, List<List<Conv>> stages) {
        Line line = Line.from(input);
        for (int i = 0; i < stages.size(); i++) {
            Line stage = line.branch("backbone.stage" + (i + 1));
            if (i > 0) {
                stage.then("pool", new Pool.MaxPool(2, 2, 0));
            }
            int number = 0;
            for (Conv conv : stages.get(i)) {
                number++;
                stage.convNorm(Integer.toString(number), conv.outputs, conv.kernel, 1)
                        .then("leaky" + number, new Activation(Activation.Function.LEAKY_RELU, 0.1));
            }
            line.after(stage);
        }
        return line.branch("head")
                .then("conv", Line.sameSize(classes, 1, true))
                .then("pool", new Pool.GlobalAveragePool())
                .build();
    }
}
