package dev.ocellus.tools.peers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ComparisonTest {
    private static final FaceSet SET = FaceSet.ALL.get(0);

    /** Each picture has a bare face of 60 pixels and a masked one of 20; boxes come 0.4 of their height too high. */
    private static Frame picture(int number, boolean findsMasked, boolean falseAlarm) {
        Box bare = new Box(100, 100, 160, 160);
        Box masked = new Box(300, 100, 320, 120);
        List<TruthBox> truths =
                List.of(new TruthBox(bare, "without_mask", false), new TruthBox(masked, "with_mask", false));
        List<Detection> found = new ArrayList<>(List.of(new Detection(new Box(100, 76, 160, 136), "face", 0.9)));
        if (findsMasked) {
            found.add(new Detection(new Box(300, 92, 320, 112), "face", 0.6));
        }
        if (falseAlarm) {
            found.add(new Detection(new Box(500, 500, 540, 540), "face", 0.4));
        }
        return Frame.of("picture-" + number, Image.filled(new Size(1, 1), 0, 0, 0))
                .withTruth(Truth.of(truths))
                .withDetections(found);
    }

    private static List<Frame> pictures() {
        return List.of(
                picture(0, true, true), picture(1, true, false), picture(2, false, true), picture(3, true, true));
    }

    @Test
    void aConstantShiftIsForgivenOnceItIsFitted() {
        Comparison comparison = Comparison.of("ours", pictures(), pictures());
        assertEquals(0, comparison.asItComes().ap50(), 1e-12);
        assertEquals(0.4, comparison.fit().fit().down(), 1e-9);
        // 7 of 8 faces before the first false alarm: recalls 0 to 0.87
        assertEquals(88 / 101.0, comparison.fitted().ap50(), 1e-9);
        // 3 of 4 low faces: recalls 0 to 0.75, the false alarms are too high to count
        assertEquals(76 / 101.0, comparison.small().ap50(), 1e-9);
        assertEquals(0.6, comparison.score(), 1e-12);
    }

    @Test
    void theRowTellsRecallOfBareAndMaskedFaces() {
        String row = Comparison.of("ours", pictures(), pictures()).row(SET);
        assertTrue(row.contains(" 1.000  1.000  0.750 |"), row);
        assertEquals(
                Comparison.HEADER.chars().filter(c -> c == '|').count(),
                row.chars().filter(c -> c == '|').count());
    }

    @Test
    void theSpreadOfAFigureThatAllPicturesShareIsNothing() {
        Bootstrap none =
                Bootstrap.of(pictures(), frames -> frames.get(0).truth().boxes().size(), new Random(1));
        assertEquals(new Bootstrap(2, 2), none);
    }

    @Test
    void theSpreadOfAShareIsThatOfTossedCoins() {
        // 2 of 4 pictures have three detections: none of 4 draws has in 1 of 16 cases, all have in as many
        Bootstrap spread = Bootstrap.of(
                pictures(),
                frames ->
                        frames.stream().filter(f -> f.detections().size() == 3).count(),
                new Random(1));
        assertEquals(new Bootstrap(0, 4), spread);
    }
}
