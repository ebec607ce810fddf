package dev.ocellus.face;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.image.Image;

/**
 * What is kept of a face so that encoders which do not exist yet can be given it: upright, with more around it than an encoder sees today, and no
 * more detail than its picture had. Its size tells where its landmarks lie, so the picture alone suffices.
 */
public final class KeptFace {
    /** The side in eye distances of the mean face; encoders in common use see a little more than three. */
    public static final double WIDTH = 4;

    /** The eyes 20 pixels apart, as our own encoder wants them. */
    private static final int SMALLEST = 80;
    /** The eyes 40 pixels apart: encoders with inputs of 112 pixels have them 35 apart. */
    private static final int LARGEST = 160;

    /** The widths of what was kept before, in smaller squares: the encoder's own view. */
    private static final double EARLIER_WIDTH = 3.2;

    private KeptFace() {}

    /**
     * A face of a picture, as it is kept: 80 to 160 pixels wide and high.
     *
     * @param source the picture at its full detail
     * @param inSource the face's landmarks
     * @throws IllegalArgumentException where the landmarks are no numbers or all at one place
     */
    public static Image of(Image source, Landmarks inSource) {
        double wanted = WIDTH * FaceShape.unit(inSource);
        int side = (int) Math.max(SMALLEST, Math.min(LARGEST, Math.rint(wanted)));
        return view(side).of(source, inSource);
    }

    /**
     * A kept face as an encoder wants it.
     *
     * @throws IllegalArgumentException where the picture is no kept face, or the encoder sees more around a face than was kept
     */
    public static Image aligned(Image kept, Alignment wanted) {
        if (kept.width() != kept.height() || kept.width() > LARGEST) {
            throw new IllegalArgumentException("a kept face is a square of up to %d pixels, not %d x %d"
                    .formatted(LARGEST, kept.width(), kept.height()));
        }
        Alignment view = view(kept.width());
        if (wanted.eyeDistance() < view.eyeDistance() - 1e-9) {
            throw new IllegalArgumentException(
                    "the encoder sees a square of %.1f eye distances around a face, and only %.1f were kept"
                            .formatted(1 / wanted.eyeDistance(), 1 / view.eyeDistance()));
        }
        return view.equals(wanted) ? kept : wanted.of(kept, view.template());
    }

    private static Alignment view(int side) {
        return new Alignment(side, 1 / (side < SMALLEST ? EARLIER_WIDTH : WIDTH));
    }
}
