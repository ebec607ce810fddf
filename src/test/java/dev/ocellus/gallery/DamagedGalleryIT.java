package dev.ocellus.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.GalleryException.Kind;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Galleries with bytes that are not what was written: whatever is read is true, or it is told that the file is damaged. */
class DamagedGalleryIT {
    private static final Embedding PROBE = DrawnFaces.embedding(new Random(99));

    @TempDir
    Path folder;

    private Path file;
    private byte[] whole;
    private List<Object> truth;

    @BeforeEach
    void fill() throws IOException {
        file = folder.resolve("gallery.db");
        Random random = new Random(3);
        try (Gallery gallery = Gallery.openOrCreate(file)) {
            for (int person = 0; person < 12; person++) {
                List<NewFace> faces = new ArrayList<>();
                for (int i = 0; i < 4; i++) {
                    byte[] png = new byte[700];
                    random.nextBytes(png);
                    faces.add(
                            DrawnFaces.face(DrawnFaces.embedding(random), person + "-" + i + ".jpg", Optional.of(png)));
                }
                gallery.enrol(new Enrollee.Named("Person " + person), DrawnFaces.ENCODER, faces);
            }
        }
        whole = Files.readAllBytes(file);
        truth = seen(file);
    }

    /** All that can be asked of a gallery. */
    private static List<Object> seen(Path file) throws GalleryException {
        List<Object> seen = new ArrayList<>();
        try (Gallery gallery = Gallery.openToRead(file)) {
            seen.add(gallery.nearest(DrawnFaces.ENCODER, PROBE, 20));
            for (PersonEntry entry : gallery.people()) {
                seen.add(entry);
                for (FaceEntry face :
                        gallery.faces(Person.ID_SIGN + entry.person().id())) {
                    seen.add(List.of(
                            face.id(),
                            face.enrolledAt(),
                            face.face().embedding(),
                            face.face().source(),
                            face.face().pictureSha256(),
                            face.face().box(),
                            face.face().quality(),
                            Arrays.hashCode(face.face().thumbnail().orElse(new byte[0]))));
                }
            }
        }
        return seen;
    }

    @Test
    void changedBytesAreToldOrDoNotMatter() throws Exception {
        Random random = new Random(8);
        int told = 0;
        int cases = 150;
        for (int i = 0; i < cases; i++) {
            byte[] changed = whole.clone();
            int at = random.nextInt(changed.length);
            for (int j = at; j < Math.min(changed.length, at + 1 + random.nextInt(40)); j++) {
                changed[j] ^= (byte) (1 + random.nextInt(255));
            }
            Path damaged = Files.write(folder.resolve("damaged.db"), changed);
            try {
                assertEquals(truth, seen(damaged), "bytes changed from " + at);
            } catch (GalleryException e) {
                told++;
                assertTrue(e.getMessage().contains("damaged.db"), e.getMessage());
            }
            assertEquals(-1, Arrays.mismatch(changed, Files.readAllBytes(damaged)), "left as it is");
        }
        assertTrue(told > cases / 4, "much of a file is empty space, but not that much: " + told);
    }

    @Test
    void filesThatAreCutOffAreTold() throws Exception {
        for (int length :
                new int[] {1, 50, 99, 100, 4096, 5000, whole.length / 2, whole.length - 4096, whole.length - 1}) {
            Path damaged = Files.write(folder.resolve("damaged.db"), Arrays.copyOf(whole, length));
            GalleryException e = assertThrows(GalleryException.class, () -> seen(damaged), "cut to " + length);
            assertTrue(e.getMessage().contains("damaged.db"), e.getMessage());
        }
    }

