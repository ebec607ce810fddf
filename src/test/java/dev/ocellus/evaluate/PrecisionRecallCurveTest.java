package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PrecisionRecallCurveTest {
    private static final PrecisionRecallCurve CURVE = PrecisionRecallCurve.of(
            List.of(
                    new Judgement("a", 0.5, true),
                    new Judgement("a", 0.9, true),
                    new Judgement("a", 0.5, false),
                    new Judgement("a", 0.7, true),
                    new Judgement("a", 0.2, false)),
            4);

    @Test
    void tellsWhatIsReportedFromAScoreUpwards() {
        assertEquals(new OperatingPoint(0.5, 3, 1, 4), CURVE.at(0.5));
        assertEquals(new OperatingPoint(0.6, 2, 0, 4), CURVE.at(0.6));
        assertEquals(new OperatingPoint(0.95, 0, 0, 4), CURVE.at(0.95));
        assertEquals(0.75, CURVE.at(0.5).precision());
        assertEquals(0.75, CURVE.at(0.5).recall());
        assertEquals(1, CURVE.at(0.95).precision());
    }

    @Test
    void theBestF1IsOneThatALowestScoreCanReach() {
        // stopping between the two detections of score 0.5 would give 6/7, but no lowest score does that
        assertEquals(Optional.of(new OperatingPoint(0.5, 3, 1, 4)), CURVE.bestF1());
        assertEquals(0.75, CURVE.bestF1().orElseThrow().f1());
    }

    @Test
    void ofEqualF1TheHigherScoreIsBetter() {
        PrecisionRecallCurve curve = PrecisionRecallCurve.of(
                List.of(new Judgement("a", 0.9, true), new Judgement("a", 0.8, false), new Judgement("a", 0.7, true)),
                3);
        // 2·1 / (1 + 0 + 3) = 0.5 at 0.9, 2·2 / (2 + 1 + 3) = 0.67 at 0.7
        assertEquals(0.7, curve.bestF1().orElseThrow().score());
        PrecisionRecallCurve equal = PrecisionRecallCurve.of(
                List.of(
                        new Judgement("a", 0.9, true),
                        new Judgement("a", 0.8, false),
                        new Judgement("a", 0.7, false),
                        new Judgement("a", 0.6, false),
                        new Judgement("a", 0.5, true)),
                3);
        // 2·1 / (1 + 3) = 2·2 / (5 + 3)
        assertEquals(0.9, equal.bestF1().orElseThrow().score());
    }

    @Test
    void nothingReportedOrNothingToFindHasNoBestScore() {
        assertTrue(PrecisionRecallCurve.of(List.of(), 3).bestF1().isEmpty());
        assertTrue(PrecisionRecallCurve.of(List.of(new Judgement("a", 0.5, false)), 0)
                .bestF1()
                .isEmpty());
    }
}
