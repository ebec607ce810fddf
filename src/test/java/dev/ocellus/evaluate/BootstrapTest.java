package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.evaluate.Bootstrap.Interval;
import dev.ocellus.frame.Frame;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    private static final List<Frame> FRAMES = Scenes.random(new Random(3), 30, 4);
    private static final DetectionEvaluation EVALUATION = DetectionEvaluation.of(FRAMES, EvaluationSettings.COCO);

    private static Bootstrap of(int rounds, long seed) {
        return Bootstrap.of(EVALUATION, FRAMES.stream().map(Frame::id).toList(), 0.5, rounds, seed);
    }

    @Test
    void oneSeedGivesOneAnswerAndAnotherSeedAnother() {
        assertEquals(of(50, 1), of(50, 1));
        assertTrue(!of(50, 1).equals(of(50, 2)));
    }

    @Test
    void theRangeHoldsTheFigureAndIsNarrowerForMorePictures() {
        Interval few = of(300, 1).ap50();
        assertTrue(few.low() < EVALUATION.ap50() && EVALUATION.ap50() < few.high(), few.toString());
        List<Frame> many = Scenes.random(new Random(3), 270, 4);
        Interval narrow = Bootstrap.of(
                        DetectionEvaluation.of(many, EvaluationSettings.COCO),
                        many.stream().map(Frame::id).toList(),
                        0.5,
                        300,
                        1)
                .ap50();
        // nine times the pictures, a third of the width
        assertEquals(3, few.halfWidth() / narrow.halfWidth(), 0.9);
    }

    /** Each drawn set is judged anew, with pictures that were drawn twice under two names. */
    @Test
    void agreesWithEvaluatingTheDrawnPictures() {
        int rounds = 20;
        List<Frame> ordered =
                FRAMES.stream().sorted((a, b) -> a.id().compareTo(b.id())).toList();
        SplittableRandom random = new SplittableRandom(11);
        double[] ap50 = new double[rounds];
        double[] ap = new double[rounds];
        double[] f1 = new double[rounds];
        for (int round = 0; round < rounds; round++) {
            List<Frame> drawn = new ArrayList<>();
            for (int i = 0; i < ordered.size(); i++) {
                Frame picked = ordered.get(random.nextInt(ordered.size()));
                drawn.add(Scenes.frame(picked.id() + "#" + i, picked.truth().boxes(), picked.detections()));
            }
            DetectionEvaluation evaluation = DetectionEvaluation.of(drawn, EvaluationSettings.COCO);
            ap50[round] = evaluation.ap50();
            ap[round] = evaluation.ap50To95();
            f1[round] = evaluation.together(0.5).at(0.5).f1();
        }
        Bootstrap bootstrap = of(rounds, 11);
        assertRange(ap50, bootstrap.ap50());
        assertRange(ap, bootstrap.ap());
        assertRange(f1, bootstrap.f1());
    }

    private static void assertRange(double[] values, Interval range) {
        Arrays.sort(values);
        // of 20 values, the 2.5th percentile lies 0.475 of the way from the first to the second
        assertEquals(values[0] + 0.475 * (values[1] - values[0]), range.low(), 1e-12);
        assertEquals(values[19] - 0.475 * (values[19] - values[18]), range.high(), 1e-12);
    }
}
