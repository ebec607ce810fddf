package dev.ocellus.files;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.UUID;

/**
 * A file that is written beside its place and takes it in one move when it is whole, so that nobody ever meets a half. What stood in its place
 * before stays there until then. Folders above it are made where they are missing.
 */
public final class PendingFile implements Closeable {
    private static final String SUFFIX = ".part";
    /** The name of a file that {@link #write} has not finished. */
    private static final String LEFTOVER = "\\.[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\\.part";

    private final Path target;
    private final Path part;
    private final OutputStream out;

    /**
     * Starts a file that grows over a whole run. Until {@link #finish} it lies beside its place under its name and {@code .part}, also after a run
     * that was cut short; the next run overwrites that.
     */
    public PendingFile(Path target) throws IOException {
        this.target = target;
        this.part = folder(target).resolve(target.getFileName() + SUFFIX);
        this.out = new BufferedOutputStream(Files.newOutputStream(part));
    }

    /** Writes the content of a file to the path it is given. */
    @FunctionalInterface
    public interface Content {
        void writeTo(Path file) throws IOException;
    }

    /**
     * Writes a file at once, under a name of its own until it is whole. Nothing is left of it where that fails.
     *
     * @throws FileSystemException naming the file, where it or its folder cannot be written; a full disk is told in the system's words
     * @throws IOException whatever else the content throws
     */
    public static void write(Path target, Content content) throws IOException {
        Path part = folder(target).resolve("." + UUID.randomUUID() + SUFFIX);
        try {
            content.writeTo(part);
            move(part, target);
        } catch (IOException e) {
            if (e.getClass() != IOException.class) {
                throw e;
            }
            // channels and streams tell that a disk is full, but not for which file
            FileSystemException named = new FileSystemException(target.toString(), null, e.getMessage());
            named.initCause(e);
            throw named;
        } finally {
            Files.deleteIfExists(part);
        }
    }

    /** Writes a file of these bytes at once. */
    public static void write(Path target, byte[] content) throws IOException {
        write(target, part -> Files.write(part, content));
    }

    /** Writes a file of this text at once, in UTF-8. */
    public static void write(Path target, String content) throws IOException {
        write(target, content.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Removes what is left in a folder of files that {@link #write} was killed in. Only for a folder that nobody else writes to at the time.
     */
    public static void removeLeftovers(Path folder) throws IOException {
        try (DirectoryStream<Path> parts = Files.newDirectoryStream(folder, ".*" + SUFFIX)) {
            for (Path part : parts) {
                if (part.getFileName().toString().matches(LEFTOVER)) {
                    Files.delete(part);
                }
            }
        }
    }

    public OutputStream out() {
        return out;
    }

    /** Puts the file in its place. */
    public void finish() throws IOException {
        out.close();
        move(part, target);
    }

    /** Ends the writing; without {@link #finish} the file stays unfinished. */
    @Override
    public void close() throws IOException {
        out.close();
    }

    private static Path folder(Path target) throws IOException {
        return Files.createDirectories(target.toAbsolutePath().getParent());
    }

    /** Puts a file that was written beside its place into it, in one move where the file system can. */
    public static void move(Path part, Path target) throws IOException {
        try {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
