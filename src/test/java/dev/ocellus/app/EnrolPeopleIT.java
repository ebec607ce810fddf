package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.DrawnFaces.Look;
import dev.ocellus.app.EnrolRequest.Mode;
import dev.ocellus.face.FaceLimits;
import dev.ocellus.frame.Detection;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.GalleryException;
import dev.ocellus.gallery.PersonEntry;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Reason;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EnrolPeopleIT {
    @TempDir
    private Path folder;

    private Path gallery() {
        return folder.resolve("gallery.db");
    }

    private Path picture(String name, Look... faces) throws IOException {
        return DrawnFaces.write(folder.resolve("pictures").resolve(name), faces);
    }

    private EnrolRequest request(Optional<String> name, Mode mode, boolean dryRun, Path... inputs) {
        return new EnrolRequest(
                name,
                Arrays.stream(inputs).map(Path::toString).toList(),
                false,
                gallery(),
                mode,
                FaceLimits.STANDARD,
                true,
                dryRun,
                Optional.empty(),
                2,
                1_000_000);
    }

    private Map<String, PictureResult> enrol(EnrolRequest request) throws IOException, WrongUsageException {
        List<PictureResult> results = new ArrayList<>();
        try (EnrolPeople enrolment = EnrolPeople.open(request, DrawnFaces.reader())) {
            enrolment.run(results::add);
            assertEquals(
                    enrolment.names(), results.stream().map(PictureResult::name).toList());
        }
        return results.stream().collect(Collectors.toMap(PictureResult::name, Function.identity()));
    }

    private Map<String, PictureResult> enrol(String name, Path... inputs) throws IOException, WrongUsageException {
        return enrol(request(Optional.of(name), Mode.ADD, false, inputs));
    }

    private List<PersonEntry> people() throws IOException {
        try (Gallery opened = Gallery.openToRead(gallery())) {
            return opened.people();
        }
    }

    private static List<String> codes(PictureResult result) {
        return result.reasons().stream().map(Reason::code).toList();
    }

    @Test
    void onlyPicturesWithOneClearFaceServe() throws Exception {
        Map<String, PictureResult> results = enrol(
                "Ann",
                picture("clear.png", DrawnFaces.ANN),
                picture("none.png"),
                picture("several.png", DrawnFaces.ANN, DrawnFaces.BOB),
                picture("background.png", DrawnFaces.ANN_OLDER, DrawnFaces.BOB.sized(30)),
                picture("small.png", DrawnFaces.ANN.sized(30)),
                picture("dark.png", new Look(40, 5, 5, 80, 4)),
                picture("bright.png", new Look(255, 240, 240, 80, 14)),
                picture("flat.png", DrawnFaces.ANN.checked(3)),
                Files.write(folder.resolve("pictures/no.jpg"), new byte[] {1, 2, 3}),
                onePixel());
        assertEquals(Status.OK, results.get("clear.png").status());
        assertEquals(Status.OK, results.get("background.png").status());
        Map<String, String> expected = Map.of(
                "none.png", "NO_FACE",
                "several.png", "SEVERAL_FACES",
                "small.png", "TOO_SMALL",
                "dark.png", "TOO_DARK",
                "bright.png", "TOO_BRIGHT",
                "flat.png", "TOO_LITTLE_CONTRAST",
                "pixel.png", "NO_FACE");
        expected.forEach((name, code) -> {
            assertEquals(Status.REJECTED, results.get(name).status(), name);
            assertEquals(List.of(code), codes(results.get(name)), name);
        });
        assertEquals(Status.REJECTED, results.get("no.jpg").status());
        assertEquals(2, people().get(0).faces());
        assertEquals(2, people().get(0).thumbnails());
    }

    private Path onePixel() throws IOException {
        Path file = folder.resolve("pictures/pixel.png");
        ImageWriter.writePng(Image.filled(new Size(1, 1), 1, 2, 3), file);
        return file;
    }

    @Test
    void aFaceThatShowsOnlyInATurnedPictureIsToldSo() throws Exception {
        Path file = picture("lying.png", DrawnFaces.ANN, DrawnFaces.ANN, DrawnFaces.ANN);
        FaceReader upright = DrawnFaces.reader();
        // a reader that sees nothing in wide pictures
        FaceReader picky = new FaceReader(
                frame -> frame.source().width() > frame.source().height()
                        ? frame
                        : upright.stages().apply(frame),
                upright.encoder(),
                upright.alignment(),
                upright.encode(),
                upright.calibration(),
                () -> {});
        List<PictureResult> results = new ArrayList<>();
        try (EnrolPeople enrolment = EnrolPeople.open(request(Optional.of("Ann"), Mode.ADD, false, file), picky)) {
            enrolment.run(results::add);
        }
        assertEquals(List.of("SIDEWAYS"), codes(results.get(0)));
        assertTrue(results.get(0).reasons().get(0).text().contains("a quarter to the right"));
    }

    @Test
    void aPartOfAFaceIsNoSecondFace() throws Exception {
        Path file = picture("close.png", DrawnFaces.ANN);
        FaceReader reader = DrawnFaces.reader();
        // a reader that takes a mouth for a face, and is surer of it than of the face
        FaceReader hasty = new FaceReader(
                frame -> {
                    Detection face = reader.stages().apply(frame).detections().get(0);
                    Detection mouth = new Detection(new Box(30, 45, 80, 95), "face", 0.99)
                            .withLandmarks(face.landmarks().orElseThrow(), 0.3)
                            .withEmbedding(DrawnFaces.embedding(DrawnFaces.BOB));
                    return frame.withDetections(List.of(mouth, face));
                },
                reader.encoder(),
                reader.alignment(),
                reader.encode(),
                reader.calibration(),
                () -> {});
        List<PictureResult> results = new ArrayList<>();
        try (EnrolPeople enrolment = EnrolPeople.open(request(Optional.of("Ann"), Mode.ADD, false, file), hasty)) {
            enrolment.run(results::add);
        }
        assertEquals(Status.OK, results.get(0).status());
        assertEquals(0.9, results.get(0).detections().get(0).score());
    }

    @Test
    void aFolderOfPeopleIsEnrolledByTheNamesOfItsFolders() throws Exception {
        picture("people/Ann/1.png", DrawnFaces.ANN);
        picture("people/Ann/2.png", DrawnFaces.ANN_OLDER);
        picture("people/李小龙/1.png", DrawnFaces.BOB);
        picture("people/Зоя Ы 🙂/1.png", DrawnFaces.CY);
        picture("people/stray.png", DrawnFaces.CY);
        Map<String, PictureResult> results =
                enrol(request(Optional.empty(), Mode.ADD, false, folder.resolve("pictures/people")));
        assertEquals(List.of("NO_PERSON"), codes(results.get("stray.png")));
        assertEquals(
                Map.of("Ann", 2, "李小龙", 1, "Зоя Ы 🙂", 1),
                people().stream()
                        .collect(Collectors.toMap(entry -> entry.person().name(), PersonEntry::faces)));
        // a second time adds nothing
        Map<String, PictureResult> again =
                enrol(request(Optional.empty(), Mode.ADD, false, folder.resolve("pictures/people")));
        assertEquals(List.of("ALREADY_ENROLLED"), codes(again.get("Ann/1.png")));
        assertEquals(4, people().stream().mapToInt(PersonEntry::faces).sum());
    }

    @Test
    void whatIsEnrolledIsNotLookedAtAgain() throws Exception {
        Path file = picture("1.png", DrawnFaces.ANN);
        enrol("Ann", file);
        String id = people().get(0).person().id();
        FaceReader reader = DrawnFaces.reader();
        FaceReader blind = new FaceReader(
                frame -> {
                    throw new AssertionError("looked at " + frame.id());
                },
                reader.encoder(),
                reader.alignment(),
                reader.encode(),
                reader.calibration(),
                () -> {});
        for (String name : List.of("Ann", "#" + id)) {
            List<PictureResult> results = new ArrayList<>();
            try (EnrolPeople again = EnrolPeople.open(request(Optional.of(name), Mode.ADD, false, file), blind)) {
                again.run(results::add);
            }
            assertEquals(List.of("ALREADY_ENROLLED"), codes(results.get(0)));
        }
        assertEquals(1, people().get(0).faces());
        assertEquals(List.of("LOOKS_LIKE"), codes(enrol("Bob", file).get("1.png")));
        assertEquals(2, people().size(), "somebody else may have the picture");
    }

    @Test
    void whatIsOddAboutAFaceIsTold() throws Exception {
        enrol("Bob", picture("bob.png", DrawnFaces.BOB));
        Map<String, PictureResult> results = enrol(
                "Ann",
                picture("1.png", DrawnFaces.ANN),
                picture("2.png", DrawnFaces.ANN_AGAIN),
                picture("3.png", DrawnFaces.ANN_OLDER),
                picture("4.png", DrawnFaces.BOB.checked(40)));
        assertEquals(Status.OK, results.get("1.png").status());
        assertEquals(List.of("NEAR_DUPLICATE"), codes(results.get("2.png")));
        assertEquals(List.of(), codes(results.get("3.png")));
        assertEquals(List.of("UNLIKE", "LOOKS_LIKE"), codes(results.get("4.png")));
        assertTrue(results.get("4.png").reasons().get(1).text().contains("Bob #"));
        assertEquals(Status.WARNING, results.get("4.png").status());
    }

    @Test
    void facesAreAddedOrTakeThePlaceOfThoseBefore() throws Exception {
        enrol("Ann", picture("1.png", DrawnFaces.ANN));
        enrol("Ann", picture("2.png", DrawnFaces.ANN_OLDER));
        assertEquals(2, people().get(0).faces());
        String id = people().get(0).person().id();
        enrol(request(Optional.of("Ann"), Mode.REPLACE, false, picture("3.png", DrawnFaces.ANN_AGAIN)));
        assertEquals(1, people().size());
        assertEquals(1, people().get(0).faces());
        assertEquals(id, people().get(0).person().id());
    }

    @Test
    void anotherPersonMayHaveTheName() throws Exception {
        enrol("Ann", picture("1.png", DrawnFaces.ANN));
        enrol(request(Optional.of("Ann"), Mode.NEW_PERSON, false, picture("2.png", DrawnFaces.BOB)));
        assertEquals(List.of(1, 1), people().stream().map(PersonEntry::faces).toList());
        GalleryException refused =
                assertThrows(GalleryException.class, () -> enrol("Ann", picture("3.png", DrawnFaces.CY)));
        assertTrue(refused.getMessage().contains("2 people") && refused.isWrongUsage(), refused.getMessage());
        String second = people().get(1).person().id();
        enrol("#" + second, picture("3.png", new Look(90, 100, 170)));
        assertEquals(2, people().get(1).faces());
    }

    @Test
    void aTrialChangesNothing() throws Exception {
        Map<String, PictureResult> results = enrol(request(
                Optional.of("Ann"),
                Mode.ADD,
                true,
                picture("1.png", DrawnFaces.ANN),
                picture("2.png", DrawnFaces.ANN_AGAIN)));
        assertEquals(List.of("NEAR_DUPLICATE"), codes(results.get("2.png")));
        assertFalse(Files.exists(gallery()));
        enrol("Bob", picture("bob.png", DrawnFaces.BOB));
        byte[] before = Files.readAllBytes(gallery());
        enrol(request(Optional.of("Bob"), Mode.REPLACE, true, picture("1.png", DrawnFaces.ANN)));
        assertEquals(1, people().get(0).faces());
        assertTrue(Arrays.equals(before, Files.readAllBytes(gallery())));
    }

    @Test
    void anotherEncodersGalleryIsRefusedBeforeTheFirstPicture() throws Exception {
        enrol("Ann", picture("1.png", DrawnFaces.ANN));
        EnrolRequest request = request(Optional.of("Ann"), Mode.ADD, false, picture("2.png", DrawnFaces.ANN));
        GalleryException refused = assertThrows(
                GalleryException.class, () -> EnrolPeople.open(request, DrawnFaces.reader("c", Optional.empty())));
        assertEquals(GalleryException.Kind.OTHER_ENCODER, refused.kind());
    }

    @Test
    void aNameThatIsAFileOrEmptyIsRefused() throws Exception {
        Path file = picture("1.png", DrawnFaces.ANN);
        for (String name : List.of(file.toString(), "  ", "a\nb")) {
            assertThrows(
                    WrongUsageException.class,
                    () -> EnrolPeople.open(request(Optional.of(name), Mode.ADD, false, file), DrawnFaces.reader()));
        }
        assertFalse(Files.exists(gallery()));
    }

    @Test
    void aDamagedGalleryIsToldAndLeftAsItIs() throws Exception {
        byte[] junk = "SQLite format 3\0 and then something else".repeat(300).getBytes(StandardCharsets.UTF_8);
        Files.write(gallery(), junk);
        Path file = picture("1.png", DrawnFaces.ANN);
        GalleryException refused = assertThrows(
                GalleryException.class,
                () -> EnrolPeople.open(request(Optional.of("Ann"), Mode.ADD, false, file), DrawnFaces.reader()));
        assertTrue(refused.getMessage().contains("export"), refused.getMessage());
        assertTrue(Arrays.equals(junk, Files.readAllBytes(gallery())));
    }

    @Test
    void manyPicturesOfOnePersonAreWrittenInTurns() throws Exception {
        Path[] pictures = new Path[150];
        for (int i = 0; i < pictures.length; i++) {
            pictures[i] = picture("many/%03d.png".formatted(i), new Look(170, 60 + i / 3, 80 + i % 3));
        }
        assertEquals(150, enrol("Ann", pictures).size());
        assertEquals(150, people().get(0).faces());
        try (Gallery opened = Gallery.openToRead(gallery())) {
            assertEquals(
                    List.of(64, 64, 22),
                    opened.audit().stream()
                            .filter(line -> line.action().equals("enrol"))
                            .map(line -> line.faces())
                            .toList());
        }
    }
}
