package dev.ocellus.evaluate;

import static dev.ocellus.evaluate.Scenes.difficult;
import static dev.ocellus.evaluate.Scenes.found;
import static dev.ocellus.evaluate.Scenes.frame;
import static dev.ocellus.evaluate.Scenes.square;
import static dev.ocellus.evaluate.Scenes.truth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.evaluate.EvaluationSettings.LabelRule;
import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Cases small enough to work out by hand; each comment says how. */
class DetectionEvaluationTest {
    private static final double EXACT = 1e-12;

    private static DetectionEvaluation coco(Frame... frames) {
        return DetectionEvaluation.of(List.of(frames), EvaluationSettings.COCO);
    }

    @Test
    void perfectDetectionsHaveAveragePrecisionOneAtEveryThreshold() {
        DetectionEvaluation evaluation = coco(
                frame(
                        "a",
                        List.of(truth("cat", square(0)), truth("dog", square(1))),
                        List.of(found("cat", square(0), 0.3), found("dog", square(1), 0.9))),
                frame("b", List.of(truth("cat", square(2))), List.of(found("cat", square(2), 0.8))),
                frame("empty", List.of(), List.of()));
        assertEquals(1, evaluation.ap50(), EXACT);
        assertEquals(1, evaluation.ap50To95(), EXACT);
        assertEquals(3, evaluation.truths());
        assertEquals(1, evaluation.recall(0.95, 0.3), EXACT);
        assertEquals(2 / 3.0, evaluation.recall(0.95, 0.5), EXACT);
    }

    private static final Frame HIT_FALSE_HIT_MISS = frame(
            "a",
            List.of(truth("cat", square(0)), truth("cat", square(1)), truth("cat", square(2))),
            List.of(found("cat", square(0), 0.9), found("cat", square(7), 0.8), found("cat", square(1), 0.7)));

    @Test
    void cocoReadsTheCurveAtHundredAndOneRecalls() {
        // recall 0 … 0.33 at precision 1 (34 levels), 0.34 … 0.66 at 2/3 (33 levels), the rest is not reached
        assertEquals((34 + 33 * 2 / 3.0) / 101, coco(HIT_FALSE_HIT_MISS).ap50(), EXACT);
    }

    @Test
    void vocMeasuresTheAreaAndTheOldVocElevenRecalls() {
        DetectionEvaluation area =
                DetectionEvaluation.of(List.of(HIT_FALSE_HIT_MISS), EvaluationSettings.voc(Protocol.VOC, 0.5));
        assertEquals(1 / 3.0 + 1 / 3.0 * 2 / 3.0, area.ap50(), EXACT);
        DetectionEvaluation eleven =
                DetectionEvaluation.of(List.of(HIT_FALSE_HIT_MISS), EvaluationSettings.voc(Protocol.VOC_2007, 0.5));
        // recalls 0 … 0.3 at precision 1, 0.4 … 0.6 at 2/3
        assertEquals((4 + 3 * 2 / 3.0) / 11, eleven.ap50(), EXACT);
    }

    @Test
    void aBoxThatCoversThreeQuartersHitsAtSixOfTenThresholds() {
        Frame frame = frame(
                "a", List.of(truth("cat", new Box(0, 0, 10, 10))), List.of(found("cat", new Box(0, 0, 10, 7.5), 0.5)));
        assertEquals(0.6, coco(frame).ap50To95(), EXACT);
        assertEquals(1, coco(frame).ap(0.75), EXACT);
        assertEquals(0, coco(frame).ap(0.8), EXACT);
    }

    @Test
    void aSecondDetectionOfOneTruthIsFalse() {
        Frame frame = frame(
                "a",
                List.of(truth("cat", square(0)), truth("cat", square(1))),
                List.of(found("cat", square(0), 0.9), found("cat", square(0), 0.8), found("cat", square(1), 0.7)));
        // recall 0 … 0.5 at precision 1 (51 levels), the rest at 2/3
        assertEquals((51 + 50 * 2 / 3.0) / 101, coco(frame).ap50(), EXACT);
    }

