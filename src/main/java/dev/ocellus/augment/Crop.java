package dev.ocellus.augment;

import dev.ocellus.geometry.Size;
import dev.ocellus.pipeline.Augmentation;

/** An augmentation that makes pictures of one size of pictures of any size: the first stage of a training. */
public sealed interface Crop extends Augmentation permits FocusCrop, RandomCrop {
    /** Of the new pictures, in pixels. */
    int width();

    /** Of the new pictures, in pixels. */
    int height();

    /** The same crop for new pictures of another size. */
    Crop sized(Size size);
}
