package dev.ocellus.train;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.image.Image;
import java.util.ArrayList;
import java.util.List;

/**
 * What a training part is like, as far as choosing a plan for it needs.
 *
 * @param pictures how many there are
 * @param longestSide of the pictures, the median, in pixels
 * @param boxes of the objects that count, in fractions of the longest side of their picture
 * @param labels what the objects are, in alphabetical order
 */
public record SetSurvey(int pictures, int longestSide, List<Box> boxes, List<String> labels) {
    public SetSurvey {
        boxes = List.copyOf(boxes);
        labels = List.copyOf(labels);
    }

    /** Looks at the pictures to learn from. */
    public static SetSurvey of(TrainingData data) {
        List<Box> boxes = new ArrayList<>();
        List<Integer> sides = new ArrayList<>();
        for (DataSource.Parts part : data.parts()) {
            for (LabelledPicture picture : part.train()) {
                if (data.pictures().holds(picture)) {
                    Image image = data.pictures().image(picture);
                    double longest = image.size().longestSide();
                    sides.add(image.size().longestSide());
                    part.source().toModel(picture.truth()).within(image.size()).boxes().stream()
                            .filter(object -> !object.difficult())
                            .map(TruthBox::box)
                            .map(box -> new Box(
                                    box.left() / longest,
                                    box.top() / longest,
                                    box.right() / longest,
                                    box.bottom() / longest))
                            .forEach(boxes::add);
                }
            }
        }
        sides.sort(null);
        return new SetSurvey(sides.size(), sides.isEmpty() ? 0 : sides.get(sides.size() / 2), boxes, data.labels());
    }

    /**
     * An object size (root of the area), as a fraction of the longest side, that a share of the objects does not reach.
     *
     * @param share in [0, 1]
     */
    public double size(double share) {
        double[] sizes = boxes.stream()
                .mapToDouble(box -> Math.sqrt(box.area()))
                .sorted()
                .toArray();
        return sizes[(int) Math.round(share * (sizes.length - 1))];
    }

    /** The boxes in pixels of pictures that are scaled to a longest side. */
    public List<Box> boxesAt(int longestSide) {
        return boxes.stream()
                .map(box -> new Box(
                        box.left() * longestSide,
                        box.top() * longestSide,
                        box.right() * longestSide,
                        box.bottom() * longestSide))
                .toList();
    }
}
