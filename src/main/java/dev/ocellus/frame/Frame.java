package dev.ocellus.frame;

import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.List;
import java.util.Objects;

/**
 * What flows through the stages: a picture, where it sits in its source, what is known about it and what was found in it. Immutable; {@code with…}
 * makes a new one.
 *
 * @param id names the picture within its run, usually its path relative to the folder, with forward slashes
 * @param source the picture as it came, for stages that look at its full detail
 * @param image the current picture, which stages may have cut, scaled or turned
 * @param placement where the current picture sits in the source picture
 * @param truth what is known, in source pixels
 * @param detections what was found, in source pixels
 */
public record Frame(
        String id, Image source, Image image, Placement placement, Truth truth, List<Detection> detections) {
    private static final Image NO_PIXELS = Image.filled(new Size(1, 1), 0, 0, 0);

    public Frame {
        Objects.requireNonNull(id);
        Objects.requireNonNull(source);
        Objects.requireNonNull(image);
        Objects.requireNonNull(placement);
        Objects.requireNonNull(truth);
        detections = List.copyOf(detections);
    }

    /** A frame whose picture is its own source and about which nothing is known. */
    public static Frame of(String id, Image image) {
        return new Frame(id, image, image, Placement.of(image.size()), Truth.UNKNOWN, List.of());
    }

    public Frame withImage(Image image, Placement placement) {
        return new Frame(id, source, image, placement, truth, detections);
    }

    public Frame withTruth(Truth truth) {
        return new Frame(id, source, image, placement, truth, detections);
    }

    public Frame withDetections(List<Detection> detections) {
        return new Frame(id, source, image, placement, truth, detections);
    }

    /** The frame with a single pixel in place of its pictures, to keep many frames whose boxes alone are still needed. */
    public Frame withoutPixels() {
        return new Frame(id, NO_PIXELS, NO_PIXELS, placement, truth, detections);
    }
}
