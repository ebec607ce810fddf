package dev.ocellus.image;

import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;

/** How pictures of any shape are brought to one size without being squeezed. */
public enum PictureFit {
    /** Scaled until the shorter side fits; of the longer one the middle is kept. */
    CROP,
    /** Scaled until the whole picture fits; what stays free is grey. */
    LETTERBOX;

    private static final int GREY = 114;

    /** The picture in the given size. */
    public Image apply(Image image, Size target) {
        return Resampling.crop(image, region(image.size(), target), target, GREY);
    }

    /** The part of a picture, in its pixels, that fills the given size. */
    Box region(Size picture, Size target) {
        double across = (double) picture.width() / target.width();
        double down = (double) picture.height() / target.height();
        double pixelsPerPixel = this == CROP ? Math.min(across, down) : Math.max(across, down);
        Point centre = picture.bounds().centre();
        return Box.around(centre, target.width() * pixelsPerPixel, target.height() * pixelsPerPixel);
    }
}
