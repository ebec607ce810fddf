package dev.ocellus.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Embedding;
import dev.ocellus.gallery.Enrolled.Outcome;
import dev.ocellus.gallery.GalleryException.Kind;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One program and its gallery. */
class GalleryIT {
    private final Random random = new Random(7);

    @TempDir
    Path folder;

    private Gallery open() throws GalleryException {
        return Gallery.openOrCreate(folder.resolve("gallery.db"));
    }

    private NewFace face(String source) {
        return DrawnFaces.face(random, source);
    }

    private Enrolled enrol(Gallery gallery, String name, NewFace... faces) throws GalleryException {
        return gallery.enrol(new Enrollee.Named(name), DrawnFaces.ENCODER, List.of(faces));
    }

    private static Kind kindOf(org.junit.jupiter.api.function.Executable action) {
        return assertThrows(GalleryException.class, action).kind();
    }

    @Test
    void whatWasEnrolledIsThereAfterReopening() throws Exception {
        NewFace bare = new NewFace(
                DrawnFaces.embedding(random),
                "bare.jpg",
                "0".repeat(64),
                face("x").box(),
                Optional.empty(),
                Quality.UNMEASURED,
                Optional.empty());
        NewFace full = DrawnFaces.face(DrawnFaces.embedding(random), "full.jpg", Optional.of(new byte[] {1, 2, 3}));
        try (Gallery gallery = open()) {
            Enrolled enrolled = enrol(gallery, "Ann", bare, full);
            assertTrue(enrolled.isNew());
            assertEquals(List.of(Outcome.ADDED, Outcome.ADDED), enrolled.outcomes());
            assertFalse(enrol(gallery, "Ann", face("more.jpg")).isNew());
        }
        try (Gallery gallery = Gallery.openToRead(folder.resolve("gallery.db"))) {
            assertEquals(Optional.of(DrawnFaces.ENCODER), gallery.encoder());
            PersonEntry ann = gallery.people().get(0);
            assertEquals("Ann", ann.person().name());
            assertEquals(3, ann.faces());
            assertEquals(1, ann.thumbnails());
            List<FaceEntry> entries = gallery.faces("Ann");
            assertEquals(bare.embedding(), entries.get(0).face().embedding());
            assertEquals(bare, entries.get(0).face());
            assertEquals(full.landmarks(), entries.get(1).face().landmarks());
            assertEquals(full.box(), entries.get(1).face().box());
            assertEquals(full.quality(), entries.get(1).face().quality());
            assertEquals(full.source(), entries.get(1).face().source());
            assertEquals(full.pictureSha256(), entries.get(1).face().pictureSha256());
            assertEquals(3, entries.get(1).face().thumbnail().orElseThrow()[2]);
            assertEquals(Kind.UNWRITABLE, kindOf(() -> enrol(gallery, "Bob", face("b.jpg"))), "opened to read");
        }
    }

    @Test
    void aPictureCountsOnceForAPerson() throws Exception {
        try (Gallery gallery = open()) {
            enrol(gallery, "Ann", face("a.jpg"));
            assertEquals(
                    List.of(Outcome.ALREADY_THERE, Outcome.ADDED),
                    enrol(gallery, "Ann", face("a.jpg"), face("b.jpg")).outcomes());
            assertEquals(
                    List.of(Outcome.ADDED), enrol(gallery, "Bob", face("a.jpg")).outcomes(), "a picture of two");
            assertEquals(3, gallery.audit().size());
        }
    }

    @Test
    void peopleOfOneNameAreToldApartByTheirIds() throws Exception {
        try (Gallery gallery = open()) {
            Person first = enrol(gallery, "Ann", face("a.jpg")).person();
            Person second = gallery.enrol(new Enrollee.Another("Ann"), DrawnFaces.ENCODER, List.of(face("b.jpg")))
                    .person();
            assertNotEquals(first.id(), second.id());
            assertEquals(List.of(first, second), gallery.named("Ann"));
            GalleryException several = assertThrows(GalleryException.class, () -> gallery.forget("Ann"));
            assertEquals(Kind.SEVERAL, several.kind());
            assertTrue(several.getMessage().contains("#" + first.id()), several.getMessage());
            assertTrue(several.getMessage().contains("#" + second.id()), several.getMessage());
            assertEquals(Kind.SEVERAL, kindOf(() -> enrol(gallery, "Ann", face("c.jpg"))));
            assertEquals(
                    second,
                    gallery.enrol(new Enrollee.Known(second.id()), DrawnFaces.ENCODER, List.of(face("d.jpg")))
                            .person());
            assertEquals(second, gallery.forget("#" + second.id()).person());
            assertEquals(first, gallery.find("Ann"), "one is left, so the name will do");
            assertEquals(Kind.MISSING, kindOf(() -> gallery.find("#" + second.id())));
        }
    }

