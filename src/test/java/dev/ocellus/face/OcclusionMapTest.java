package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Embedding;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.util.List;
import org.junit.jupiter.api.Test;

class OcclusionMapTest {
    private static final Size SIZE = new Size(48, 48);

    /** A network that looks at the brightness around two spots and at nothing else. */
    private static Embedding embedding(Image face) {
        return Embedding.normalised(new float[] {brightness(face, 12, 12), brightness(face, 36, 36), 40});
    }

    private static float brightness(Image face, int x, int y) {
        float sum = 0;
        for (int dy = -3; dy < 3; dy++) {
            for (int dx = -3; dx < 3; dx++) {
                sum += face.at(x + dx, y + dy, 0);
            }
        }
        return sum / 36;
    }

    private static List<Embedding> encode(List<Image> faces) {
        return faces.stream().map(OcclusionMapTest::embedding).toList();
    }

    @Test
    void onlyWhereTheNetworkLooksTheDistanceChanges() {
        Image black = Image.filled(SIZE, 0, 0, 0);
        Image spots = black.withPatch(Image.filled(new Size(8, 8), 255, 255, 255), 8, 8)
                .withPatch(Image.filled(new Size(8, 8), 255, 255, 255), 32, 32);
        Image one = black.withPatch(Image.filled(new Size(8, 8), 255, 255, 255), 8, 8);
        // both show the first spot; the second one is only in one of them
        OcclusionMap map = OcclusionMap.of(spots, embedding(one), OcclusionMapTest::encode);
        assertTrue(at(map, 12, 12) > 0.01, "hiding what both have sets them apart");
        assertTrue(at(map, 36, 36) < -0.01, "hiding what one has makes them alike");
        assertEquals(0, at(map, 36, 12), 1e-6);
        assertEquals(0, at(map, 2, 46), 1e-6);
        assertTrue(map.strongest() >= Math.abs(at(map, 36, 36)));
    }

    @Test
    void theDrawnMapIsGreyWhereNothingChanges() {
        OcclusionMap map = new OcclusionMap(new Size(3, 1), new double[] {0, 1, -1});
        Image face = Image.filled(new Size(3, 1), 90, 100, 110);
        Image drawn = map.over(face, 1);
        assertEquals(100, drawn.at(0, 0, 0));
        assertEquals(100, drawn.at(0, 0, 2));
        assertTrue(drawn.at(1, 0, 2) > drawn.at(1, 0, 0), "blue");
        assertTrue(drawn.at(2, 0, 0) > drawn.at(2, 0, 2), "orange");
    }

    private static double at(OcclusionMap map, int x, int y) {
        return map.change()[y * map.size().width() + x];
    }
}
