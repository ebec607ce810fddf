package dev.ocellus.gallery;

import dev.ocellus.files.PendingFile;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.Safetensors;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestOutputStream;
import java.security.MessageDigest;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes a gallery in the form of {@link ArchiveFormat}. The same gallery always gives the same bytes. */
final class ArchiveWriter {
    /** Any, but always the same: 1 January 2000, at noon. */
    private static final LocalDateTime TIME = LocalDateTime.of(2000, 1, 1, 12, 0);

    private final ZipOutputStream zip;
    private final StringBuilder sums = new StringBuilder();
    private final ByteArrayOutputStream lines = new ByteArrayOutputStream();
    private final List<float[]> rows = new ArrayList<>();

    private ArchiveWriter(ZipOutputStream zip) {
        this.zip = zip;
    }

    /** Gives all faces to a visitor, in order. */
    @FunctionalInterface
    interface Faces {
        void forEach(FaceTable.Visitor visitor) throws GalleryException;
    }

    /**
     * Writes a file in one move.
     *
     * @param faces at least one
     */
    static void write(
            Path file, EncoderIdentity encoder, Optional<Calibration> calibration, List<Person> people, Faces faces)
            throws IOException {
        PendingFile.write(file, part -> {
            Path tensor = part.resolveSibling(part.getFileName() + ".tensor");
            try (OutputStream out = Files.newOutputStream(part);
                    ZipOutputStream zip = new ZipOutputStream(out)) {
                ArchiveWriter writer = new ArchiveWriter(zip);
                writer.text(ArchiveFormat.HEAD, ArchiveFormat.head(encoder, calibration));
                StringBuilder lines = new StringBuilder();
                for (Person person : people) {
                    lines.append(ArchiveFormat.person(person));
                }
                writer.text(ArchiveFormat.PEOPLE, lines.toString());
                faces.forEach(writer::add);
                writer.end(encoder, tensor);
            } catch (UncheckedIOException e) {
                throw e.getCause();
            } finally {
                Files.deleteIfExists(tensor);
            }
        });
    }

    private void add(FaceEntry entry) {
        try {
            lines.write(ArchiveFormat.face(entry).getBytes(StandardCharsets.UTF_8));
            rows.add(entry.face().embedding().values());
            if (entry.face().thumbnail().isPresent()) {
                bytes(
                        ArchiveFormat.thumbnail(rows.size()),
                        entry.face().thumbnail().get());
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void end(EncoderIdentity encoder, Path tensor) throws IOException {
        bytes(ArchiveFormat.FACES, lines.toByteArray());
        float[] values = new float[Math.multiplyExact(rows.size(), encoder.size())];
        for (int r = 0; r < rows.size(); r++) {
            System.arraycopy(rows.set(r, null), 0, values, r * encoder.size(), encoder.size());
        }
        Safetensors.write(
                tensor,
                Map.of(ArchiveFormat.TENSOR, new Tensor(values, rows.size(), encoder.size())),
                Map.of("format", ArchiveFormat.FORMAT));
        entry(ArchiveFormat.EMBEDDINGS, out -> Files.copy(tensor, out));
        zip.putNextEntry(named(ArchiveFormat.SUMS));
        zip.write(sums.toString().getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }

    private void text(String name, String text) throws IOException {
        bytes(name, text.getBytes(StandardCharsets.UTF_8));
    }

    private void bytes(String name, byte[] content) throws IOException {
        entry(name, out -> out.write(content));
    }

    /** Writes the content of an entry. */
    @FunctionalInterface
    private interface Content {
        void writeTo(OutputStream out) throws IOException;
    }

    private void entry(String name, Content content) throws IOException {
        MessageDigest digest = Sha256.digest();
        zip.putNextEntry(named(name));
        content.writeTo(new DigestOutputStream(zip, digest));
        zip.closeEntry();
        sums.append(HexFormat.of().formatHex(digest.digest()))
                .append("  ")
                .append(name)
                .append('\n');
    }

    private static ZipEntry named(String name) {
        ZipEntry entry = new ZipEntry(name);
        entry.setTimeLocal(TIME);
        return entry;
    }
}
