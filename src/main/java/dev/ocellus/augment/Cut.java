package dev.ocellus.augment;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Resampling;
import dev.ocellus.pipeline.Stage;

/**
 * Cuts a part out of the picture and scales it. Outside the picture it is grey.
 *
 * @param region in pixels of the current picture; may reach outside
 * @param target size of the new picture
 */
record Cut(Box region, Size target) implements Stage {
    @Override
    public Frame apply(Frame frame) {
        Affine newToCurrent = new Affine(
                region.width() / target.width(), 0, region.left(), 0, region.height() / target.height(), region.top());
        return frame.withImage(
                Resampling.crop(frame.image(), region, target, Draws.GREY),
                frame.placement().then(newToCurrent));
    }
}
