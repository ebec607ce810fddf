package dev.ocellus.face;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.Resampling;
import java.util.List;

/**
 * Brings faces to one place, size and angle: a square picture in whose middle the mean of the five landmarks lies, moved, turned and scaled by the
 * similarity that brings them closest to those of the mean face. A face is never mirrored and never stretched, so its shape stays its own. Immutable.
 *
 * @param side of the aligned picture in pixels, at least 8
 * @param eyeDistance distance of the mean face's eyes as a share of the side, in (0, 1]: the smaller, the wider the margin
 */
public record Alignment(int side, double eyeDistance) {
    /** For encoders: 64 pixels, the eyes 20 pixels apart, the face from the brows' upper end to the chin. */
    public static final Alignment STANDARD = new Alignment(64, 20.0 / 64);

    public Alignment {
        if (side < 8 || side > 8192) {
            throw new IllegalArgumentException("side must be between 8 and 8192 pixels, got " + side);
        }
        if (!(eyeDistance > 0 && eyeDistance <= 1)) {
            throw new IllegalArgumentException("eye-distance must be above 0 and at most 1, got " + eyeDistance);
        }
    }

    /** The same part of the face in a picture of another size. */
    public Alignment sized(int side) {
        return new Alignment(side, eyeDistance);
    }

    /** The landmarks of the mean face in the aligned picture, in its pixels. */
    public Landmarks template() {
        return FaceShape.LANDMARKS.moved(fromShape());
    }

    /** Takes the mean face into the aligned picture. */
    private Affine fromShape() {
        double unit = eyeDistance * side;
        return new Affine(unit, 0, side / 2.0, 0, unit, side / 2.0);
    }

    /**
     * The similarity that takes a point of the source picture to the aligned one.
     *
     * @throws IllegalArgumentException where the landmarks are no numbers or all at one place
     */
    public Affine toAligned(Landmarks inSource) {
        return fromShape().after(FaceShape.from(inSource));
    }

    /** The similarity that takes a point of the aligned picture to the source picture, see {@link #toAligned}. */
    public Affine fromAligned(Landmarks inSource) {
        return toAligned(inSource).inverse();
    }

    /**
     * The aligned face. Shrinking takes the mean of the covered pixels; beyond the edges of the source its last pixels go on.
     *
     * @param source the picture at its full detail
     * @param inSource the face's landmarks
     * @throws IllegalArgumentException where the landmarks are no numbers or all at one place
     */
    public Image of(Image source, Landmarks inSource) {
        return Resampling.part(source, fromAligned(inSource), new Size(side, side));
    }

    /** Several aligned faces of one picture, in order. */
    public List<Image> of(Image source, List<Landmarks> inSource) {
        return inSource.stream().map(landmarks -> of(source, landmarks)).toList();
    }
}
