package dev.ocellus.detect;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/** Layouts, frames and outputs that the tests of this room share. */
final class YoloSamples {
    static final List<AnchorLevel> LEVELS = List.of(
            new AnchorLevel(8, List.of(new AnchorBox(7, 10), new AnchorBox(14, 19))),
            new AnchorLevel(16, List.of(new AnchorBox(25, 34), new AnchorBox(44, 58))),
            new AnchorLevel(32, List.of(new AnchorBox(75, 100), new AnchorBox(125, 165))));
    static final YoloLayout FACES = new YoloLayout(LEVELS, List.of("face"));
    static final YoloLayout PETS = new YoloLayout(LEVELS, List.of("cat", "dog", "bird"));

    /** Far enough that a sigmoid is 0 or 1 to nine digits. */
    private static final float SURE = 30;

    private YoloSamples() {}

    static Frame frame(Size size, TruthBox... truths) {
        return Frame.of("frame", Image.filled(size, 0, 0, 0)).withTruth(Truth.of(List.of(truths)));
    }

    static List<Tensor> outputs(YoloLayout layout, int pictures, Size picture) {
        List<Tensor> outputs = new ArrayList<>();
        for (int i = 0; i < layout.levels().size(); i++) {
            outputs.add(Tensor.zeros(layout.outputShape(i, pictures, picture)));
        }
        return outputs;
    }

    static List<Tensor> randomOutputs(YoloLayout layout, int pictures, Size picture, RandomGenerator random) {
        List<Tensor> outputs = outputs(layout, pictures, picture);
        for (Tensor output : outputs) {
            for (int i = 0; i < output.size(); i++) {
                output.data()[i] = (float) (1.2 * random.nextGaussian());
            }
        }
        return outputs;
    }

    /** What a perfect network would say: decoding turned around, for every prediction that stands for an object. */
    static List<Tensor> perfectOutputs(YoloLayout layout, YoloTarget target) {
        List<Tensor> outputs = outputs(layout, target.pictures(), target.picture());
        for (int l = 0; l < outputs.size(); l++) {
            AnchorLevel grid = layout.levels().get(l);
            YoloTarget.Level level = target.levels().get(l);
            float[] data = outputs.get(l).data();
            int columns = outputs.get(l).dimension(3);
            int cells = outputs.get(l).dimension(2) * columns;
            int values = layout.valuesPerAnchor();
            for (int plane = 0; plane < level.ignored().length / cells; plane++) {
                int from = (plane * values + 4) * cells;
                Arrays.fill(data, from, from + cells, -SURE);
            }
            for (int i = 0; i < level.slots().length; i++) {
                int cell = level.slots()[i] % cells;
                int plane = level.slots()[i] / cells;
                AnchorBox anchor = grid.anchors().get(plane % grid.anchors().size());
                int at = plane * values * cells + cell;
                double[] box = Arrays.copyOfRange(level.boxes(), 4 * i, 4 * i + 4);
                data[at] = logit((box[0] / grid.stride() - cell % columns + 0.5) / 2);
                data[at + cells] = logit((box[1] / grid.stride() - cell / columns + 0.5) / 2);
                data[at + 2 * cells] = logit(Math.sqrt(box[2] / anchor.width()) / 2);
                data[at + 3 * cells] = logit(Math.sqrt(box[3] / anchor.height()) / 2);
                data[at + 4 * cells] = SURE;
                for (int label = 0; label < values - 5; label++) {
                    data[at + (5 + label) * cells] = label == level.labels()[i] ? SURE : -SURE;
                }
            }
        }
        return outputs;
    }

    private static float logit(double probability) {
        return (float) Math.max(-SURE, Math.min(SURE, Math.log(probability / (1 - probability))));
    }
}
