package dev.ocellus.detect;

import dev.ocellus.geometry.Size;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Tensor;
import java.util.Arrays;
import java.util.List;

/**
 * What each number means that a YOLO-style network says. There is one output a level, of shape (N, anchors · values, H, W) with H and W the picture's
 * sides over the stride. The values of an anchor follow one another along the channels: {@link #X}, {@link #Y}, {@link #WIDTH}, {@link #HEIGHT},
 * {@link #OBJECTNESS} and, where there is more than one label, a score for each label from {@link #LABELS} on. All are logits.
 *
 * @param levels in the order of the outputs
 * @param labels what can be found, at least one
 */
public record YoloLayout(List<AnchorLevel> levels, List<String> labels) {
    /** Logit of the centre's x: {@code (2σ − 0.5 + column) · stride}. */
    static final int X = 0;
    /** Logit of the centre's y: {@code (2σ − 0.5 + row) · stride}. */
    static final int Y = 1;
    /** Logit of the width: {@code (2σ)² · anchor width}. */
    static final int WIDTH = 2;
    /** Logit of the height: {@code (2σ)² · anchor height}. */
    static final int HEIGHT = 3;
    /** Logit of there being an object. */
    static final int OBJECTNESS = 4;
    /** The first label's logit. */
    static final int LABELS = 5;

    public YoloLayout {
        levels = List.copyOf(levels);
        labels = List.copyOf(labels);
        if (levels.isEmpty() || labels.isEmpty()) {
            throw new IllegalArgumentException("a detector needs at least one level of anchor boxes and one label");
        }
        if (labels.stream().distinct().count() < labels.size()) {
            throw new IllegalArgumentException("two labels have one name: " + labels);
        }
    }

    /** The layout that a card describes. */
    public static YoloLayout of(ModelCard card) {
        List<AnchorLevel> levels = card.anchors().stream()
                .map(set -> new AnchorLevel(
                        set.stride(),
                        set.boxes().stream()
                                .map(size -> new AnchorBox(size.width(), size.height()))
                                .toList()))
                .toList();
        return new YoloLayout(levels, card.labels());
    }

    /** The anchors in a card's words. */
    public List<ModelCard.AnchorSet> anchorSets() {
        return levels.stream()
                .map(level -> new ModelCard.AnchorSet(
                        level.stride(),
                        level.anchors().stream()
                                .map(anchor -> new ModelCard.AnchorSize(anchor.width(), anchor.height()))
                                .toList()))
                .toList();
    }

    /** Numbers that each anchor of each cell has. */
    public int valuesPerAnchor() {
        return LABELS + scoredLabels();
    }

    /** Channels of a level's output. */
    public int channels(int level) {
        return levels.get(level).anchors().size() * valuesPerAnchor();
    }

    /** Number of label scores: none where there is only one label, which the objectness speaks for. */
    int scoredLabels() {
        return labels.size() > 1 ? labels.size() : 0;
    }

    /** Shape of a level's output for a batch of pictures. */
    int[] outputShape(int level, int pictures, Size picture) {
        int stride = levels.get(level).stride();
        if (picture.width() % stride != 0 || picture.height() % stride != 0) {
            throw new IllegalArgumentException(
                    "a picture of %s does not divide into cells of %d pixels; put a letterbox stage before"
                            .formatted(picture, stride));
        }
        return new int[] {pictures, channels(level), picture.height() / stride, picture.width() / stride};
    }

    /** Refuses outputs that are not of this layout. */
    void requireOutputs(List<Tensor> outputs, int pictures, Size picture) {
        if (outputs.size() != levels.size()) {
            throw new IllegalArgumentException(
                    "the network has %d outputs, the head %d levels".formatted(outputs.size(), levels.size()));
        }
        for (int i = 0; i < levels.size(); i++) {
            int[] expected = outputShape(i, pictures, picture);
            if (!Arrays.equals(expected, outputs.get(i).shape())) {
                throw new IllegalArgumentException("output %d should be %s for pictures of %s, is %s"
                        .formatted(
                                i,
                                Arrays.toString(expected),
                                picture,
                                Arrays.toString(outputs.get(i).shape())));
            }
        }
    }

    static double sigmoid(double logit) {
        return 1 / (1 + Math.exp(-logit));
    }
}
