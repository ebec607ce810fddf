package dev.ocellus.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Embedding;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever is forgotten is in no byte of the gallery's files. */
class ForgettingIT {
    private final Random random = new Random(11);

    @TempDir
    Path folder;

    private Path file() {
        return folder.resolve("gallery.db");
    }

    private NewFace face(String source) {
        byte[] thumbnail = new byte[9000]; // over several pages
        random.nextBytes(thumbnail);
        return DrawnFaces.face(DrawnFaces.embedding(random), source, Optional.of(thumbnail));
    }

    private static void enrol(Gallery gallery, String name, NewFace... faces) throws GalleryException {
        gallery.enrol(new Enrollee.Named(name), DrawnFaces.ENCODER, List.of(faces));
    }

    /** What must not be found, in pieces that are small enough to lie within one page. */
    private static List<byte[]> traces(String name, List<NewFace> faces) {
        List<byte[]> traces = new ArrayList<>();
        traces.add(name.getBytes(StandardCharsets.UTF_8));
        for (NewFace face : faces) {
            ByteBuffer embedding = ByteBuffer.allocate(4 * DrawnFaces.SIZE).order(ByteOrder.LITTLE_ENDIAN);
            embedding.asFloatBuffer().put(face.embedding().values());
            for (int at = 0; at + 16 <= embedding.capacity(); at += 64) {
                traces.add(Arrays.copyOfRange(embedding.array(), at, at + 16));
            }
            byte[] png = face.thumbnail().orElseThrow();
            for (int at = 0; at + 16 <= png.length; at += 1000) {
                traces.add(Arrays.copyOfRange(png, at, at + 16));
            }
            traces.add(HexFormat.of().parseHex(face.pictureSha256()));
            traces.add(face.source().getBytes(StandardCharsets.UTF_8));
        }
        return traces;
    }

    /** All files of the gallery: the database, its log, the index of the log, and whatever else lies there. */
    private long found(List<byte[]> traces) throws IOException {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path path : files.filter(Files::isRegularFile).toList()) {
                all.write(Files.readAllBytes(path));
            }
        }
        String bytes = all.toString(StandardCharsets.ISO_8859_1);
        return traces.stream()
                .filter(trace -> bytes.contains(new String(trace, StandardCharsets.ISO_8859_1)))
                .count();
    }

    @Test
    void noByteStaysOfWhoIsForgotten() throws Exception {
        List<NewFace> anns = new ArrayList<>();
        NewFace bobs = face("bob.jpg");
        try (Gallery gallery = Gallery.openOrCreate(file())) {
            enrol(gallery, "Bob", bobs);
            for (int i = 0; i < 12; i++) { // mixed with others, so that pages are split and merged
                NewFace ann = face("holiday of ann " + i + ".jpg");
                anns.add(ann);
                enrol(gallery, "Ann-Kathrin", ann);
                enrol(gallery, "Person " + i % 5, face("other " + i + ".jpg"));
            }
            List<byte[]> traces = traces("Ann-Kathrin", anns);
            assertEquals(traces.size(), found(traces), "all there before");

            Forgotten forgotten = gallery.forget("Ann-Kathrin");
            assertEquals(12, forgotten.faces());
            assertEquals(12, forgotten.thumbnails());
            assertTrue(forgotten.erased());
            assertEquals(0, found(traces), "while the gallery is open");
            assertEquals(
                    "forget", gallery.audit().get(gallery.audit().size() - 1).action());
        }
        assertEquals(0, found(traces("Ann-Kathrin", anns)));
        List<byte[]> kept = traces("Bob", List.of(bobs));
        assertEquals(kept.size(), found(kept), "others stay");
    }

    @Test
    void whatAReaderHoldsOpenIsErasedByTheNextThatWrites() throws Exception {
        NewFace face = face("ann.jpg");
        List<byte[]> traces = traces("Ann-Kathrin", List.of(face));
        try (Gallery gallery = Gallery.openOrCreate(file())) {
            enrol(gallery, "Ann-Kathrin", face);
            enrol(gallery, "Bob", face("bob.jpg"));
        }
        try (Database patient = Database.open(file(), Database.Access.WRITE, Duration.ofMillis(50));
                Connection reader = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = reader.createStatement()) {
            statement.execute("BEGIN");
            try (ResultSet held = statement.executeQuery("SELECT count(*) FROM face")) {
                assertTrue(held.next());
                Forgotten forgotten = Gallery.on(patient).forget("Ann-Kathrin");
                assertFalse(forgotten.erased());
            }
            assertTrue(found(traces) > 0, "the reader still needs them");
        }
        Gallery.open(file()).close();
        assertEquals(0, found(traces));
    }

    @Test
    void reEnrollingLeavesNothingOfTheOldEmbeddings() throws Exception {
        NewFace face = face("ann.jpg");
        Embedding renewed = DrawnFaces.embedding(random);
        ByteBuffer old = ByteBuffer.allocate(4 * DrawnFaces.SIZE).order(ByteOrder.LITTLE_ENDIAN);
        old.asFloatBuffer().put(face.embedding().values());
        try (Gallery gallery = Gallery.openOrCreate(file())) {
            enrol(gallery, "Ann", face);
            assertEquals(1, found(List.of(old.array())));
            gallery.reEnrol(DrawnFaces.OTHER, pngs -> List.of(renewed), false);
            assertEquals(0, found(List.of(old.array())));
        }
    }

    @Test
    void auditLinesStay() throws Exception {
        try (Gallery gallery = Gallery.openOrCreate(file())) {
            enrol(gallery, "Ann", face("ann.jpg"));
        }
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file());
                Statement statement = connection.createStatement()) {
            for (String change : List.of("DELETE FROM audit", "UPDATE audit SET faces = 0")) {
                assertTrue(assertThrows(SQLException.class, () -> statement.execute(change))
                        .getMessage()
                        .contains("audit lines stay"));
            }
        }
    }
}
