package dev.ocellus.dataset;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.PictureHeader;
import java.io.IOException;
import java.nio.file.Path;

/** Tells how large pictures are, which labels in fractions of the picture need. */
@FunctionalInterface
public interface PictureSizes {
    /** Reads the heads of the files. */
    PictureSizes OF_FILES = file -> PictureHeader.of(file).upright();

    /**
     * The size of the upright picture.
     *
     * @throws IOException with the reason where the file holds no usable picture
     */
    Size of(Path picture) throws IOException;
}