    @Test
    void cocoGivesADetectionTheBestFreeTruthAndVocTheBestOne() {
        Box left = new Box(0, 0, 10, 10);
        Box right = new Box(2, 0, 12, 10);
        Frame frame = frame(
                "a",
                List.of(truth("cat", left), truth("cat", right)),
                List.of(found("cat", left, 0.9), found("cat", new Box(0.5, 0, 10.5, 10), 0.8)));
        assertEquals(1, coco(frame).ap50(), EXACT);
        DetectionEvaluation voc = DetectionEvaluation.of(List.of(frame), EvaluationSettings.voc(Protocol.VOC, 0.5));
        assertEquals(0.5, voc.ap50(), EXACT);
    }

    @Test
    void difficultTruthsAreNeitherHitNorMissHoweverOftenTheyAreMet() {
        Frame frame = frame(
                "a",
                List.of(truth("cat", square(0)), difficult("cat", square(1)), difficult("cat", square(2))),
                List.of(found("cat", square(1), 0.9), found("cat", square(1), 0.8), found("cat", square(0), 0.7)));
        assertEquals(1, coco(frame).ap50(), EXACT);
        assertEquals(1, coco(frame).truths());
        DetectionEvaluation voc = DetectionEvaluation.of(List.of(frame), EvaluationSettings.voc(Protocol.VOC, 0.5));
        assertEquals(1, voc.ap50(), EXACT);
    }

    @Test
    void aTruthThatCountsIsPreferredToADifficultOneThatFitsBetter() {
        Frame frame = frame(
                "a",
                List.of(truth("cat", new Box(0, 0, 10, 8)), difficult("cat", new Box(0, 0, 10, 10))),
                List.of(found("cat", new Box(0, 0, 10, 10), 0.9)));
        assertEquals(1, coco(frame).ap50(), EXACT);
    }

    @Test
    void aSizeRangeLooksAtBoxesOfThatHeightAlone() {
        Box low = new Box(0, 0, 20, 20);
        Box high = new Box(100, 0, 160, 60);
        Frame frame = frame(
                "a",
                List.of(truth("face", low), truth("face", high)),
                List.of(
                        found("face", high, 0.9),
                        found("face", new Box(300, 0, 360, 60), 0.8),
                        found("face", new Box(400, 0, 420, 20), 0.7),
                        found("face", low, 0.6)));
        EvaluationSettings lower = EvaluationSettings.COCO.withSizes(SizeRange.lowerThan(32));
        // the high truth and its detection are ignored, the high false one is left out, the low false one comes before
        // the hit
        assertEquals(0.5, DetectionEvaluation.of(List.of(frame), lower).ap50(), EXACT);
        EvaluationSettings higher = EvaluationSettings.COCO.withSizes(SizeRange.from(32));
        assertEquals(1, DetectionEvaluation.of(List.of(frame), higher).ap50(), EXACT);
    }

    @Test
    void onlyTheHighestScoresOfAPictureAreJudged() {
        Frame frame = frame(
                "a",
                List.of(truth("cat", square(0)), truth("cat", square(1))),
                List.of(found("cat", square(0), 0.2), found("cat", square(1), 0.9)));
        EvaluationSettings one = EvaluationSettings.COCO.withDetectionsPerPicture(1);
        assertEquals(51 / 101.0, DetectionEvaluation.of(List.of(frame), one).ap50(), EXACT);
        assertEquals(1, coco(frame).ap50(), EXACT);
    }

