package dev.ocellus.examine;

import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Notice;
import dev.ocellus.image.PictureHash;
import dev.ocellus.image.PictureHeader;
import dev.ocellus.image.Reading;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What is kept of a picture that was looked at, without its pixels.
 *
 * @param picture with its labels
 * @param header of its file, where it could be read
 * @param hash what it looks like, where it could be decoded
 * @param turn whether its labels know that it is turned
 * @param findings what is wrong with its file
 */
record Sighting(
        LabelledPicture picture,
        Optional<PictureHeader> header,
        Optional<PictureHash> hash,
        Turn turn,
        List<Finding> findings) {
    private static final Map<Notice.Kind, Finding.Kind> NOTICES = Map.of(
            Notice.Kind.TRUNCATED, Finding.Kind.DAMAGED_PICTURE,
            Notice.Kind.CORRUPT_DATA, Finding.Kind.DAMAGED_PICTURE,
            Notice.Kind.MISMATCHED_EXTENSION, Finding.Kind.WRONG_ENDING);

    static Sighting of(LabelledPicture picture, boolean fractions, ImageReader reader) {
        List<Finding> findings = new ArrayList<>();
        Reading reading = reader.read(picture.file());
        if (reading instanceof Reading.Rejected rejected) {
            findings.add(new Finding(
                    Finding.Kind.UNREADABLE_PICTURE,
                    picture.file(),
                    0,
                    Finding.Loss.PICTURE,
                    "not decoded (" + rejected.message() + "), left out",
                    "replace or remove the picture"));
            return new Sighting(picture, Optional.empty(), Optional.empty(), Turn.NONE, findings);
        }
        Reading.Decoded decoded = (Reading.Decoded) reading;
        for (Notice notice : decoded.notices()) {
            Finding.Kind kind = NOTICES.get(notice.kind());
            if (kind != null) {
                findings.add(new Finding(
                        kind,
                        picture.file(),
                        0,
                        Finding.Loss.NOTHING,
                        notice.message(),
                        kind == Finding.Kind.WRONG_ENDING ? "rename the file" : "replace the picture"));
            }
        }
        Optional<PictureHeader> header = Optional.empty();
        try {
            header = Optional.of(PictureHeader.of(picture.file()));
        } catch (IOException e) {
            findings.add(new Finding(
                    Finding.Kind.DAMAGED_PICTURE,
                    picture.file(),
                    0,
                    Finding.Loss.NOTHING,
                    "its head is damaged",
                    "replace the picture"));
        }
        return new Sighting(
                picture,
                header,
                Optional.of(PictureHash.of(decoded.image())),
                header.map(head -> Turn.of(picture, fractions, head, decoded.image()))
                        .orElse(Turn.NONE),
                findings);
    }

    /** The size of the picture as it is seen. */
    Optional<Size> size() {
        return header.map(PictureHeader::upright);
    }
}
