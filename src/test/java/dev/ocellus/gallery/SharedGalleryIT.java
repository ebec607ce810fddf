package dev.ocellus.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Embedding;
import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several programs and one gallery; programs that are killed. */
class SharedGalleryIT {
    private static final int FACES = 60;

    @TempDir
    Path folder;

    @Test
    void twoProgramsEnrolAtOnceWhileAThirdSearches() throws Exception {
        Path file = folder.resolve("gallery.db");
        // nobody made the file yet, so that they meet there, too
        Process first = EnrolMany.process(file, 1, FACES)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        Process second = EnrolMany.process(file, 2, FACES)
                .inheritIO()
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start();
        int looks = 0;
        long rows = 0;
        try (BufferedReader lines = first.inputReader(StandardCharsets.UTF_8)) {
            assertEquals("open", lines.readLine());
            Embedding probe = DrawnFaces.embedding(new Random(9));
            try (Gallery gallery = Gallery.openToRead(file)) {
                while (first.isAlive() || second.isAlive()) {
                    List<Match> matches = gallery.nearest(DrawnFaces.ENCODER, probe, 100);
                    long now = gallery.people().stream()
                            .mapToLong(PersonEntry::faces)
                            .sum();
                    assertTrue(now >= rows, "faces do not vanish");
                    assertTrue(matches.size() <= 7, "one person a name, however two programs race");
                    rows = now;
                    looks++;
                    Thread.sleep(20);
                }
            }
        }
        assertEquals(0, first.waitFor());
        assertEquals(0, second.waitFor());
        assertTrue(looks > 0);
        Map<String, Integer> counts = EnrolMany.counts(file);
        assertEquals(2 * FACES, counts.size());
        assertEquals(
                2 * FACES, counts.values().stream().mapToInt(Integer::intValue).sum());
        try (Gallery gallery = Gallery.openToRead(file)) {
            assertEquals(7, gallery.people().size());
            assertEquals(2 * FACES, gallery.audit().size());
        }
    }

    @Test
    void whateverWasToldAsEnrolledOutlivesAKill() throws Exception {
        KilledEnrolment enrolment = new KilledEnrolment(folder.resolve("gallery.db"), 5, 60);
        for (int i = 0; i < 3; i++) {
            enrolment.kill(18);
        }
        assertEquals(60, enrolment.finish());
    }
}
