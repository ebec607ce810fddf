package dev.ocellus.image;

import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import java.util.ArrayList;
import java.util.List;

/**
 * Places captions beside their boxes: inside the picture, apart from each other where that can be had, and hiding as little as possible of what is
 * marked. Pure geometry, greedy in the given order.
 */
final class CaptionLayout {
    private static final double ON_A_CAPTION = 100;
    private static final double ON_ANOTHER_BOX = 1;
    private static final double ON_ITS_OWN_BOX = 0.4;
    private static final double FOR_EACH_STEP_DOWN_THE_LIST = 0.03;

    private CaptionLayout() {}

    /**
     * Where the captions go.
     *
     * @param boxes the marked boxes
     * @param captions the size of each box's caption
     * @return a place for each caption, of its size unless the picture is smaller
     */
    static List<Box> place(Size picture, List<Box> boxes, List<Size> captions) {
        List<Box> places = new ArrayList<>();
        for (int i = 0; i < boxes.size(); i++) {
            places.add(best(picture, boxes, i, captions.get(i), places));
        }
        return places;
    }

    private static Box best(Size picture, List<Box> boxes, int own, Size caption, List<Box> taken) {
        Box best = null;
        double lowest = Double.POSITIVE_INFINITY;
        List<Box> candidates = candidates(boxes.get(own), caption);
        for (int rank = 0; rank < candidates.size(); rank++) {
            Box place = inside(picture, candidates.get(rank));
            double cost = rank * FOR_EACH_STEP_DOWN_THE_LIST * caption.area();
            for (Box other : taken) {
                cost += ON_A_CAPTION * place.intersectionArea(other);
            }
            for (int i = 0; i < boxes.size(); i++) {
                cost += (i == own ? ON_ITS_OWN_BOX : ON_ANOTHER_BOX) * place.intersectionArea(boxes.get(i));
            }
            if (cost < lowest) {
                lowest = cost;
                best = place;
            }
        }
        return best;
    }

    /** Places in the order in which people expect them, the box's top left corner first. */
    private static List<Box> candidates(Box box, Size caption) {
        double height = caption.height();
        double atRight = box.right() - caption.width();
        return List.of(
                at(box.left(), box.top() - height, caption),
                at(atRight, box.top() - height, caption),
                at(box.left(), box.bottom(), caption),
                at(atRight, box.bottom(), caption),
                at(box.right(), box.top(), caption),
                at(box.left() - caption.width(), box.top(), caption),
                at(box.right(), box.bottom() - height, caption),
                at(box.left() - caption.width(), box.bottom() - height, caption),
                at(box.left(), box.top(), caption),
                at(box.left(), box.bottom() - height, caption),
                at(box.left(), box.top() - 2 * height, caption),
                at(box.left(), box.bottom() + height, caption));
    }

    private static Box at(double left, double top, Size size) {
        return new Box(left, top, left + size.width(), top + size.height());
    }

    /** The place moved into the picture, and cut where it is larger than that. */
    private static Box inside(Size picture, Box place) {
        double left = Math.max(0, Math.min(place.left(), picture.width() - place.width()));
        double top = Math.max(0, Math.min(place.top(), picture.height() - place.height()));
        return new Box(left, top, left + place.width(), top + place.height()).clip(picture);
    }
}
