package dev.ocellus.gallery;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.GalleryException.Kind;
import dev.ocellus.testing.Property;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.random.RandomGenerator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From one gallery into another, and from one encoder to another. */
class TransferIT {
    private final Random random = new Random(7);

    @TempDir
    Path folder;

    private Gallery open(String name) throws GalleryException {
        return Gallery.openOrCreate(folder.resolve(name));
    }

    private static void enrol(Gallery gallery, String name, NewFace... faces) throws GalleryException {
        gallery.enrol(new Enrollee.Named(name), DrawnFaces.ENCODER, List.of(faces));
    }

    private NewFace withThumbnail(String source) {
        byte[] png = new byte[500];
        random.nextBytes(png);
        return DrawnFaces.face(DrawnFaces.embedding(random), source, Optional.of(png));
    }

    private Path exported() throws IOException {
        Path file = folder.resolve("exported.zip");
        try (Gallery gallery = open("source.db")) {
            enrol(gallery, "Ann", withThumbnail("a.jpg"), DrawnFaces.face(random, "b.jpg"));
            enrol(gallery, "王小明", withThumbnail("c.jpg"));
            gallery.export(file);
        }
        return file;
    }

    @Test
    void thereAndBackAgainIsTheSameToTheLastBit() {
        Property.check(8, random -> {
            Path first = folder.resolve("first.zip");
            Path second = folder.resolve("second.zip");
            Path copy = folder.resolve("copy.db");
            Files.deleteIfExists(copy);
            Files.deleteIfExists(folder.resolve("drawn.db"));
            List<FaceEntry> before = new ArrayList<>();
            List<FaceEntry> after = new ArrayList<>();
            try (Gallery gallery = open("drawn.db")) {
                fill(gallery, random);
                before.addAll(faces(gallery));
                gallery.export(first);
            }
            try (Gallery gallery = Gallery.openOrCreate(copy)) {
                Imported imported = gallery.importFrom(first);
                assertEquals(before.size(), imported.added());
                after.addAll(faces(gallery));
                gallery.export(second);
            }
            assertEquals(
                    before.stream().map(TransferIT::comparable).toList(),
                    after.stream().map(TransferIT::comparable).toList());
            assertArrayEquals(Files.readAllBytes(first), Files.readAllBytes(second));
        });
    }

    private static void fill(Gallery gallery, RandomGenerator random) throws GalleryException {
        for (int person = 0; person <= random.nextInt(5); person++) {
            List<NewFace> faces = new ArrayList<>();
            for (int i = 0; i <= random.nextInt(4); i++) {
                byte[] png = new byte[1 + random.nextInt(2000)];
                random.nextBytes(png);
                NewFace face = DrawnFaces.face(
                        DrawnFaces.embedding(random),
                        person + "-" + i + ".jpg",
                        random.nextBoolean() ? Optional.of(png) : Optional.empty());
                faces.add(
                        random.nextBoolean()
                                ? face
                                : new NewFace(
                                        face.embedding(),
                                        "\"ü\" \u2028\\",
                                        face.pictureSha256(),
                                        face.box(),
                                        Optional.empty(),
                                        Quality.UNMEASURED,
                                        face.thumbnail()));
            }
            gallery.enrol(new Enrollee.Another("Zoë " + person % 2), DrawnFaces.ENCODER, faces);
        }
        if (random.nextBoolean()) {
            gallery.calibrate(
                    DrawnFaces.ENCODER,
                    new Calibration(
                            random.nextDouble(),
                            0.1,
                            0.001,
                            0.002,
                            7,
                            "pairs",
                            Instant.ofEpochMilli(1234567890123L),
                            List.of(new Calibration.Rate(0.1, 1e-9, 1.5e-9))));
        }
    }

    private static List<FaceEntry> faces(Gallery gallery) throws GalleryException {
        List<FaceEntry> faces = new ArrayList<>();
        for (PersonEntry entry : gallery.people()) {
            faces.addAll(gallery.faces(Person.ID_SIGN + entry.person().id()));
        }
        return faces;
    }

    /** A face without its number, with bytes that can be compared. */
    private static List<Object> comparable(FaceEntry entry) {
        NewFace face = entry.face();
        return List.of(
                entry.person(),
                entry.enrolledAt(),
                face.embedding(),
                face.source(),
                face.pictureSha256(),
                face.box(),
                face.landmarks(),
                face.quality(),
                face.thumbnail().map(HexFormat.of()::formatHex));
    }

