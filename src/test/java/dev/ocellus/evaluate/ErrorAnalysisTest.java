package dev.ocellus.evaluate;

import static dev.ocellus.evaluate.Scenes.found;
import static dev.ocellus.evaluate.Scenes.frame;
import static dev.ocellus.evaluate.Scenes.square;
import static dev.ocellus.evaluate.Scenes.truth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Box;
import java.util.List;
import org.junit.jupiter.api.Test;

/** One mistake of each kind, small enough to see; then what mending gains, worked out by hand. */
class ErrorAnalysisTest {
    private static final double EXACT = 1e-12;

    /** Half of the square of a place: an overlap of 0.4 with it. */
    private static Box partOf(int place) {
        return new Box(100 * place, 0, 100 * place + 10, 4);
    }

    private static DetectionError only(Frame frame) {
        List<DetectionError> errors = ErrorAnalysis.of(List.of(frame), 0).errors();
        assertEquals(1, errors.size(), errors.toString());
        return errors.get(0);
    }

    @Test
    void theRightLabelInTheWrongPlaceIsOfLocalisation() {
        DetectionError error =
                only(frame("a", List.of(truth("cat", square(0))), List.of(found("cat", partOf(0), 0.9))));
        assertEquals(ErrorKind.LOCALISATION, error.kind());
        assertEquals(0.4, error.overlap(), EXACT);
        assertTrue(error.hidesTruth(), "its truth is not missed besides");
    }

    @Test
    void theWrongLabelInTheRightPlaceIsOfClass() {
        DetectionError error =
                only(frame("a", List.of(truth("cat", square(0))), List.of(found("dog", square(0), 0.9))));
        assertEquals(ErrorKind.CLASS, error.kind());
        assertEquals("cat", error.truth().orElseThrow().label());
    }

    @Test
    void theWrongLabelInTheWrongPlaceIsBothAndLeavesItsTruthMissed() {
        ErrorAnalysis analysis = ErrorAnalysis.of(
                List.of(frame("a", List.of(truth("cat", square(0))), List.of(found("dog", partOf(0), 0.9)))), 0);
        assertEquals(
                List.of(ErrorKind.BOTH, ErrorKind.MISSED),
                analysis.errors().stream().map(DetectionError::kind).toList());
    }

    @Test
    void aSecondDetectionIsADuplicate() {
        DetectionError error = only(frame(
                "a",
                List.of(truth("cat", square(0))),
                List.of(found("cat", square(0), 0.9), found("cat", square(0), 0.8))));
        assertEquals(ErrorKind.DUPLICATE, error.kind());
        assertEquals(0.8, error.score(), EXACT);
    }

    @Test
    void nothingNearIsBackgroundAndNothingFoundIsMissed() {
        ErrorAnalysis analysis = ErrorAnalysis.of(
                List.of(frame("a", List.of(truth("cat", square(0))), List.of(found("cat", square(5), 0.9)))), 0);
        assertEquals(
                List.of(ErrorKind.BACKGROUND, ErrorKind.MISSED),
                analysis.errors().stream().map(DetectionError::kind).toList());
    }

    @Test
    void difficultTruthsAreNobodysMistake() {
        ErrorAnalysis analysis = ErrorAnalysis.of(
                List.of(frame(
                        "a",
                        List.of(truth("cat", square(0)), Scenes.difficult("cat", square(1))),
                        List.of(found("cat", square(0), 0.9), found("cat", square(1), 0.8)))),
                0);
        assertEquals(List.of(), analysis.errors());
    }

    @Test
    void whatMendingGainsIsThatOfTidesOracles() {
        // found: cat; taken for a dog: a cat; missed: a cat; a dog is found after a false one
        Frame frame = frame(
                "a",
                List.of(
                        truth("cat", square(0)),
                        truth("cat", square(1)),
                        truth("cat", square(2)),
                        truth("dog", square(3))),
                List.of(found("cat", square(0), 0.9), found("dog", square(1), 0.8), found("dog", square(3), 0.7)));
        ErrorAnalysis analysis = ErrorAnalysis.of(List.of(frame), 0);
        // cat: recalls 0 to 0.33 at precision 1; dog: precision 1/2 everywhere
        double cat = 34 / 101.0;
        double dog = 0.5;
        assertEquals((cat + dog) / 2, analysis.ap(), EXACT);
        // the wrong label made right: cat to 0.66, dog without the false one
        assertEquals((67 / 101.0 + 1) / 2 - analysis.ap(), analysis.gain(ErrorKind.CLASS), EXACT);
        // the missed one no longer asked for: cat reaches 0.5
        assertEquals((51 / 101.0 + dog) / 2 - analysis.ap(), analysis.gain(ErrorKind.MISSED), EXACT);
        assertEquals(0, analysis.gain(ErrorKind.DUPLICATE), EXACT);
    }

    @Test
    void mendingSomeErrorsMovesCountsOnceForEachTruth() {
        Frame frame = frame(
                "a",
                List.of(truth("cat", square(0)), truth("cat", square(1))),
                List.of(found("cat", square(0), 0.9), found("dog", square(1), 0.8), found("bird", square(1), 0.7)));
        ErrorAnalysis analysis = ErrorAnalysis.of(List.of(frame), 0);
        OperatingPoint point = analysis.point(0);
        assertEquals(new OperatingPoint(0, 1, 2, 2), point);
        // two detections hide one truth: it is found once, and both false reports are gone
        assertEquals(new OperatingPoint(0, 2, 0, 2), ErrorAnalysis.pointWithout(point, analysis.of(ErrorKind.CLASS)));
        assertEquals(
                new OperatingPoint(0, 2, 1, 2),
                ErrorAnalysis.pointWithout(point, analysis.of(ErrorKind.CLASS).subList(0, 1)));
    }
}
