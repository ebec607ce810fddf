package dev.ocellus.evaluate;

import static dev.ocellus.evaluate.Scenes.found;
import static dev.ocellus.evaluate.Scenes.frame;
import static dev.ocellus.evaluate.Scenes.square;
import static dev.ocellus.evaluate.Scenes.truth;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.evaluate.Suspicion.Why;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SuspicionTest {
    private static List<Suspicion> of(Frame... frames) {
        return Suspicion.of(ErrorAnalysis.of(List.of(frames), 0));
    }

    @Test
    void aSureDetectionWithoutTruthMayBeAnObjectThatWasNotMarked() {
        List<Suspicion> suspicions = of(frame(
                "a",
                List.of(truth("cat", square(0)), truth("cat", square(1))),
                List.of(
                        found("cat", square(0), 0.9),
                        found("cat", square(1), 0.5),
                        found("cat", square(5), 0.95),
                        found("cat", square(6), 0.6))));
        // the surer half of the right ones begins at 0.9, so the other false one proves nothing
        assertEquals(1, suspicions.size());
        assertEquals(Why.NOT_MARKED, suspicions.get(0).why());
        assertEquals(0.95, suspicions.get(0).error().score());
    }

    @Test
    void aSureDetectionOfAnotherLabelInTheSamePlaceContradictsIt() {
        List<Suspicion> suspicions = of(frame(
                "a",
                List.of(truth("cat", square(0)), truth("cat", square(1))),
                List.of(found("cat", square(0), 0.9), found("dog", square(1), 0.95))));
        assertEquals(
                List.of(Why.OTHER_LABEL),
                suspicions.stream().map(Suspicion::why).toList());
    }

    @Test
    void twoMarksOnOneObject() {
        Box again = new Box(0, 0, 10, 9.5);
        List<Suspicion> suspicions = of(frame(
                "a", List.of(truth("cat", square(0)), truth("cat", again)), List.of(found("cat", square(0), 0.9))));
        assertEquals(
                List.of(Why.MARKED_TWICE),
                suspicions.stream().map(Suspicion::why).toList());
    }

    /** A good detector, and labels of which some were removed and some changed: those are what is suspected. */
    @Test
    void findsLabelsThatWereSpoiled() {
        SplittableRandom random = new SplittableRandom(5);
        List<Frame> frames = new ArrayList<>();
        int spoiled = 0;
        for (int picture = 0; picture < 40; picture++) {
            List<TruthBox> truths = new ArrayList<>();
            List<Detection> detections = new ArrayList<>();
            for (int place = 0; place < 6; place++) {
                Box box = square(place);
                boolean wrong = random.nextInt(20) == 0;
                spoiled += wrong ? 1 : 0;
                if (!wrong) {
                    truths.add(truth("cat", box));
                } else if (random.nextBoolean()) {
                    truths.add(truth("dog", box));
                }
                detections.add(found("cat", box, random.nextDouble(0.8, 1)));
            }
            detections.add(found("cat", square(9), random.nextDouble(0, 0.5)));
            frames.add(frame("picture-" + picture, truths, detections));
        }
        List<Suspicion> suspicions = of(frames.toArray(Frame[]::new));
        // scores of right ones are spread evenly, so about half of the spoiled labels are met by a score of their surer
        // half
        assertEquals(0.5, suspicions.size() / (double) spoiled, 0.25);
        suspicions.forEach(
                s -> assertEquals("cat", s.error().detection().orElseThrow().label()));
    }
}
