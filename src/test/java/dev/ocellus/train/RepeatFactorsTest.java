package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class RepeatFactorsTest {
    private static LabelledPicture picture(String... labels) {
        List<TruthBox> boxes = Arrays.stream(labels)
                .map(label -> new TruthBox(new Box(0, 0, 9, 9), label.replace("?", ""), label.endsWith("?")))
                .toList();
        return new LabelledPicture("p", Path.of("p"), Truth.of(boxes));
    }

    /** Of 20 pictures 16 have a, 4 have b, 1 has c: √(0.4 / 0.2) and √(0.4 / 0.05). */
    @Test
    void rareLabelsAreMetMoreOftenButNotInProportion() {
        List<LabelledPicture> pictures = new ArrayList<>();
        for (int i = 0; i < 16; i++) {
            pictures.add(picture("a", "a"));
        }
        pictures.add(picture("b"));
        pictures.add(picture("b", "b"));
        pictures.add(picture("b"));
        pictures.add(picture("b", "c"));
        double[] expected = new double[20];
        Arrays.fill(expected, 0, 16, 1);
        Arrays.fill(expected, 16, 19, Math.sqrt(2));
        expected[19] = Math.sqrt(8);
        assertArrayEquals(expected, RepeatFactors.of(pictures, 0.4), 1e-12);
    }

    @Test
    void emptyPicturesAndDifficultObjectsCountOnce() {
        double[] factors = RepeatFactors.of(List.of(picture(), picture("a?"), picture("a"), picture("b")), 1);
        assertArrayEquals(new double[] {1, 1, 2, 2}, factors, 1e-12);
    }

    @Test
    void zeroLeavesAllAlike() {
        assertEquals(
                2,
                Arrays.stream(RepeatFactors.of(List.of(picture("a"), picture()), 0))
                        .sum());
    }
}
