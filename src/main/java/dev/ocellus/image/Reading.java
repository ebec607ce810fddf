package dev.ocellus.image;

import java.util.List;

/** What came of reading a picture file: the picture, or the reason why there is none. */
public sealed interface Reading {
    /**
     * The file holds a picture.
     *
     * @param image upright, as the EXIF orientation asks
     * @param notices what is worth knowing about it, in the order of {@link Notice.Kind}
     */
    record Decoded(Image image, List<Notice> notices) implements Reading {
        public Decoded {
            notices = List.copyOf(notices);
        }
    }

    /**
     * The file gives no picture.
     *
     * @param reason why, for programs
     * @param message why and what helps, for people: a sentence without a full stop, which does not repeat the file's name
     */
    record Rejected(Reason reason, String message) implements Reading {}

    /** Why a file gives no picture. */
    enum Reason {
        EMPTY_FILE,
        NOT_A_PICTURE,
        /** A picture, but of a format that is not read here. */
        UNSUPPORTED,
        /** More pixels or bytes than allowed, or than memory holds. */
        TOO_LARGE,
        /** The file itself cannot be read: missing, a folder, forbidden, a loop of links. */
        UNREADABLE,
        /** The content is damaged beyond use. */
        CORRUPT
    }
}
