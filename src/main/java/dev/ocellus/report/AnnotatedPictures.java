package dev.ocellus.report;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Identity;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.image.Drawing;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** Copies of the searched pictures with what was found drawn on them, as {@code NAME.jpg}. Safe from several threads. */
public final class AnnotatedPictures {
    private static final int QUALITY = 90;

    private final Path folder;
    private final OutputNames names;

    public AnnotatedPictures(Path folder, OutputNames names) {
        this.folder = folder;
        this.names = names;
    }

    /** Where the copy of a picture goes. */
    public static Path place(Path folder, OutputNames names, String picture) {
        return folder.resolve(names.of(picture) + ".jpg");
    }

    /** Draws and writes the copy of one picture. */
    public void write(String picture, Image image, List<Detection> detections) throws IOException {
        Path file = place(folder, names, picture);
        List<Drawing.Mark> marks = detections.stream()
                .map(found -> new Drawing.Mark(
                        found.box(),
                        found.name(),
                        caption(found),
                        found.landmarks().map(Landmarks::points).orElse(List.of())))
                .toList();
        ImageWriter.writeJpeg(Drawing.draw(image, marks), QUALITY, file);
    }

    private static String caption(Detection found) {
        if (found.identity().isPresent()) {
            return caption(found.identity().get());
        }
        return String.format(Locale.ROOT, "%s %.2f", found.label(), found.score());
    }

    /** A name with its distance, which is small for faces that are alike; of several that may be meant, the two nearest. */
    private static String caption(Identity identity) {
        return switch (identity.decision()) {
            case KNOWN ->
                String.format(
                        Locale.ROOT,
                        "%s %.2f",
                        identity.label(),
                        identity.candidates().get(0).distance());
            case AMBIGUOUS ->
                identity.candidates().stream()
                        .limit(2)
                        .map(Identity.Candidate::name)
                        .collect(Collectors.joining(" or ", "", "?"));
            case UNKNOWN -> identity.label();
        };
    }
}
