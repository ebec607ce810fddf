package dev.ocellus.app;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.text.Normalizer;
import java.util.Optional;

/** The file that a user means by a name: as typed, or spelled with Unicode's other form of the same letters (é as one sign or as e and accent). */
final class ExistingPath {
    private ExistingPath() {}

    static Optional<Path> of(String typed) throws IOException {
        Path path;
        try {
            path = Path.of(typed);
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        if (Files.exists(path, LinkOption.NOFOLLOW_LINKS)) {
            return Optional.of(path);
        }
        Path folder = path.toAbsolutePath().getParent();
        if (folder == null || path.getFileName() == null || !Files.isDirectory(folder)) {
            return Optional.empty();
        }
        String wanted = composed(path.getFileName().toString());
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (composed(entry.getFileName().toString()).equals(wanted)) {
                    return Optional.of(entry);
                }
            }
        }
        return Optional.empty();
    }

    private static String composed(String name) {
        return Normalizer.normalize(name, Normalizer.Form.NFC);
    }
}