    @Test
    void namesAreComparedInUnicodesComposedForm() throws Exception {
        try (Gallery gallery = open()) {
            Person composed = enrol(gallery, "Ren\u00e9e", face("a.jpg")).person();
            assertEquals(
                    composed, enrol(gallery, " Rene\u0301e ", face("b.jpg")).person());
            assertEquals(composed, gallery.find("Rene\u0301e"));
            for (String name :
                    List.of("王小明", "محمد", "Ольга", "דוד", "अनिता", "O'Brien \"; DROP TABLE person", "👩‍🚀")) {
                assertEquals(name, enrol(gallery, name, face(name)).person().name());
                assertEquals(name, gallery.find(name).name());
            }
            assertEquals(Kind.MISSING, kindOf(() -> gallery.find("renée")), "large and small letters differ");
        }
    }

    @Test
    void anotherEncodersFacesAreRefused() throws Exception {
        try (Gallery gallery = open()) {
            gallery.requireEncoder(DrawnFaces.OTHER);
            enrol(gallery, "Ann", face("a.jpg"));
            gallery.requireEncoder(DrawnFaces.ENCODER);
            assertEquals(Kind.OTHER_ENCODER, kindOf(() -> gallery.requireEncoder(DrawnFaces.OTHER)));
            assertEquals(
                    Kind.OTHER_ENCODER,
                    kindOf(() -> gallery.enrol(new Enrollee.Named("Bob"), DrawnFaces.OTHER, List.of(face("b.jpg")))));
            Embedding probe = DrawnFaces.embedding(random);
            assertEquals(Kind.OTHER_ENCODER, kindOf(() -> gallery.nearest(DrawnFaces.OTHER, probe, 1)));
            assertEquals(1, gallery.people().size());
        }
    }

    @Test
    void theNearestAreThoseOfThisMoment() throws Exception {
        Embedding probe = DrawnFaces.embedding(random);
        try (Gallery gallery = open();
                Gallery other = open()) {
            assertEquals(List.of(), gallery.nearest(DrawnFaces.ENCODER, probe, 2));
            Person ann = enrol(gallery, "Ann", face("a.jpg")).person();
            Person bob = enrol(other, "Bob", DrawnFaces.face(probe, "b.jpg", Optional.empty()))
                    .person();
            List<Match> matches = gallery.nearest(DrawnFaces.ENCODER, probe, 2);
            assertEquals(List.of(bob, ann), matches.stream().map(Match::person).toList());
            assertEquals(0, matches.get(0).distance());
            other.forget("Bob");
            assertEquals(
                    ann, gallery.nearest(DrawnFaces.ENCODER, probe, 2).get(0).person());
            gallery.forget("Ann");
            assertEquals(List.of(), gallery.nearest(DrawnFaces.ENCODER, probe, 2));
        }
    }

    @Test
    void theOperatingPointIsKept() throws Exception {
        Calibration calibration = new Calibration(
                1.1,
                0.05,
                0.0008,
                0.001,
                5000,
                "dev pairs",
                Instant.ofEpochMilli(1_700_000_000_123L),
                List.of(new Calibration.Rate(1.1, 0.0008, 0.001), new Calibration.Rate(0.9, 0, 0.0006)));
        try (Gallery gallery = open()) {
            assertEquals(Optional.empty(), gallery.calibration());
            gallery.calibrate(DrawnFaces.ENCODER, calibration);
            gallery.calibrate(DrawnFaces.ENCODER, calibration);
            assertEquals(Optional.of(calibration), gallery.calibration());
            assertEquals(
                    0.0006,
                    gallery.calibration()
                            .orElseThrow()
                            .rateAt(0.5)
                            .orElseThrow()
                            .bound());
        }
    }

    @Test
    void otherFilesAreNoGalleries() throws Exception {
        Path file = folder.resolve("gallery.db");
        assertEquals(Kind.MISSING, kindOf(() -> Gallery.openToRead(file)));
        Files.writeString(
                file, "no database at all, but a text that is longer than the header of one would be".repeat(20));
        assertEquals(Kind.FOREIGN, kindOf(() -> Gallery.openToRead(file)));
        assertEquals(Kind.FOREIGN, kindOf(() -> Gallery.openOrCreate(file)));
        Files.delete(file);
        Files.createFile(file);
        assertEquals(Kind.MISSING, kindOf(() -> Gallery.openToRead(file)), "empty");
        Gallery.openOrCreate(file).close();
        try (Gallery gallery = Gallery.openToRead(file)) {
            assertEquals(List.of(), gallery.people());
        }
        assertEquals(Kind.FOREIGN, kindOf(() -> Gallery.openToRead(folder)));
    }
}
