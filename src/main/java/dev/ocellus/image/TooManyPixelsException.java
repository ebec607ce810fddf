package dev.ocellus.image;

import dev.ocellus.geometry.Size;
import java.io.IOException;

/** Says that a file's header announces more pixels than allowed. */
final class TooManyPixelsException extends IOException {
    TooManyPixelsException(Size size, long allowed) {
        super("the picture has %s pixels, %,d million; at most %,d million are allowed"
                .formatted(size, size.area() / 1_000_000, allowed / 1_000_000));
    }
}
