package dev.ocellus.train;

import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** Tells whether two trainings saw the same data. */
final class DataHash {
    private DataHash() {}

    /** SHA-256 over id, bytes and labels of every picture that is learned from, as 64 hexadecimal digits. */
    static String of(List<DataSource.Parts> parts) throws IOException {
        MessageDigest hash = sha256();
        for (DataSource.Parts part : parts) {
            for (LabelledPicture picture : part.train()) {
                hash.update(picture.id().getBytes(StandardCharsets.UTF_8));
                hash.update(Files.readAllBytes(picture.file()));
                hash.update(text(picture.truth()).getBytes(StandardCharsets.UTF_8));
            }
        }
        return HexFormat.of().formatHex(hash.digest());
    }

    /** As it was written before there was more to know of a picture, so that the hashes on old cards can still be compared. */
    private static String text(Truth truth) {
        String boxes = "Truth[known=%s, boxes=%s]"
                .formatted(
                        truth.known(),
                        truth.boxes().stream().map(DataHash::text).toList());
        return truth.label().map(label -> boxes + label).orElse(boxes);
    }

    private static String text(TruthBox object) {
        String box =
                "TruthBox[box=%s, label=%s, difficult=%s]".formatted(object.box(), object.label(), object.difficult());
        return box
                + (object.crowd() ? "crowd" : "")
                + object.landmarks().map(Object::toString).orElse("");
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