    @Test
    void whoIsThereAlreadyStaysAndOthersAreAdded() throws Exception {
        Path file = exported();
        try (Gallery gallery = open("target.db")) {
            gallery.importFrom(file);
            Imported again = gallery.importFrom(file);
            assertEquals(List.of(), again.newPeople());
            assertEquals(2, again.knownPeople());
            assertEquals(0, again.added());
            assertEquals(3, again.alreadyThere());
            assertEquals(2, gallery.people().size());
        }
        try (Gallery gallery = open("other.db")) {
            enrol(gallery, "Ann", DrawnFaces.face(random, "x.jpg"));
            Imported imported = gallery.importFrom(file);
            assertEquals(2, imported.newPeople().size());
            assertEquals(
                    List.of("Ann"),
                    imported.sameNames().stream().map(Person::name).toList());
            assertEquals(2, gallery.named("Ann").size(), "another Ann");
        }
    }

    @Test
    void anIdThatIsSomebodyElsesBecomesANewOne() throws Exception {
        Path file = exported();
        Path renamed = folder.resolve("renamed.zip");
        Map<String, byte[]> entries = entries(file);
        entries.computeIfPresent(ArchiveFormat.PEOPLE, (name, lines) -> new String(lines, StandardCharsets.UTF_8)
                .replace("Ann", "Eve")
                .getBytes(StandardCharsets.UTF_8));
        write(renamed, entries, true);
        try (Gallery gallery = open("target.db")) {
            gallery.importFrom(file);
            Imported imported = gallery.importFrom(renamed);
            assertEquals(
                    List.of("Eve"),
                    imported.renumbered().stream().map(Person::name).toList());
            assertNotEquals(gallery.find("Ann").id(), gallery.find("Eve").id());
            assertEquals(2, imported.added());
            assertEquals(1, imported.alreadyThere());
        }
    }

    @Test
    void filesThatAreNotAsTheyShouldBeAreRefusedWhole() throws Exception {
        Path file = exported();
        Map<String, byte[]> good = entries(file);
        refused("not a zip file", bad -> Files.writeString(bad, "no zip"));
        refused("does not have the hash", bad -> write(bad, changed(good, ArchiveFormat.FACES), false));
        refused("it holds no SHA256SUMS", bad -> write(bad, without(good, ArchiveFormat.SUMS), false));
        refused("it holds no faces.jsonl", bad -> write(bad, without(good, ArchiveFormat.FACES), true));
        refused("thumbnails/1.png is missing", bad -> write(bad, without(good, "thumbnails/1.png"), false));
        refused("'../evil.db' does not belong into it", bad -> write(bad, with(good, "../evil.db", "x"), true));
        refused("'/etc/evil' does not belong into it", bad -> write(bad, with(good, "/etc/evil", "x"), true));
        refused("not a JSON object", bad -> write(bad, with(good, ArchiveFormat.HEAD, "[]"), true));
        refused(
                "faces.jsonl, line 1: the field 'person'",
                bad -> write(bad, with(good, ArchiveFormat.FACES, "{}"), true));
        refused("faces.jsonl has 0 lines", bad -> write(bad, with(good, ArchiveFormat.FACES, ""), true));
        refused("people.jsonl, line 1: ", bad -> write(bad, with(good, ArchiveFormat.PEOPLE, "{\"id\":\"x\"}"), true));
        refused("embeddings.safetensors: ", bad -> write(bad, with(good, ArchiveFormat.EMBEDDINGS, "short"), true));
        String head = new String(good.get(ArchiveFormat.HEAD), StandardCharsets.UTF_8);
        refused(
                "use a newer one",
                bad -> write(
                        bad, with(good, ArchiveFormat.HEAD, head.replace("\"version\":1", "\"version\":2")), true));
        assertFalse(Files.exists(folder.resolve("../evil.db")));
        assertEquals(
                Kind.MISSING,
                assertThrows(GalleryException.class, () -> open("target.db").importFrom(folder.resolve("nothing.zip")))
                        .kind());
    }

    @Test
    void anotherEncodersExportIsRefused() throws Exception {
        Path file = exported();
        try (Gallery gallery = open("target.db")) {
            gallery.enrol(new Enrollee.Named("Bob"), DrawnFaces.OTHER, List.of(DrawnFaces.face(random, "b.jpg")));
            GalleryException refusal = assertThrows(GalleryException.class, () -> gallery.importFrom(file));
            assertEquals(Kind.OTHER_ENCODER, refusal.kind());
            assertEquals(1, gallery.people().size());
        }
    }

    @Test
    void anEmptyGalleryIsNotExported() throws Exception {
        Path file = folder.resolve("none.zip");
        try (Gallery gallery = open("empty.db")) {
            assertEquals(
                    Kind.MISSING,
                    assertThrows(GalleryException.class, () -> gallery.export(file))
                            .kind());
        }
        assertFalse(Files.exists(file));
    }

