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
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LandmarkHeadTest {
    private static final LandmarkHead HEAD = new LandmarkHead(64, 1.25);
    private static final Image SQUARE = Image.filled(new Size(64, 64), 90, 90, 90);
    private static final Size SOURCE = new Size(400, 400);

    /** The square around a box of a picture, perhaps of its mirror image. */
    private static Frame square(Box box, boolean mirrored, TruthBox truth) {
        Placement placement = Placement.of(SOURCE);
        if (mirrored) {
            placement = placement.then(new Affine(-1, 0, 400, 0, 1, 0));
        }
        Box seen = placement.fromSource(box);
        return Frame.of("face", Image.filled(SOURCE, 90, 90, 90))
                .withTruth(Truth.of(List.of(truth)))
                .withDetections(List.of(new Detection(box, "face", 0.9)))
                .withImage(SQUARE, placement.then(HEAD.squareAround(seen)));
    }

    @Test
    void decodeOfEncodeIsTheTruth() {
        Property.check(random -> {
            List<Frame> frames = new ArrayList<>();
            for (int i = 0; i < 3; i++) {
                Landmarks face = Faces.person(random).moved(Faces.similarity(random, 40));
                Box box = FaceShape.boxOf(face);
                Frame frame = square(
                        box, random.nextBoolean(), new TruthBox(box, "face", false, java.util.Optional.of(face)));
                frames.add(frame);
            }

            List<Frame> decoded = HEAD.decode(List.of(HEAD.encode(frames)), frames);

            for (int i = 0; i < 3; i++) {
                Landmarks expected =
                        frames.get(i).truth().boxes().get(0).landmarks().orElseThrow();
                Landmarks found = decoded.get(i).detections().get(0).landmarks().orElseThrow();
                for (int p = 0; p < Landmarks.COUNT; p++) {
                    assertEquals(
                            expected.points().get(p).x(), found.points().get(p).x(), 1e-3);
                    assertEquals(
                            expected.points().get(p).y(), found.points().get(p).y(), 1e-3);
                }
                assertEquals(
                        frames.get(i).detections().get(0).box(),
                        decoded.get(i).detections().get(0).box());
            }
        });
    }

    @Test
    void theSquareIsAroundTheMiddleOfTheBoxAndTakesInItsLongerSide() {
        Box box = new Box(100, 40, 140, 120);

        Box square = new Placement(SOURCE, HEAD.squareAround(box)).toSource(new Box(0, 0, 64, 64));

        assertEquals(new Box(70, 30, 170, 130), square);
    }

    @Test
    void theScoreFallsWithTheExpectedErrorInEyeDistances() {
        Landmarks face = FaceShape.LANDMARKS.moved(new Affine(16, 0, 32, 0, 16, 32));
        Frame frame = square(FaceShape.boxOf(face), false, new TruthBox(SOURCE.bounds(), "face", false));
        // the unit of the points is a quarter of the side, and the eyes are just so far apart
        double tenth = Math.log(0.1 / 2);
        assertEquals(0.5, HEAD.read(answer(face, tenth), 0).score(), 1e-6);
        assertEquals(0.1, HEAD.read(answer(face, tenth), 0).expectedError(), 1e-6);
        double before = 1;
        for (double expected = 0.001; expected < 3; expected *= 1.5) {
            double score = HEAD.read(answer(face, Math.log(expected / 2)), 0).score();
            assertTrue(score < before);
            before = score;
        }
        assertTrue(frame.detections().get(0).landmarks().isEmpty());
    }

    private static Tensor answer(Landmarks inSquare, double logScale) {
        float[] numbers = new float[LandmarkHead.VALUES];
        for (int p = 0; p < Landmarks.COUNT; p++) {
            Point point = inSquare.points().get(p);
            numbers[2 * p] = (float) ((point.x() / 64 - 0.5) * 4);
            numbers[2 * p + 1] = (float) ((point.y() / 64 - 0.5) * 4);
        }
        numbers[10] = (float) logScale;
        return new Tensor(numbers, 1, LandmarkHead.VALUES, 1, 1);
    }

    @Test
    void whatIsNoFaceIsNoNumber() {
        Tensor target = HEAD.encode(List.of(
                square(new Box(10, 10, 50, 50), false, new TruthBox(new Box(10, 10, 50, 50), "background", false))));

        for (float value : target.data()) {
            assertTrue(Float.isNaN(value));
        }
    }

    @Test
    void boxesWithoutAreaAndSettingsWithoutSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> HEAD.squareAround(new Box(3, 3, 3, 9)));
        assertThrows(IllegalArgumentException.class, () -> new LandmarkHead(8, 1.25));
        assertThrows(IllegalArgumentException.class, () -> new LandmarkHead(64, 0.5));
        Frame nothing = Frame.of("nothing", SQUARE).withTruth(Truth.of(List.of()));
        assertThrows(IllegalArgumentException.class, () -> HEAD.encode(List.of(nothing)));
        assertThrows(IllegalArgumentException.class, () -> HEAD.read(Tensor.zeros(1, 10, 1, 1), 0));
    }

    @Test
    void answersWithoutSense() {
        float[] onePlace = new float[LandmarkHead.VALUES];
        assertEquals(
                0,
                HEAD.read(new Tensor(onePlace, 1, LandmarkHead.VALUES, 1, 1), 0).score());
        float[] noNumber = onePlace.clone();
        noNumber[3] = Float.NaN;
        assertThrows(
                IllegalStateException.class, () -> HEAD.read(new Tensor(noNumber, 1, LandmarkHead.VALUES, 1, 1), 0));
        float[] unsure = onePlace.clone();
        unsure[0] = 1;
        unsure[10] = 900;
        assertEquals(
                0,
                HEAD.read(new Tensor(unsure, 1, LandmarkHead.VALUES, 1, 1), 0).score());
    }
}
