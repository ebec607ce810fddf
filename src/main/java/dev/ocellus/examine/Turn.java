package dev.ocellus.examine;

import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.PictureHeader;
import java.util.ArrayList;
import java.util.List;

/**
 * Which pixels the boxes of a picture were drawn on: those in the file, or those of the picture turned upright as its mark in EXIF asks. A size
 * that the labels state settles it for pictures that lie on their side, and so does a box that is inside one of the two only. For the others it
 * is looked where the boxes have edges of objects below theirs, which only many boxes together settle.
 *
 * @param verdict what the sizes say
 * @param gains where they say nothing: for each box how much more contrast its edge has when it is taken as drawn on the stored pixels, in [-1, 1]
 */
record Turn(Verdict verdict, List<Double> gains) {
    /** A picture without a mark, whose labels do not speak of another. */
    static final Turn NONE = new Turn(Verdict.NONE, List.of());

    /** Two places that share more than this tell nothing. */
    private static final double MOST_IN_COMMON = 0.5;

    /** What the boxes fit. */
    enum Verdict {
        /** There is nothing to turn. */
        NONE,
        /** The upright picture, as they should. */
        UPRIGHT,
        /** The pixels in the file. */
        STORED,
        /** The picture as it lay before somebody turned it and removed the mark. */
        BEFORE_TURNING,
        /** Either. */
        UNSETTLED
    }

    Turn {
        gains = List.copyOf(gains);
    }

    /**
     * Looks at a picture.
     *
     * @param fractions whether the labels give fractions of the picture, which fit any size
     * @param image upright
     */
    static Turn of(LabelledPicture picture, boolean fractions, PictureHeader header, Image image) {
        Size upright = header.upright();
        Size stated = picture.stated().orElse(upright);
        if (header.orientation() == 1) {
            boolean lying = !stated.equals(upright) && stated.equals(new Size(upright.height(), upright.width()));
            return lying ? new Turn(Verdict.BEFORE_TURNING, List.of()) : NONE;
        }
        if (picture.stated().isPresent() && !upright.equals(header.stored())) {
            if (stated.equals(upright)) {
                return new Turn(Verdict.UPRIGHT, List.of());
            }
            if (stated.equals(header.stored())) {
                return new Turn(Verdict.STORED, List.of());
            }
        }
        List<Box> boxes = picture.truth().boxes().stream().map(TruthBox::box).toList();
        if (!fractions) {
            boolean fitUpright = boxes.stream().allMatch(box -> isInside(box, upright));
            boolean fitStored = boxes.stream().allMatch(box -> isInside(box, header.stored()));
            if (fitUpright != fitStored) {
                return new Turn(fitUpright ? Verdict.UPRIGHT : Verdict.STORED, List.of());
            }
        }
        List<Double> gains = new ArrayList<>();
        for (Box box : boxes) {
            Box stored = header.turned(fractions ? scaled(box, upright, header.stored()) : box);
            if (box.iou(stored) < MOST_IN_COMMON) {
                double asRead = EdgeContrast.of(image, box);
                double asStored = EdgeContrast.of(image, stored);
                if (asRead + asStored > 0) {
                    gains.add((asStored - asRead) / (asStored + asRead));
                }
            }
        }
        return new Turn(Verdict.UNSETTLED, gains);
    }

    private static boolean isInside(Box box, Size size) {
        return box.left() >= -1
                && box.top() >= -1
                && box.right() <= size.width() + 1
                && box.bottom() <= size.height() + 1;
    }

    private static Box scaled(Box box, Size from, Size to) {
        double across = (double) to.width() / from.width();
        double down = (double) to.height() / from.height();
        return new Box(box.left() * across, box.top() * down, box.right() * across, box.bottom() * down);
    }
}
