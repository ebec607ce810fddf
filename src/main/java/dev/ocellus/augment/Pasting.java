package dev.ocellus.augment;

import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Cutout;
import dev.ocellus.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;

/**
 * Lays objects cut out of pictures on a picture of something else, each scaled, turned and mirrored at random and brought a little towards the
 * brightness of the place where it comes to lie.
 *
 * @param smallest by which an object is scaled at least, relative to the size that it has in its own picture
 * @param largest by which it is scaled at most
 * @param degrees by which it is turned at most to either side
 * @param mirror whether half of the objects are mirrored
 * @param overlap how much of the smaller one of two objects the other may cover at most, in [0, 1]
 * @see <a href="https://arxiv.org/abs/1708.01642">Dwibedi, Misra and Hebert, Cut, Paste and Learn</a>
 */
public record Pasting(double smallest, double largest, double degrees, boolean mirror, double overlap) {
    /** Where so many places were tried, the picture is full. */
    private static final int TRIES = 20;

    /** Smaller objects show nothing. */
    private static final double LEAST_SIDE = 8;

    /** An object may fill this part of either side of the picture. */
    private static final double LARGEST_PART = 0.9;

    /** Enlarging beyond this blurs. */
    private static final double MOST_ENLARGED = 1.5;

    private static final double BRIGHTNESS = 0.3;
    private static final double LEAST_GAIN = 0.75;
    private static final double MOST_GAIN = 1.33;

    public Pasting {
        if (!(smallest > 0 && largest >= smallest && degrees >= 0 && degrees <= 180 && overlap >= 0 && overlap <= 1)) {
            throw new IllegalArgumentException(
                    "scales must be above 0 and in order, degrees in [0, 180] and overlap in [0, 1], got %s to %s, %s and %s"
                            .formatted(smallest, largest, degrees, overlap));
        }
    }

    /**
     * An object to be laid somewhere.
     *
     * @param cutout the object
     * @param label what it is
     * @param source the size of its own picture
     */
    public record Item(Cutout cutout, String label, Size source) {}

    /**
     * A picture with objects on it.
     *
     * @param image the picture
     * @param boxes of the objects, exact to the pixel where they are more than half opaque, inside the picture
     */
    public record Scene(Image image, List<TruthBox> boxes) {
        public Scene {
            boxes = List.copyOf(boxes);
        }
    }

    /** Lays each object somewhere, one over the other; those for which there is no room are left out. */
    public Scene apply(Image background, List<Item> items, RandomGenerator random) {
        Image image = background;
        List<TruthBox> boxes = new ArrayList<>();
        for (Item item : items) {
            Cutout cutout = drawn(item, background.size(), random);
            Box bounds = cutout.bounds();
            if (Math.min(bounds.width(), bounds.height()) < LEAST_SIDE) {
                continue;
            }
            Optional<Box> place = place(bounds, background.size(), boxes, random);
            if (place.isPresent()) {
                int x = (int) (place.get().left() - bounds.left());
                int y = (int) (place.get().top() - bounds.top());
                image = cutout.onto(image, x, y, gain(cutout, image, place.get()));
                boxes.add(new TruthBox(place.get(), item.label(), false));
            }
        }
        return new Scene(image, boxes);
    }

    private Cutout drawn(Item item, Size picture, RandomGenerator random) {
        double radians = Math.toRadians(degrees) * (2 * random.nextDouble() - 1);
        boolean mirrored = mirror && random.nextBoolean();
        double relative = smallest * Math.pow(largest / smallest, random.nextDouble());
        double scale = Math.min(
                MOST_ENLARGED, relative * picture.longestSide() / item.source().longestSide());
        Box upright = item.cutout().bounds();
        double fits = LARGEST_PART
                * Math.min(
                        picture.width() / Math.max(1, upright.width() + upright.height() * Math.abs(Math.sin(radians))),
                        picture.height()
                                / Math.max(1, upright.height() + upright.width() * Math.abs(Math.sin(radians))));
        return item.cutout().turned(Math.min(scale, fits), radians, mirrored);
    }

    /** A place for a box of that size, in whole pixels, inside the picture and not too much over another. */
    private Optional<Box> place(Box bounds, Size picture, List<TruthBox> boxes, RandomGenerator random) {
        int across = (int) (picture.width() - bounds.width());
        int down = (int) (picture.height() - bounds.height());
        for (int i = 0; across >= 0 && down >= 0 && i < TRIES; i++) {
            int left = random.nextInt(across + 1);
            int top = random.nextInt(down + 1);
            Box place = new Box(left, top, left + bounds.width(), top + bounds.height());
            if (boxes.stream().allMatch(other -> covered(place, other.box()) <= overlap)) {
                return Optional.of(place);
            }
        }
        return Optional.empty();
    }

    private static double covered(Box one, Box other) {
        return one.intersectionArea(other) / Math.min(one.area(), other.area());
    }

    /** How much brighter an object is made, so that it is not out of place. */
    private static double gain(Cutout cutout, Image image, Box place) {
        double sum = 0;
        int count = 0;
        int step = (int) Math.max(1, Math.min(place.width(), place.height()) / 16);
        for (int y = (int) place.top(); y < place.bottom(); y += step) {
            for (int x = (int) place.left(); x < place.right(); x += step) {
                sum += (image.at(x, y, 0) + image.at(x, y, 1) + image.at(x, y, 2)) / 3.0;
                count++;
            }
        }
        double gain = Math.pow((sum / count + 1) / (cutout.brightness() + 1), BRIGHTNESS);
        return Math.max(LEAST_GAIN, Math.min(MOST_GAIN, gain));
    }
}