    @Test
    void recallCanBeAskedForSomeTruthLabelsWhateverTheDetectorCallsThem() {
        Frame frame = frame(
                "a",
                List.of(truth("bare", square(0)), truth("bare", square(1)), truth("masked", square(2))),
                List.of(found("face", square(0), 0.9), found("face", square(2), 0.4)));
        DetectionEvaluation evaluation =
                DetectionEvaluation.of(List.of(frame), EvaluationSettings.COCO.withLabels(LabelRule.ANY));
        assertEquals(0.5, evaluation.recall(0.5, 0.3, Set.of("bare")), EXACT);
        assertEquals(1, evaluation.recall(0.5, 0.3, Set.of("masked")), EXACT);
        assertEquals(0, evaluation.recall(0.5, 0.5, Set.of("masked")), EXACT);
        assertEquals(2 / 3.0, evaluation.recall(0.5, 0.3), EXACT);
        assertEquals(Set.of(LabelEvaluation.ANY), evaluation.labels().keySet());
        assertEquals(0, coco(frame).ap50(), EXACT);
    }

    @Test
    void theBestScoreBalancesPrecisionAndRecallOverAllLabels() {
        DetectionEvaluation evaluation = coco(frame(
                "a",
                List.of(truth("cat", square(0)), truth("dog", square(1))),
                List.of(
                        found("cat", square(0), 0.9),
                        found("dog", square(5), 0.8),
                        found("dog", square(1), 0.7),
                        found("cat", square(6), 0.7))));
        // F1 from 0.9 on is 2 / 3, from 0.8 on 2 / 4, from 0.7 on 4 / 6: as good as 0.9, which reports less
        assertEquals(0.9, evaluation.bestScore(0.5), EXACT);
        assertEquals(
                1, coco(frame("a", List.of(truth("cat", square(0))), List.of())).bestScore(0.5), EXACT);
    }

    @Test
    void aLabelWithoutTruthsDoesNotEnterTheMean() {
        DetectionEvaluation evaluation = coco(frame(
                "a",
                List.of(truth("cat", square(0)), truth("dog", square(1))),
                List.of(found("cat", square(0), 0.9), found("bird", square(5), 0.8))));
        assertEquals(0.5, evaluation.ap50(), EXACT);
        assertTrue(Double.isNaN(evaluation.labels().get("bird").ap(0.5)));
    }

    @Test
    void nothingToFindIsNotANumber() {
        DetectionEvaluation evaluation = coco(frame("a", List.of(), List.of(found("cat", square(0), 0.9))));
        assertTrue(Double.isNaN(evaluation.ap50()));
        assertTrue(Double.isNaN(evaluation.recall(0.5, 0)));
    }

    @Test
    void refusesPicturesThatNobodyLabelled() {
        Frame unknown = Frame.of("beach.jpg", Image.filled(new Size(1, 1), 0, 0, 0));
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> coco(unknown));
        assertTrue(refusal.getMessage().contains("beach.jpg"), refusal.getMessage());
    }

    @Test
    void refusesTwoFramesOfOneName() {
        Frame frame = frame("beach.jpg", List.of(), List.of());
        IllegalArgumentException refusal = assertThrows(IllegalArgumentException.class, () -> coco(frame, frame));
        assertTrue(refusal.getMessage().contains("beach.jpg"), refusal.getMessage());
    }

    @Test
    void refusesToTellOfAThresholdThatWasNotEvaluated() {
        IllegalArgumentException refusal = assertThrows(
                IllegalArgumentException.class, () -> coco(HIT_FALSE_HIT_MISS).ap(0.3));
        assertTrue(refusal.getMessage().contains("0.3"), refusal.getMessage());
    }

    @Test
    void settingsRefuseWhatCannotBeMeant() {
        assertThrows(IllegalArgumentException.class, () -> EvaluationSettings.COCO.withThresholds(List.of()));
        assertThrows(IllegalArgumentException.class, () -> EvaluationSettings.COCO.withThresholds(List.of(50.0)));
        assertThrows(IllegalArgumentException.class, () -> EvaluationSettings.COCO.withDetectionsPerPicture(0));
        assertThrows(IllegalArgumentException.class, () -> new SizeRange(SizeRange.Measure.HEIGHT, 32, 32));
    }
}