    @Test
    void thumbnailsAreEncodedAnewForAnotherEncoder() throws Exception {
        Embedding renewed = DrawnFaces.embedding(random);
        List<byte[]> seen = new ArrayList<>();
        ReEnrolling.Encoding encoding = pngs -> {
            seen.addAll(pngs);
            return Collections.nCopies(pngs.size(), renewed);
        };
        try (Gallery gallery = open("gallery.db")) {
            NewFace kept = withThumbnail("a.jpg");
            enrol(gallery, "Ann", kept, DrawnFaces.face(random, "b.jpg"));
            enrol(gallery, "Bob", DrawnFaces.face(random, "c.jpg"));
            assertEquals(0, gallery.reEnrol(DrawnFaces.ENCODER, encoding, false).faces(), "nothing to do");
            GalleryException refusal =
                    assertThrows(GalleryException.class, () -> gallery.reEnrol(DrawnFaces.OTHER, encoding, false));
            assertTrue(refusal.getMessage().contains("of 2 of the 3 faces"), refusal.getMessage());
            assertEquals(Optional.of(DrawnFaces.ENCODER), gallery.encoder());

            ReEnrolled done = gallery.reEnrol(DrawnFaces.OTHER, encoding, true);
            assertEquals(1, done.faces());
            assertEquals(2, done.removedFaces());
            assertEquals(
                    List.of("Bob"),
                    done.removedPeople().stream().map(Person::name).toList());
            assertArrayEquals(kept.thumbnail().orElseThrow(), seen.get(0));
            assertEquals(Optional.of(DrawnFaces.OTHER), gallery.encoder());
            assertEquals(0, gallery.nearest(DrawnFaces.OTHER, renewed, 2).get(0).distance());
        }
    }

    @Test
    void whatFailsHalfwayChangesNothing() throws Exception {
        try (Gallery gallery = open("gallery.db")) {
            NewFace[] many = new NewFace[100]; // more than are encoded at a time
            Arrays.setAll(many, i -> withThumbnail(i + ".jpg"));
            enrol(gallery, "Ann", many);
            List<Embedding> before = gallery.embeddings(DrawnFaces.ENCODER, gallery.find("Ann"));
            int[] calls = {0};
            assertThrows(
                    IOException.class,
                    () -> gallery.reEnrol(
                            DrawnFaces.OTHER,
                            pngs -> {
                                if (calls[0]++ == 1) {
                                    throw new IOException("no picture");
                                }
                                return Collections.nCopies(pngs.size(), DrawnFaces.embedding(random));
                            },
                            false));
            assertEquals(before, gallery.embeddings(DrawnFaces.ENCODER, gallery.find("Ann")));
        }
    }

    /** Writes a file that is not as it should be. */
    private interface BadFile {
        void writeTo(Path file) throws IOException;
    }

    private void refused(String reason, BadFile content) throws IOException {
        Path bad = folder.resolve("bad.zip");
        Files.deleteIfExists(bad);
        content.writeTo(bad);
        try (Gallery gallery = open("target.db")) {
            IOException refusal = assertThrows(IOException.class, () -> gallery.importFrom(bad));
            assertTrue(refusal.getMessage().contains(reason), refusal.getMessage());
            assertTrue(refusal.getMessage().startsWith(bad.toString()), refusal.getMessage());
            assertEquals(List.of(), gallery.people());
        }
    }

    private static Map<String, byte[]> entries(Path file) throws IOException {
        Map<String, byte[]> entries = new LinkedHashMap<>();
        try (ZipFile zip = new ZipFile(file.toFile())) {
            for (ZipEntry entry : Collections.list(zip.entries())) {
                entries.put(entry.getName(), zip.getInputStream(entry).readAllBytes());
            }
        }
        return entries;
    }

    /** @param summed whether the hashes are made to fit */
    private static void write(Path file, Map<String, byte[]> entries, boolean summed) throws IOException {
        StringBuilder sums = new StringBuilder();
        try (OutputStream out = Files.newOutputStream(file);
                ZipOutputStream zip = new ZipOutputStream(out)) {
            for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
                if (summed && entry.getKey().equals(ArchiveFormat.SUMS)) {
                    continue;
                }
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
                sums.append(Sha256.of(entry.getValue()))
                        .append("  ")
                        .append(entry.getKey())
                        .append('\n');
            }
            if (summed) {
                zip.putNextEntry(new ZipEntry(ArchiveFormat.SUMS));
                zip.write(sums.toString().getBytes(StandardCharsets.UTF_8));
            }
        }
    }

    private static Map<String, byte[]> with(Map<String, byte[]> entries, String name, String content) {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        changed.put(name, content.getBytes(StandardCharsets.UTF_8));
        return changed;
    }

    private static Map<String, byte[]> without(Map<String, byte[]> entries, String name) {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        changed.remove(name);
        return changed;
    }

    private static Map<String, byte[]> changed(Map<String, byte[]> entries, String name) {
        Map<String, byte[]> changed = new LinkedHashMap<>(entries);
        byte[] content = changed.get(name).clone();
        content[content.length / 2] ^= 1;
        changed.put(name, content);
        return changed;
    }
}
