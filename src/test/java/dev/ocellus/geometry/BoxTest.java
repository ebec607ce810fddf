package dev.ocellus.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.Property;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class BoxTest {
    @Test
    void iouOfBoxesWorkedOutByHand() {
        Box box = new Box(0, 0, 2, 2);
        assertEquals(1, box.iou(box));
        assertEquals(1.0 / 7, box.iou(new Box(1, 1, 3, 3)), 1e-12);
        assertEquals(0.25, box.iou(new Box(0, 0, 1, 1)), 1e-12);
        assertEquals(0, box.iou(new Box(2, 0, 4, 2)), "touching edges share no area");
        assertEquals(0, new Box(1, 1, 1, 1).iou(new Box(1, 1, 1, 1)), "no area, no overlap");
    }

    @Test
    void iouAgreesWithCountingPixels() {
        Property.check(200, random -> {
            Box a = wholeBox(random);
            Box b = wholeBox(random);
            int both = 0;
            int either = 0;
            for (int y = 0; y < 20; y++) {
                for (int x = 0; x < 20; x++) {
                    boolean inA = inside(a, x, y);
                    boolean inB = inside(b, x, y);
                    both += inA && inB ? 1 : 0;
                    either += inA || inB ? 1 : 0;
                }
            }
            assertEquals((double) both / either, a.iou(b), 1e-12);
            assertEquals(a.iou(b), b.iou(a), "symmetric");
        });
    }

    @Test
    void clippingKeepsTheInsideAndNeverFails() {
        Size picture = new Size(10, 8);
        assertEquals(new Box(0, 1, 10, 8), new Box(-5, 1, 20, 9).clip(picture));
        assertEquals(0, new Box(-5, -5, -1, -1).clip(picture).area());
        Property.check(random -> {
            Box box = Box.around(
                    new Point(random.nextDouble(-20, 30), random.nextDouble(-20, 30)), random.nextDouble(30), 5);
            Box clipped = box.clip(picture);
            assertEquals(box.intersectionArea(picture.bounds()), clipped.area(), 1e-9);
        });
    }

    @Test
    void cornersInTheWrongOrderAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Box(2, 0, 1, 1));
        assertThrows(IllegalArgumentException.class, () -> new Box(0, Double.NaN, 1, 1));
        String message = assertThrows(IllegalArgumentException.class, () -> new Box(0, 3, 1, 1))
                .getMessage();
        assertTrue(message.contains("top 3.0"), message);
    }

    private static boolean inside(Box box, int x, int y) {
        return x >= box.left() && x + 1 <= box.right() && y >= box.top() && y + 1 <= box.bottom();
    }

    private static Box wholeBox(RandomGenerator random) {
        int left = random.nextInt(15);
        int top = random.nextInt(15);
        return new Box(left, top, left + 1 + random.nextInt(5), top + 1 + random.nextInt(5));
    }
}
