package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.DrawnFaces.Look;
import dev.ocellus.app.EnrolRequest.Mode;
import dev.ocellus.dataset.FacePairs;
import dev.ocellus.evaluate.ErrorRate;
import dev.ocellus.evaluate.FmrClaim;
import dev.ocellus.face.FaceLimits;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Identity;
import dev.ocellus.frame.Identity.Decision;
import dev.ocellus.gallery.Calibration;
import dev.ocellus.gallery.Gallery;
import dev.ocellus.gallery.GalleryException;
import dev.ocellus.report.CalibrationReport;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecogniseFacesIT {
    @TempDir
    private Path folder;

    private Path gallery() {
        return folder.resolve("gallery.db");
    }

    private Path out() {
        return folder.resolve("out");
    }

    private Path picture(String name, Look... faces) throws IOException {
        return DrawnFaces.write(folder.resolve("pictures").resolve(name), faces);
    }

    private void enrol(String name, Look... looks) throws IOException, WrongUsageException {
        List<String> pictures = new ArrayList<>();
        for (int i = 0; i < looks.length; i++) {
            pictures.add(picture("enrolled/" + name + i + ".png", looks[i]).toString());
        }
        EnrolRequest request = new EnrolRequest(
                Optional.of(name),
                pictures,
                false,
                gallery(),
                Mode.ADD,
                FaceLimits.STANDARD,
                false,
                false,
                Optional.empty(),
                1,
                1_000_000);
        try (EnrolPeople enrolment = EnrolPeople.open(request, DrawnFaces.reader())) {
            assertEquals(0, enrolment.run(result -> {}).rejected());
        }
    }

    private List<PictureResult> identify(Path... inputs) throws IOException, WrongUsageException {
        IdentifyRequest request = new IdentifyRequest(
                Arrays.stream(inputs).map(Path::toString).toList(),
                false,
                gallery(),
                OptionalDouble.empty(),
                2,
                out(),
                true,
                Optional.empty(),
                2,
                1_000_000);
        List<PictureResult> results = new ArrayList<>();
        try (IdentifyPictures identification = IdentifyPictures.open(request, DrawnFaces.reader())) {
            identification.run(results::add);
        }
        return results;
    }

    private static Identity identity(Detection face) {
        return face.identity().orElseThrow();
    }

    @Test
    void everyFaceHasANameOrNone() throws Exception {
        enrol("Ann", DrawnFaces.ANN);
        enrol("Bob, the \"builder\"", DrawnFaces.BOB);
        List<PictureResult> results =
                identify(picture("party.png", DrawnFaces.ANN_OLDER, DrawnFaces.CY, DrawnFaces.BOB));
        List<Decision> decisions = results.get(0).detections().stream()
                .sorted(Comparator.comparingDouble(face -> face.box().left()))
                .map(face -> identity(face).decision())
                .toList();
        assertEquals(List.of(Decision.KNOWN, Decision.UNKNOWN, Decision.KNOWN), decisions);
        String table = Files.readString(out().resolve("faces.csv"));
        assertTrue(table.contains(",KNOWN,\"Bob, the \"\"builder\"\"\","), table);
        assertTrue(table.contains(",UNKNOWN,"), table);
        String ledger = Files.readString(out().resolve("report.json"));
        assertTrue(ledger.contains("\"false_match_bound\":0.0006"), ledger);
        assertTrue(ledger.contains("\"found\":{\"Ann\":1,\"Bob, the \\\"builder\\\"\":1,\"UNKNOWN\":1}"), ledger);
        assertTrue(Files.isRegularFile(out().resolve("annotated/party.png.jpg"))
                || Files.isRegularFile(out().resolve("annotated/party.jpg")));
    }

    @Test
    void betweenTwoPeopleWhoAreEquallyNearNobodyIsChosen() throws Exception {
        enrol("Ann", new Look(170, 100, 90));
        enrol("Anna", new Look(170, 90, 100));
        Identity identity = identity(identify(picture("who.png", new Look(170, 95, 95)))
                .get(0)
                .detections()
                .get(0));
        assertEquals(Decision.AMBIGUOUS, identity.decision());
        assertEquals(2, identity.candidates().size());
        assertEquals("AMBIGUOUS", identity.label());
    }

    @Test
    void inAnEmptyGalleryEverybodyIsUnknown() throws Exception {
        Gallery.openOrCreate(gallery()).close();
        Identity identity = identity(
                identify(picture("who.png", DrawnFaces.ANN)).get(0).detections().get(0));
        assertEquals(new Identity(Decision.UNKNOWN, List.of(), Optional.empty()), identity);
    }

    @Test
    void aPictureWithThirtyFacesAndADrawingWithNoneAreBothAnswered() throws Exception {
        enrol("Ann", DrawnFaces.ANN);
        Look[] crowd = new Look[30];
        Arrays.fill(crowd, DrawnFaces.ANN);
        List<PictureResult> results = identify(picture("crowd.png", crowd), picture("empty.png"));
        assertEquals(30, results.get(0).detections().size());
        assertEquals(Status.OK, results.get(1).status());
        assertEquals(List.of(), results.get(1).detections());
    }

    @Test
    void withoutAGalleryTheMessageSaysSo() {
        GalleryException refused =
                assertThrows(GalleryException.class, () -> identify(picture("who.png", DrawnFaces.ANN)));
        assertEquals(GalleryException.Kind.MISSING, refused.kind());
        assertFalse(Files.exists(gallery()));
    }

    private Verified verify(String a, String b, Optional<Path> explain) throws Exception {
        VerifyRequest request = new VerifyRequest(a, b, gallery(), OptionalDouble.empty(), explain, 1_000_000);
        try (VerifyFaces verification = new VerifyFaces(request, DrawnFaces.reader())) {
            return verification.run();
        }
    }

    @Test
    void twoFacesAreComparedWhetherEnrolledOrNot() throws Exception {
        String ann = picture("ann.png", DrawnFaces.ANN).toString();
        String older = picture("older.png", DrawnFaces.ANN_OLDER, DrawnFaces.BOB.sized(40))
                .toString();
        Verified same = verify(ann, older, Optional.of(folder.resolve("why.png")));
        assertTrue(same.match());
        assertTrue(same.notes().get(0).contains("2 faces"), same.notes().toString());
        assertTrue(Files.size(folder.resolve("why.png")) > 1000);
        assertFalse(verify(ann, picture("bob.png", DrawnFaces.BOB).toString(), Optional.empty())
                .match());
        enrol("Ann", DrawnFaces.BOB, DrawnFaces.ANN_OLDER);
        // the nearest of her faces counts
        assertEquals(same.distance(), verify("Ann", ann, Optional.empty()).distance(), 1e-6);
        assertThrows(WrongUsageException.class, () -> verify("Ann", ann, Optional.of(folder.resolve("x.png"))));
        assertThrows(
                UnusableException.class, () -> verify(ann, picture("none.png").toString(), Optional.empty()));
        assertThrows(GalleryException.class, () -> verify("Zoë", ann, Optional.empty()));
    }

    @Test
    void pairsAreMeasuredAndWhatIsMissingStaysWithItsReason() throws Exception {
        picture("ann.png", DrawnFaces.ANN);
        picture("older.png", DrawnFaces.ANN_OLDER);
        picture("none.png");
        Path pairs = Files.writeString(
                folder.resolve("pairs.csv"),
                "a,b,same,light\nann.png,older.png,yes,dim\nann.png,none.png,no,dim\ngone.png,ann.png,no,sun\nann.png\n");
        Path distances = folder.resolve("distances.csv");
        try (VerifyPairs measuring =
                VerifyPairs.open(pairs, folder.resolve("pictures"), 2, 1_000_000, DrawnFaces.reader())) {
            assertEquals(1, measuring.findings().size());
            assertEquals(2, measuring.run(result -> {}).rejected());
            measuring.write(distances);
        }
        FacePairs read = FacePairs.read(distances);
        assertTrue(read.pairs().get(0).distance().getAsDouble() < 0.5);
        assertEquals("none.png: no face was found", read.pairs().get(1).reason());
        assertTrue(read.pairs().get(2).reason().startsWith("gone.png: there is no file"));
        assertEquals("sun", read.pairs().get(2).columns().get("light"));
        assertEquals(Optional.of(false), read.pairs().get(2).same());
    }

    private CalibrationReport calibrate(Path source, double fmr, Optional<String> group, boolean dryRun)
            throws Exception {
        CalibrateRequest request = new CalibrateRequest(
                source,
                Optional.empty(),
                group,
                fmr,
                OptionalDouble.empty(),
                100_000,
                1,
                gallery(),
                dryRun,
                out(),
                2,
                1_000_000);
        try (CalibrateFaces calibration = CalibrateFaces.open(request, DrawnFaces.reader())) {
            calibration.look(result -> {});
            return calibration.report();
        }
    }

    /** Twelve people of three pictures each, and one picture without a face. */
    private Path people() throws IOException {
        Random random = new Random(3);
        for (int person = 0; person < 12; person++) {
            int red = 60 + random.nextInt(140);
            int green = 60 + random.nextInt(140);
            int blue = 60 + random.nextInt(140);
            for (int i = 0; i < 3; i++) {
                picture("people/p%d/%d.png".formatted(person, i), new Look(red + 4 * i, green, blue - 4 * i));
            }
        }
        picture("people/p0/none.png");
        return folder.resolve("pictures/people");
    }

    @Test
    void aFolderOfPeopleGivesAllPairsAndTheGalleryItsOperatingPoint() throws Exception {
        CalibrationReport report = calibrate(people(), 0.01, Optional.empty(), false);
        // 3 pairs each, and 3 more of p0 that fail; 37 pictures: 666 pairs in all
        assertEquals(36, report.all().genuine());
        assertEquals(new ErrorRate(3 + 33, 666), report.all().failures());
        assertEquals(666 - 36 - 36, report.all().impostors());
        FmrClaim.Supported chosen = assertInstanceOf(FmrClaim.Supported.class, report.chosen());
        assertTrue(chosen.point().fmr().value() <= 0.01);
        assertInstanceOf(FmrClaim.Unsupported.class, report.claims().get(1));
        try (Gallery opened = Gallery.openToRead(gallery())) {
            Calibration stored = opened.calibration().orElseThrow();
            assertEquals(chosen.point().threshold(), stored.distance());
            assertEquals(chosen.point().fmr().value(), stored.falseMatchRate());
            // the curve never tells less than what was measured
            for (double distance = 0; distance < 4; distance += 0.05) {
                double told = stored.rateAt(distance).orElseThrow().falseMatchRate();
                assertTrue(told >= report.all().fmr(distance).value());
            }
        }
        for (String file : List.of("calibration.json", "det.png", "roc.png", "distances.csv")) {
            assertTrue(Files.size(out().resolve(file)) > 500, file);
        }
        // what was measured can be read again, without the pictures
        CalibrationReport again = calibrate(out().resolve("distances.csv"), 0.01, Optional.of("fold"), true);
        assertEquals(report.all().impostors(), again.all().impostors());
        assertEquals(report.all().failures(), again.all().failures());
        assertEquals(report.all().equalErrorRate(), again.all().equalErrorRate(), 1e-3);
    }

    @Test
    void aRateThatThePairsCannotSupportIsNotStored() throws Exception {
        CalibrationReport report = calibrate(people(), 0.001, Optional.empty(), false);
        assertEquals(
                3000,
                assertInstanceOf(FmrClaim.Unsupported.class, report.chosen()).needed());
        assertFalse(Files.exists(gallery()));
    }

    @Test
    void groupsAreToldAtTheCommonThreshold() throws Exception {
        StringBuilder pairs = new StringBuilder("a,b,same,distance,light\n");
        for (int i = 0; i < 400; i++) {
            pairs.append("x%d,y,no,%s,%s\n".formatted(i, 1 + i / 400.0, i % 2 == 0 ? "dim" : "sun"));
        }
        pairs.append("x,y,yes,0.5,sun\nx,z,yes,1.9,dim\n");
        Path file = Files.writeString(folder.resolve("measured.csv"), pairs.toString());
        CalibrationReport report = calibrate(file, 0.01, Optional.of("light"), true);
        double threshold = ((FmrClaim.Supported) report.chosen()).point().threshold();
        assertEquals(new ErrorRate(0, 1), report.groups().get("sun").fnmr(threshold));
        assertEquals(new ErrorRate(1, 1), report.groups().get("dim").fnmr(threshold));
        assertEquals(new ErrorRate(2, 200), report.groups().get("dim").fmr(threshold));
        assertThrows(WrongUsageException.class, () -> calibrate(file, 0.01, Optional.of("age"), true));
    }

    @Test
    void distancesOfAnotherEncoderAreNotStored() throws Exception {
        Path file = Files.writeString(
                folder.resolve("measured.csv"), "a,b,same,distance,encoder\nx,y,yes,0.5,other\nx,z,no,1.5,other\n");
        assertTrue(assertThrows(WrongUsageException.class, () -> calibrate(file, 0.5, Optional.empty(), false))
                .getMessage()
                .contains("measured by other"));
        Path unnamed = Files.writeString(folder.resolve("x.csv"), "a,b,same,distance\nx,y,yes,0.5\n");
        assertTrue(assertThrows(WrongUsageException.class, () -> calibrate(unnamed, 0.5, Optional.empty(), true))
                .getMessage()
                .contains("both kinds are needed"));
    }
}
