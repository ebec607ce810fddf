package dev.ocellus.network;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** Writing files of which nobody ever meets a half: the content goes to a file beside the target, which takes its place in one move. */
public final class AtomicFile {
    /** Writes the content of a file to the path it is given. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    private AtomicFile() {}

    /**
     * Writes a file, and the folders above it where they are missing. Where that fails, a file that was there before is still there.
     *
     * @throws IOException whatever the content throws, or where the folder cannot be written to
     */
    public static void write(Path target, Content content) throws IOException {
        Path folder = Files.createDirectories(target.toAbsolutePath().getParent());
        Path part = folder.resolve(target.getFileName() + ".part");
        try {
            content.writeTo(part);
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(part);
        }
    }
}
