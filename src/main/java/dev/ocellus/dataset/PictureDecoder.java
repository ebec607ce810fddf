package dev.ocellus.dataset;

import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Reading;
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

    /** A decoder that reads with the given reader; pictures that are only damaged are taken as they are. */
    static PictureDecoder of(ImageReader reader) {
        return file -> {
            Reading reading = reader.read(file);
            if (reading instanceof Reading.Decoded decoded) {
                return decoded.image();
            }
            throw new IOException(((Reading.Rejected) reading).message());
        };
    }
}