    @Test
    void whatIsBeforeACutCanBeSaved() throws Exception {
        Path damaged = Files.write(folder.resolve("damaged.db"), Arrays.copyOf(whole, whole.length * 2 / 3));
        Exported saved = Gallery.salvage(damaged, folder.resolve("rescued.zip"));
        assertTrue(saved.faces() > 10, saved.toString());
        assertTrue(saved.lost() > 0, saved.toString());
        try (Gallery gallery = Gallery.openOrCreate(folder.resolve("new.db"))) {
            assertEquals(
                    saved.faces(),
                    gallery.importFrom(folder.resolve("rescued.zip")).added());
        }
    }

    @Test
    void whereNothingIsLeftThatIsToldAndNoOtherTryProposed() throws Exception {
        byte[] changed = whole.clone();
        Arrays.fill(changed, 4096, changed.length, (byte) 0x55);
        Path damaged = Files.write(folder.resolve("damaged.db"), changed);
        try (Gallery gallery = Gallery.openToRead(damaged)) {
            GalleryException told = assertThrows(GalleryException.class, gallery::people);
            assertTrue(told.getMessage().contains("(database disk image is malformed)"), told.getMessage());
            assertTrue(told.getMessage().contains("--salvage"), told.getMessage());
            GalleryException lost =
                    assertThrows(GalleryException.class, () -> Gallery.salvage(damaged, folder.resolve("rest.zip")));
            assertTrue(lost.getMessage().contains("nothing can be read"), lost.getMessage());
            assertTrue(!lost.getMessage().contains("--salvage"), lost.getMessage());
        }
    }

    @Test
    void whatIsLeftCanBeSaved() throws Exception {
        byte[] changed = whole.clone();
        // the embedding of the 30th face
        byte[] embedding = new byte[16];
        ByteBuffer buffer = ByteBuffer.wrap(embedding).order(ByteOrder.LITTLE_ENDIAN);
        float[] values;
        try (Gallery gallery = Gallery.openToRead(file)) {
            values = gallery.faces("Person 7").get(1).face().embedding().values();
        }
        for (int i = 0; i < 4; i++) {
            buffer.putFloat(values[i]);
        }
        int at = new String(changed, StandardCharsets.ISO_8859_1)
                .indexOf(new String(embedding, StandardCharsets.ISO_8859_1));
        changed[at + 5] ^= 1;
        Files.write(file, changed);
        try (Gallery gallery = Gallery.openToRead(file)) {
            GalleryException e = assertThrows(GalleryException.class, () -> gallery.export(folder.resolve("all.zip")));
            assertEquals(Kind.DAMAGED, e.kind());
            assertTrue(e.getMessage().contains("face 30 "), e.getMessage());
            assertTrue(e.getMessage().contains("ocellus export RESCUED --salvage"), e.getMessage());
            assertEquals(new Exported(12, 47, 47, 1), Gallery.salvage(file, folder.resolve("rescued.zip")));
        }
        try (Gallery gallery = Gallery.openOrCreate(folder.resolve("new.db"))) {
            assertEquals(47, gallery.importFrom(folder.resolve("rescued.zip")).added());
        }
    }

    @Test
    void aNewerSchemaIsTold() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file);
                Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + (Schema.VERSION + 1));
        }
        for (Opening opening : List.<Opening>of(Gallery::openToRead, Gallery::open, Gallery::openOrCreate)) {
            GalleryException e = assertThrows(GalleryException.class, () -> opening.of(file));
            assertEquals(Kind.FOREIGN, e.kind());
            assertTrue(e.getMessage().contains("use a newer one"), e.getMessage());
        }
    }

    /** A way to open a gallery. */
    private interface Opening {
        Gallery of(Path file) throws GalleryException;
    }

    @Test
    void otherDatabasesAreNoGalleries() throws Exception {
        Path other = folder.resolve("other.db");
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + other);
                Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE face (x)");
        }
        byte[] before = Files.readAllBytes(other);
        assertEquals(
                Kind.FOREIGN,
                assertThrows(GalleryException.class, () -> Gallery.openOrCreate(other))
                        .kind());
        assertEquals(-1, Arrays.mismatch(before, Files.readAllBytes(other)), "left as it is");
    }
}
