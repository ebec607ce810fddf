package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class LandmarkFinderIT {
    private static final Size SIZE = new Size(400, 300);
    private final Dots dots = new Dots();
    private final LandmarkFinder finder =
            new LandmarkFinder(dots, new Preprocessing(0, 1), new LandmarkHead(64, LandmarkFinder.MARGIN));

    private static Landmarks face(double x, double y, double unit) {
        return FaceShape.LANDMARKS.moved(new Affine(unit, 0, x, 0, unit, y));
    }

    private static double distance(Landmarks expected, Landmarks found) {
        double most = 0;
        for (int p = 0; p < Landmarks.COUNT; p++) {
            Point a = expected.points().get(p);
            Point b = found.points().get(p);
            most = Math.max(most, Math.hypot(a.x() - b.x(), a.y() - b.y()));
        }
        return most;
    }

    @Test
    void landmarksComeBackInPixelsOfThePictureWhateverTheSizeOfTheFace() {
        Property.check(60, random -> {
            double unit = random.nextDouble(14, 70);
            Landmarks face = face(random.nextDouble(120, 280), random.nextDouble(120, 180), unit);
            Image picture = Dots.picture(SIZE, unit / 8, List.of(face));
            Box box = FaceShape.boxOf(face);
            double off = 0.1 * unit;
            Box seen = new Box(box.left() - off, box.top() + off, box.right() - off, box.bottom() + off);

            FaceLandmarks found = finder.find(picture, List.of(seen)).get(0);

            assertTrue(distance(face, found.landmarks()) < 0.04 * unit + 0.3, () -> face + " was found at " + found);
            assertTrue(found.score() > 0.9);
        });
    }

    @Test
    void asAStageItGivesEachDetectionItsOwnInOrderAndInBatches() {
        List<Landmarks> faces = new ArrayList<>();
        List<Detection> detections = new ArrayList<>();
        for (int i = 0; i < 40; i++) {
            Landmarks face = face(60 + 90 * (i % 4), 60 + 90 * (i / 4 % 3), 16);
            faces.add(face);
            detections.add(new Detection(FaceShape.boxOf(face), "face", i / 40.0));
        }
        detections.add(new Detection(new Box(5, 5, 5, 9), "face", 0.5));
        Image picture = Dots.picture(SIZE, 2, faces);
        // the current picture is another one: faces are looked for in the source
        Frame frame = Frame.of("many", picture)
                .withDetections(detections)
                .withImage(Image.filled(new Size(9, 9), 0, 0, 0), new Placement(SIZE, Affine.scale(44, 33)));

        List<Detection> marked = finder.apply(frame).detections();

        assertEquals(41, marked.size());
        for (int i = 0; i < 40; i++) {
            assertEquals(detections.get(i).box(), marked.get(i).box());
            assertEquals(i / 40.0, marked.get(i).score());
            assertTrue(distance(faces.get(i), marked.get(i).landmarks().orElseThrow()) < 1);
            assertTrue(marked.get(i).landmarkScore() > 0.9);
        }
        assertEquals(Optional.empty(), marked.get(40).landmarks(), "a box without an area has no face in it");
        assertEquals(32, dots.most);
        assertEquals(
                marked,
                finder.applyAll(List.of(frame, frame)).get(1).detections(),
                "frames together are as frames alone");
    }

    @Test
    void framesWithoutDetectionsAndBoxesInStrangePlacesAreNoTrouble() {
        Image dot = Image.filled(new Size(1, 1), 3, 3, 3);
        assertEquals(List.of(), finder.apply(Frame.of("nothing", dot)).detections());
        assertEquals(List.of(), finder.find(dot, List.of()));
        for (Box box : List.of(
                new Box(0, 0, 1, 1),
                new Box(-900, -900, -800, -700),
                new Box(5000, 7, 5003, 9),
                new Box(-1e6, -1e6, 1e6, 1e6),
                new Box(0.2, 0.2, 0.20001, 0.3))) {
            FaceLandmarks found = finder.find(dot, List.of(box)).get(0);
            assertTrue(
                    found.landmarks().points().stream().allMatch(p -> Double.isFinite(p.x() + p.y())), box::toString);
        }
        assertThrows(IllegalArgumentException.class, () -> finder.find(dot, List.of(new Box(0, 0, 0, 1))));
    }

    @Test
    void severalThreadsGetTheSameAnswersAsOne() throws Exception {
        Landmarks face = face(200, 150, 40);
        Image picture = Dots.picture(SIZE, 5, List.of(face));
        List<Box> boxes = List.of(FaceShape.boxOf(face));
        List<FaceLandmarks> alone = finder.find(picture, boxes);
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            Callable<List<FaceLandmarks>> task = () -> finder.find(picture, boxes);
            for (Future<List<FaceLandmarks>> answer : threads.invokeAll(Collections.nCopies(40, task))) {
                assertEquals(alone, answer.get());
            }
        } finally {
            threads.shutdown();
        }
    }

    @Test
    void trainingCutsSquaresInWhichTheLandmarksAreWhereTheTruthSays() {
        FaceCrop crop = new FaceCrop(64, 0.08, 0.2, 40, 0.5, 20);
        LandmarkHead head = new LandmarkHead(64, LandmarkFinder.MARGIN);
        Property.check(100, random -> {
            double unit = random.nextDouble(14, 60);
            Landmarks face = face(200, 150, unit);
            Frame frame = Frame.of("face", Dots.picture(SIZE, unit / 7, List.of(face)))
                    .withTruth(Truth.of(List.of(new TruthBox(new Box(0, 0, 3, 3), "face", false, Optional.of(face)))));

            Frame square = crop.draw(frame, random).apply(frame);

            assertEquals(new Size(64, 64), square.image().size());
            float[] wanted = head.encode(List.of(square)).data();
            float[] seen = dots.forward(new Preprocessing(0, 1).toBatch(List.of(square.image())))
                    .get(0)
                    .data();
            for (int i = 0; i < 2 * Landmarks.COUNT; i++) {
                assertEquals(wanted[i], seen[i], 0.12, "in eye distances");
            }
        });
    }

    @Test
    void aSquareWithoutAFaceIsCutByItsBoxAndWithoutErrorsExactlySo() {
        FaceCrop exact = new FaceCrop(64, 0, 0, 0, 0, 16);
        Box box = new Box(100, 100, 140, 120);
        Frame frame = Frame.of("nothing", Image.filled(SIZE, 9, 9, 9))
                .withTruth(Truth.of(List.of(new TruthBox(box, "background", false))));

        Frame square = exact.draw(frame, new Random(1)).apply(frame);

        Box seen = square.placement().toSource(new Box(0, 0, 64, 64));
        assertEquals(95, seen.left(), 1e-9);
        assertEquals(145, seen.right(), 1e-9);
        assertEquals(85, seen.top(), 1e-9);
        assertThrows(
                IllegalArgumentException.class, () -> exact.draw(frame.withTruth(Truth.of(List.of())), new Random(1)));
        assertThrows(IllegalArgumentException.class, () -> new FaceCrop(64, -1, 0, 0, 0, 16));
        assertThrows(IllegalArgumentException.class, () -> new FaceCrop(64, 0, 0, 0, 0, 65));
    }
}
