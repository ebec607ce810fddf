package dev.ocellus.zoo;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import java.util.List;

/**
 * Thirteen 3×3 convolutions in five stages and three dense layers: configuration D.
 *
 * @see <a href="https://arxiv.org/abs/1409.1556">Simonyan and Zisserman 2014</a>
 */
final class Vgg16 {
    /** Filters of the convolutions of each stage. */
    private static final List<List<Integer>> STAGES = List.of(
            List.of(64, 64), List.of(128, 128), List.of(256, 256, 256), List.of(512, 512, 512), List.of(512, 512, 512));

    private Vgg16() {}

    static Graph graph(Shape input, int classes) {
        Line line = Line.from(input);
        for (int i = 0; i < STAGES.size(); i++) {
            Line stage = line.branch("backbone.stage" + (i + 1));
            int number = 0;
            for (int outputs : STAGES.get(i)) {
                number++;
                stage.convRelu(Integer.toString(number), outputs, 3);
            }
            line.after(stage.then("pool", new Pool.MaxPool(2, 2, 0)));
        }
        return denseHead(line, classes);
    }

    /** Two dense layers of 4,096, half of it dropped in training, and the scores: AlexNet's head, which VGG took over. */
    static Graph denseHead(Line features, int classes) {
        return features.branch("head")
                .then("flatten", new Layer.Flatten())
                .then("dense6", new Layer.Dense(4096))
                .relu("relu6")
                .then("dropout6", new Layer.Dropout(0.5))
                .then("dense7", new Layer.Dense(4096))
                .relu("relu7")
                .then("dropout7", new Layer.Dropout(0.5))
                .then("dense8", new Layer.Dense(classes))
                .build();
    }
}
