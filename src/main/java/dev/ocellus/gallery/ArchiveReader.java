package dev.ocellus.gallery;

import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.GalleryException.Kind;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.Safetensors;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.sql.SQLException;
import java.time.DateTimeException;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipFile;

/**
 * Reads a gallery in the form of {@link ArchiveFormat}, which may come from anywhere. No name in the file ever becomes the name of a file here.
 */
final class ArchiveReader implements AutoCloseable {
    /** More than any picture of one aligned face has, and than a line about one. */
    private static final int LARGEST_PIECE = 16 << 20;

    private static final List<String> NEEDED =
            List.of(ArchiveFormat.HEAD, ArchiveFormat.PEOPLE, ArchiveFormat.FACES, ArchiveFormat.EMBEDDINGS);
    private static final Pattern THUMBNAIL = Pattern.compile(ArchiveFormat.THUMBNAILS + "[1-9][0-9]{0,9}\\.png");

    private final Path file;
    private final ZipFile zip;
    private final EncoderIdentity encoder;
    private final Optional<Calibration> calibration;
    private final Map<String, Person> people;

    private ArchiveReader(
            Path file,
            ZipFile zip,
            EncoderIdentity encoder,
            Optional<Calibration> calibration,
            Map<String, Person> people) {
        this.file = file;
        this.zip = zip;
        this.encoder = encoder;
        this.calibration = calibration;
        this.people = Collections.unmodifiableMap(people);
    }

    /**
     * Opens a file and compares everything in it with its hashes.
     *
     * @throws IOException naming the file and what is wrong with it
     */
    static ArchiveReader open(Path file) throws IOException {
        if (!Files.isRegularFile(file)) {
            throw new GalleryException(Kind.MISSING, "there is no file %s".formatted(file));
        }
        ZipFile zip;
        try {
            zip = new ZipFile(file.toFile());
        } catch (ZipException e) {
            throw bad(file, "not a zip file, or a damaged one: " + e.getMessage(), e);
        }
        try {
            check(zip);
            JsonRecord head = JsonRecord.parse(new String(piece(zip, ArchiveFormat.HEAD), StandardCharsets.UTF_8));
            return new ArchiveReader(
                    file, zip, ArchiveFormat.encoder(head), ArchiveFormat.calibration(head), people(zip));
        } catch (IOException | IllegalArgumentException | DateTimeException | ArithmeticException e) {
            zip.close();
            throw bad(file, e.getMessage(), e);
        }
    }

    EncoderIdentity encoder() {
        return encoder;
    }

    Optional<Calibration> calibration() {
        return calibration;
    }

    List<Person> people() {
        return List.copyOf(people.values());
    }

    /** What is done with a face. */
    @FunctionalInterface
    interface Visitor {
        void accept(FaceEntry entry) throws SQLException, GalleryException;
    }

