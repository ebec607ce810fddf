package dev.ocellus.dataset;

import dev.ocellus.image.Image;
import java.io.IOException;
import java.nio.file.Path;

/** Makes pictures of files; safe from several threads. */
@FunctionalInterface
public interface PictureDecoder {
    /**
     * The upright picture in a file.
     *
     * @throws IOException with the reason where the file holds no usable picture
     */
    Image decode(Path file) throws IOException;
}
