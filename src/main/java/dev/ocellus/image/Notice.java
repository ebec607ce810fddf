package dev.ocellus.image;

/**
 * Something worth knowing about a picture that could be read all the same.
 *
 * @param kind what it is, for programs
 * @param message what it is, for people: a sentence without a full stop
 */
public record Notice(Kind kind, String message) {
    /** What can be worth knowing about a picture. */
    public enum Kind {
        /** The file ends before the picture does; the rest is empty. */
        TRUNCATED,
        /** Some of the data is damaged; parts of the picture may look wrong. */
        CORRUPT_DATA,
        /** The file holds several pictures, of which the first was read. */
        FIRST_FRAME_ONLY,
        /** Printing colours were converted to RGB. */
        CMYK_CONVERTED,
        /** More than 8 bits a channel were reduced to 8. */
        SIXTEEN_BIT_REDUCED,
        /** Transparent parts were laid over white. */
        ALPHA_FLATTENED,
        /** The picture was turned or mirrored as its EXIF orientation asks. */
        ROTATED_BY_EXIF,
        /** The name's extension belongs to another format. */
        MISMATCHED_EXTENSION
    }
}