    /** Visits all faces in the order of the file; their numbers are those of their lines. */
    void forEachFace(Visitor visitor) throws SQLException, GalleryException {
        Tensor embeddings = embeddings();
        int line = 0;
        try (BufferedReader lines = lines(zip, ArchiveFormat.FACES)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line++;
                visitor.accept(face(text, line, embeddings));
            }
        } catch (IOException e) {
            throw bad(file, e.getMessage(), e);
        }
        if (line != embeddings.dimension(0)) {
            throw bad(
                    file,
                    "%s has %d lines, %s %d rows"
                            .formatted(ArchiveFormat.FACES, line, ArchiveFormat.EMBEDDINGS, embeddings.dimension(0)),
                    null);
        }
    }

    private FaceEntry face(String text, int line, Tensor embeddings) throws GalleryException {
        try {
            if (line > embeddings.dimension(0)) {
                throw new IOException("there is no row for it in " + ArchiveFormat.EMBEDDINGS);
            }
            int from = (line - 1) * encoder.size();
            Embedding embedding = Embedding.of(Arrays.copyOfRange(embeddings.data(), from, from + encoder.size()));
            ZipEntry thumbnail = zip.getEntry(ArchiveFormat.thumbnail(line));
            Optional<byte[]> png = thumbnail == null ? Optional.empty() : Optional.of(piece(zip, thumbnail.getName()));
            return ArchiveFormat.face(JsonRecord.parse(text), line, embedding, png, people);
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            throw bad(file, "%s, line %d: %s".formatted(ArchiveFormat.FACES, line, e.getMessage()), e);
        }
    }

    private Tensor embeddings() throws GalleryException {
        try {
            return readEmbeddings();
        } catch (IOException e) {
            throw bad(file, ArchiveFormat.EMBEDDINGS + ": " + e.getMessage(), e);
        }
    }

    private Tensor readEmbeddings() throws IOException {
        Path copy = Files.createTempFile("embeddings", ".safetensors");
        try {
            try (InputStream in = zip.getInputStream(zip.getEntry(ArchiveFormat.EMBEDDINGS));
                    OutputStream out = Files.newOutputStream(copy)) {
                in.transferTo(out);
            }
            Tensor tensor = Safetensors.read(copy).tensors().get(ArchiveFormat.TENSOR);
            boolean fits = tensor != null && tensor.shape().length == 2 && tensor.dimension(1) == encoder.size();
            if (!fits) {
                throw new IOException(
                        "it has no tensor '%s' with rows of %d".formatted(ArchiveFormat.TENSOR, encoder.size()));
            }
            return tensor;
        } finally {
            Files.deleteIfExists(copy);
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }

    private static Map<String, Person> people(ZipFile zip) throws IOException {
        Map<String, Person> people = new LinkedHashMap<>();
        int line = 0;
        try (BufferedReader lines = lines(zip, ArchiveFormat.PEOPLE)) {
            for (String text = lines.readLine(); text != null; text = lines.readLine()) {
                line++;
                try {
                    Person person = ArchiveFormat.person(JsonRecord.parse(text));
                    if (people.put(person.id(), person) != null) {
                        throw new IOException("the id '%s' stands there twice".formatted(person.id()));
                    }
                } catch (IOException | IllegalArgumentException e) {
                    throw new IOException("%s, line %d: %s".formatted(ArchiveFormat.PEOPLE, line, e.getMessage()), e);
                }
            }
        }
        return people;
    }

    /** Compares names and contents with the list of hashes. */
    private static void check(ZipFile zip) throws IOException {
        Map<String, String> sums = new HashMap<>();
        String list = new String(piece(zip, ArchiveFormat.SUMS), StandardCharsets.UTF_8);
        for (String line : list.lines().toList()) {
            String[] words = line.split("  ", 2);
            if (words.length != 2 || sums.put(words[1], words[0]) != null) {
                throw new IOException("%s is damaged: '%s'".formatted(ArchiveFormat.SUMS, line));
            }
        }
        for (String needed : NEEDED) {
            if (zip.getEntry(needed) == null) {
                throw new IOException("it holds no " + needed);
            }
        }
        for (ZipEntry entry : Collections.list(zip.entries())) {
            check(zip, entry, sums);
        }
        Set<String> missing = sums.keySet();
        if (!missing.isEmpty()) {
            throw new IOException("%s is missing; %s speaks of it"
                    .formatted(missing.iterator().next(), ArchiveFormat.SUMS));
        }
    }

    private static void check(ZipFile zip, ZipEntry entry, Map<String, String> sums) throws IOException {
        if (entry.getName().equals(ArchiveFormat.SUMS)) {
            return;
        }
        String expected = sums.remove(entry.getName());
        boolean ours = NEEDED.contains(entry.getName())
                || THUMBNAIL.matcher(entry.getName()).matches();
        if (expected == null || !ours) {
            throw new IOException("'%s' does not belong into it".formatted(entry.getName()));
        }
        MessageDigest digest = Sha256.digest();
        try (InputStream in = new DigestInputStream(zip.getInputStream(entry), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
        }
        if (!HexFormat.of().formatHex(digest.digest()).equals(expected)) {
            throw new IOException("%s does not have the hash that it was written with".formatted(entry.getName()));
        }
    }

    private static BufferedReader lines(ZipFile zip, String name) throws IOException {
        return new BufferedReader(
                new InputStreamReader(zip.getInputStream(zip.getEntry(name)), StandardCharsets.UTF_8));
    }

    private static byte[] piece(ZipFile zip, String name) throws IOException {
        ZipEntry entry = zip.getEntry(name);
        if (entry == null) {
            throw new IOException("it holds no " + name);
        }
        int limit = name.equals(ArchiveFormat.SUMS) ? Integer.MAX_VALUE - Long.BYTES : LARGEST_PIECE;
        try (InputStream in = zip.getInputStream(entry)) {
            byte[] content = in.readNBytes(limit);
            if (in.read() >= 0) {
                throw new IOException("%s is larger than it can be".formatted(name));
            }
            return content;
        }
    }

    private static GalleryException bad(Path file, String what, Throwable cause) {
        if (cause instanceof GalleryException known) {
            return known;
        }
        return new GalleryException(Kind.FOREIGN, "%s cannot be imported: %s".formatted(file, what), cause);
    }
}
