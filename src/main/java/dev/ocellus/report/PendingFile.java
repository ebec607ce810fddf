package dev.ocellus.report;

import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

/** A file that is being written beside its place and takes it in one move when it is whole. */
final class PendingFile implements Closeable {
    static final String SUFFIX = ".part";

    private final Path target;
    private final Path part;
    private final OutputStream out;

    /** Starts a file, and the folders above it where they are missing. An unfinished file of an earlier run is overwritten. */
    PendingFile(Path target) throws IOException {
        this.target = target;
        this.part = target.resolveSibling(target.getFileName() + SUFFIX);
        Files.createDirectories(target.toAbsolutePath().getParent());
        this.out = new BufferedOutputStream(Files.newOutputStream(part));
    }

    /** Writes a small file at once. */
    static void write(Path target, String text) throws IOException {
        try (PendingFile file = new PendingFile(target)) {
            file.out.write(text.getBytes(StandardCharsets.UTF_8));
            file.finish();
        }
    }

    OutputStream out() {
        return out;
    }

    void finish() throws IOException {
        out.close();
        Files.move(part, target, StandardCopyOption.REPLACE_EXISTING);
    }

    @Override
    public void close() throws IOException {
        out.close();
    }
}
