package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Point;
import dev.ocellus.image.Resampling;
import dev.ocellus.pipeline.Stage;

/**
 * Moves the picture about its centre; the size stays, and what comes in from outside is grey.
 *
 * @param newToCurrent as if the centre of the picture were (0, 0)
 */
record Moved(Affine newToCurrent) implements Stage {
    @Override
    public Frame apply(Frame frame) {
        Point centre = frame.image().size().bounds().centre();
        Affine map = Affine.translate(centre.x(), centre.y())
                .after(newToCurrent)
                .after(Affine.translate(-centre.x(), -centre.y()));
        return frame.withImage(
                Resampling.warp(frame.image(), map, frame.image().size(), Draws.GREY),
                frame.placement().then(map));
    }
}
