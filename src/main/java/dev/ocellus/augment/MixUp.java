package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Two pictures of one size seen through each other in one, which is its own source and holds the objects of both. Weights are near one half, so that
 * all objects can be seen and each counts as a whole.
 *
 * @param settling how the objects of each picture are moved and cut off
 * @see <a href="https://arxiv.org/abs/1902.04103">Zhang et al., Bag of freebies for training object detection neural networks, section 3.1</a>
 */
public record MixUp(Settling settling) {
    private static final int EVEN_DRAWS = 15;

    /** Draws the weight of the first picture from Beta(8, 8), which is how the median of 15 even draws is spread: 0.5 ± 0.12. */
    public static double draw(RandomGenerator random) {
        double[] even = new double[EVEN_DRAWS];
        for (int i = 0; i < EVEN_DRAWS; i++) {
            even[i] = random.nextDouble();
        }
        Arrays.sort(even);
        return even[EVEN_DRAWS / 2];
    }

    /**
     * Lays two frames over one another.
     *
     * @param weight of the first picture, in [0, 1]; the second has the rest
     * @throws IllegalArgumentException where the pictures have two sizes
     */
    public Frame compose(Frame first, Frame second, double weight) {
        Size size = first.image().size();
        List<TruthBox> boxes = new ArrayList<>();
        for (Frame frame : List.of(first, second)) {
            boxes.addAll(settling.boxes(frame, new Point(0, 0), size));
        }
        return Frame.of(first.id() + "*" + second.id(), first.image().blended(second.image(), weight))
                .withTruth(Truth.of(boxes));
    }
}
