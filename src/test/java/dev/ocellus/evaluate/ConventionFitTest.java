package dev.ocellus.evaluate;

import static dev.ocellus.evaluate.Scenes.difficult;
import static dev.ocellus.evaluate.Scenes.found;
import static dev.ocellus.evaluate.Scenes.frame;
import static dev.ocellus.evaluate.Scenes.truth;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConventionFitTest {
    private static final Box DETECTED = new Box(100, 100, 120, 140);
    /**
     * Detected 20×40, centre (110, 120): moved right by a tenth of 20 and up by a quarter of 40, then 1.5 wide and 0.8
     * high.
     */
    private static final Box LABELLED = new Box(97, 94, 127, 126);

    private static Frame pair(int number, double scale) {
        Box labelled = scaled(LABELLED, scale);
        Box detected = scaled(DETECTED, scale);
        return frame("pair-" + number, List.of(truth("face", labelled)), List.of(found("face", detected, 0.9)));
    }

    private static Box scaled(Box box, double by) {
        return new Box(by * box.left(), by * box.top(), by * box.right(), by * box.bottom());
    }

    @Test
    void findsThePlantedShiftAndScaleWhateverTheSize() {
        ConventionFit fit = ConventionFit.of(List.of(pair(0, 1), pair(1, 7), pair(2, 0.3), pair(3, 2)), 0.5);
        assertEquals(0.1, fit.fit().right(), 1e-9);
        assertEquals(-0.25, fit.fit().down(), 1e-9);
        assertEquals(1.5, fit.fit().width(), 1e-9);
        assertEquals(0.8, fit.fit().height(), 1e-9);
        assertEquals(4, fit.matches());
    }

    @Test
    void bringsDetectionsToTheLabelsAndTouchesNothingElse() {
        Frame frame = pair(0, 1);
        Frame fitted = ConventionFit.of(List.of(frame), 0.5).apply(frame);
        Detection detection = fitted.detections().get(0);
        assertEquals(1, detection.box().iou(LABELLED), 1e-9);
        assertEquals("face", detection.label());
        assertEquals(0.9, detection.score());
        assertEquals(frame.truth(), fitted.truth());
        assertEquals(frame.id(), fitted.id());
    }

    @Test
    void isNotLedAstrayByAnOutlierOrByDifficultAndUnsureOnes() {
        Box far = new Box(1000, 1000, 1040, 1040);
        Box beside = new Box(1015, 1000, 1055, 1040);
        List<Frame> frames = new ArrayList<>(List.of(pair(0, 1), pair(1, 2), pair(2, 3)));
        frames.add(frame("outlier", List.of(truth("face", far)), List.of(found("face", beside, 0.9))));
        List<TruthBox> difficult = List.of(difficult("face", far), difficult("face", scaled(far, 2)));
        frames.add(frame(
                "difficult", difficult, List.of(found("face", beside, 0.9), found("face", scaled(beside, 2), 0.9))));
        List<TruthBox> plain = List.of(truth("face", far), truth("face", scaled(far, 2)));
        frames.add(frame("unsure", plain, List.of(found("face", beside, 0.1), found("face", scaled(beside, 2), 0.1))));
        ConventionFit fit = ConventionFit.of(frames, 0.5);
        assertEquals(4, fit.matches());
        assertEquals(0.1, fit.fit().right(), 1e-9);
        assertEquals(1.5, fit.fit().width(), 1e-9);
    }

    @Test
    void labelsNeedNotAgree() {
        Frame frame = frame("a", List.of(truth("masked", LABELLED)), List.of(found("face", DETECTED, 0.9)));
        assertEquals(1.5, ConventionFit.of(List.of(frame), 0.5).fit().width(), 1e-9);
    }

    @Test
    void saysWhenThereIsNothingToFit() {
        Frame frame = frame("a", List.of(truth("face", LABELLED)), List.of());
        IllegalArgumentException refusal =
                assertThrows(IllegalArgumentException.class, () -> ConventionFit.of(List.of(frame), 0.5));
        assertTrue(refusal.getMessage().contains("1 pictures"), refusal.getMessage());
    }
}
