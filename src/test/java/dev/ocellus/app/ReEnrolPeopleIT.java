package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.DrawnFaces.Look;
import dev.ocellus.app.EnrolRequest.Mode;
import dev.ocellus.face.Alignment;
import dev.ocellus.face.FaceLimits;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.GalleryException;
import dev.ocellus.gallery.Match;
import dev.ocellus.gallery.PersonEntry;
import dev.ocellus.gallery.ReEnrolled;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReEnrolPeopleIT {
    @TempDir
    private Path folder;

    private Path gallery() {
        return folder.resolve("gallery.db");
    }

    private void enrol(String name, boolean thumbnails, Look... looks) throws IOException, WrongUsageException {
        List<String> pictures = new ArrayList<>();
        for (int i = 0; i < looks.length; i++) {
            Path file = folder.resolve(name + thumbnails + i + ".png");
            pictures.add(DrawnFaces.write(file, looks[i]).toString());
        }
        EnrolRequest request = new EnrolRequest(
                Optional.of(name),
                pictures,
                false,
                gallery(),
                Mode.ADD,
                FaceLimits.STANDARD,
                thumbnails,
                false,
                Optional.empty(),
                1,
                1_000_000);
        try (EnrolPeople enrolment = EnrolPeople.open(request, DrawnFaces.reader())) {
            assertEquals(0, enrolment.run(result -> {}).rejected());
        }
    }

    private static FaceReader other() {
        return DrawnFaces.reader("c", Optional.empty());
    }

    @Test
    void everybodyIsFoundByTheOtherEncoder() throws Exception {
        enrol("Ann", true, DrawnFaces.ANN, DrawnFaces.ANN_OLDER);
        enrol("Bob", true, DrawnFaces.BOB);
        try (Gallery gallery = Gallery.open(gallery())) {
            gallery.calibrate(DrawnFaces.reader().encoder(), DrawnFaces.calibration(0.3));
        }
        List<Integer> progress = new ArrayList<>();
        try (ReEnrolPeople people = ReEnrolPeople.open(gallery(), other())) {
            assertTrue(people.isNeeded());
            ReEnrolled done = people.run(false, progress::add);
            assertEquals(new ReEnrolled(2, 3, 0, List.of(), true), done);
            assertFalse(people.isNeeded());
        }
        assertEquals(3, progress.stream().mapToInt(more -> more).sum());
        try (FaceReader reader = other();
                Gallery gallery = Gallery.openToRead(gallery())) {
            Match nearest = gallery.nearest(reader.encoder(), DrawnFaces.embedding(DrawnFaces.BOB), 1)
                    .get(0);
            assertEquals("Bob", nearest.person().name());
            assertEquals(0, nearest.distance(), 0.01);
            assertEquals(Optional.empty(), gallery.calibration());
            assertEquals("re-enrol", gallery.audit().get(3).action());
            assertEquals(2, gallery.people().get(0).thumbnails(), "kept for the encoder after this one");
        }
    }

    @Test
    void facesWithoutThumbnailsAreNeverLostUnasked() throws Exception {
        enrol("Ann", true, DrawnFaces.ANN);
        enrol("Ann", false, DrawnFaces.ANN_OLDER);
        enrol("Bob", false, DrawnFaces.BOB);
        try (ReEnrolPeople people = ReEnrolPeople.open(gallery(), other())) {
            GalleryException refused = assertThrows(GalleryException.class, () -> people.run(false, more -> {}));
            assertTrue(refused.getMessage().contains("of 2 of the 3 faces"), refused.getMessage());
            assertEquals(
                    3, people.people().stream().mapToInt(PersonEntry::faces).sum());
            assertTrue(people.isNeeded());
            ReEnrolled done = people.run(true, more -> {});
            assertEquals(1, done.faces());
            assertEquals(2, done.removedFaces());
            assertEquals("Bob", done.removedPeople().get(0).name());
            assertEquals(1, people.people().size());
        }
    }

    @Test
    void aGalleryWithoutFacesTakesTheNewEncoder() throws Exception {
        try (Gallery gallery = Gallery.openOrCreate(gallery())) {
            assertEquals(Optional.empty(), gallery.encoder());
        }
        try (ReEnrolPeople people = ReEnrolPeople.open(gallery(), other())) {
            assertFalse(people.isNeeded());
            assertEquals(0, people.run(false, more -> {}).faces());
        }
        try (Gallery gallery = Gallery.open(gallery())) {
            gallery.calibrate(DrawnFaces.reader().encoder(), DrawnFaces.calibration(0.3));
        }
        try (ReEnrolPeople people = ReEnrolPeople.open(gallery(), other())) {
            assertTrue(people.isNeeded(), "calibrated for another one");
            assertEquals(new ReEnrolled(0, 0, 0, List.of(), true), people.run(false, more -> {}));
            assertEquals(Optional.of(people.after()), people.before());
        }
    }

    @Test
    void anEncoderThatSeesMoreThanWasKeptIsRefused() throws Exception {
        enrol("Ann", true, DrawnFaces.ANN);
        FaceReader reader = other();
        FaceReader wide = new FaceReader(
                reader.stages(),
                reader.encoder(),
                new Alignment(64, 0.2),
                reader.encode(),
                reader.calibration(),
                reader.closing());
        try (ReEnrolPeople people = ReEnrolPeople.open(gallery(), wide)) {
            WrongUsageException refused = assertThrows(WrongUsageException.class, () -> people.run(false, more -> {}));
            assertTrue(
                    refused.getMessage().contains("a square of 5.0 eye distances around a face, and only 4.0"),
                    refused.getMessage());
            assertTrue(people.isNeeded());
        }
    }
}
