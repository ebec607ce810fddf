package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.random.RandomGenerator;

/**
 * Four pictures side by side in one, which is its own source: more objects, sizes and surroundings in one step of training.
 *
 * @param settling how the objects of each part are moved and cut off
 * @see <a href="https://arxiv.org/abs/2004.10934">Bochkovskiy et al., YOLOv4, section 3.3</a>
 */
public record Mosaic(Settling settling) {
    /** The crossing of the four parts is kept this far, as a part of the side, from the edges. */
    private static final double MARGIN = 0.3;

    /**
     * Draws the sizes of the four parts: top left, top right, bottom left, bottom right. They fill the picture exactly.
     *
     * @param size of the whole, at least 8×8
     */
    public static List<Size> draw(Size size, RandomGenerator random) {
        int x = (int) Math.round(size.width() * Draws.uniform(random, MARGIN, 1 - MARGIN));
        int y = (int) Math.round(size.height() * Draws.uniform(random, MARGIN, 1 - MARGIN));
        int right = size.width() - x;
        int below = size.height() - y;
        return List.of(new Size(x, y), new Size(right, y), new Size(x, below), new Size(right, below));
    }

    /**
     * Puts four frames together, whose pictures have sizes as drawn by {@link #draw}.
     *
     * @throws IllegalArgumentException where the sizes do not fit together
     */
    public Frame compose(List<Frame> parts) {
        Size first = parts.get(0).image().size();
        Size last = parts.get(3).image().size();
        Size whole = new Size(first.width() + last.width(), first.height() + last.height());
        Image composed = Image.filled(whole, 0, 0, 0);
        List<TruthBox> boxes = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Image image = parts.get(i).image();
            int x = i % 2 == 0 ? 0 : first.width();
            int y = i < 2 ? 0 : first.height();
            Size expected = new Size(i % 2 == 0 ? first.width() : last.width(), i < 2 ? first.height() : last.height());
            if (!image.size().equals(expected)) {
                throw new IllegalArgumentException("part %d must be %s, got %s".formatted(i, expected, image.size()));
            }
            composed = composed.withPatch(image, x, y);
            boxes.addAll(settling.boxes(parts.get(i), new Point(x, y), expected));
        }
        String id = String.join("+", parts.stream().map(Frame::id).toList());
        return Frame.of(id, composed).withTruth(Truth.of(boxes));
    }
}
