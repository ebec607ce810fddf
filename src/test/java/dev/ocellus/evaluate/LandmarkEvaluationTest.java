package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Point;
import java.util.List;
import org.junit.jupiter.api.Test;

class LandmarkEvaluationTest {
    private static final Landmarks FACE = new Landmarks(
            new Point(10, 20), new Point(50, 20), new Point(30, 40), new Point(15, 60), new Point(45, 60));

    @Test
    void theErrorIsTheMeanDistanceInEyeDistances() {
        assertEquals(0, LandmarkEvaluation.error(FACE, FACE));
        assertEquals(5.0 / 40, LandmarkEvaluation.error(FACE, FACE.moved(Affine.translate(3, 4))), 1e-12);
        Landmarks noseOff =
                new Landmarks(FACE.rightEye(), FACE.leftEye(), new Point(30, 60), FACE.rightMouth(), FACE.leftMouth());
        assertEquals(20.0 / 5 / 40, LandmarkEvaluation.error(FACE, noseOff), 1e-12);
    }

    @Test
    void medianTailAndFailuresAreThoseOfTheList() {
        LandmarkEvaluation evaluation = LandmarkEvaluation.of(
                List.of(0.05, 0.02, 0.1, Double.POSITIVE_INFINITY, 0.04, 0.03, 0.11, 0.01, 0.06, 0.07));

        assertEquals(0.05, evaluation.quantile(0.5));
        assertEquals(0.11, evaluation.quantile(0.9));
        assertEquals(0.01, evaluation.quantile(0));
        assertEquals(Double.POSITIVE_INFINITY, evaluation.quantile(1));
        assertEquals(0.2, evaluation.failures(), 1e-12);
        assertEquals(0.03, LandmarkEvaluation.of(List.of(0.02, 0.04)).mean(), 1e-12);
    }

    @Test
    void whatIsNoNumberHasFailed() {
        assertEquals(1, LandmarkEvaluation.of(List.of(Double.NaN)).failures());
        assertThrows(IllegalArgumentException.class, () -> LandmarkEvaluation.of(List.of()));
    }
}
