package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class CaptionLayoutTest {
    private static final Size PICTURE = new Size(640, 480);
    private static final Size CAPTION = new Size(70, 16);

    @Test
    void aCaptionStandsOnTheTopLeftCornerOfItsBox() {
        assertEquals(List.of(new Box(100, 84, 170, 100)), place(new Box(100, 100, 200, 220)));
    }

    @Test
    void aBoxAtTheTopEdgeBearsItsCaptionBelow() {
        Box caption = place(new Box(100, 0, 200, 120)).get(0);
        assertEquals(120, caption.top());
    }

    @Test
    void captionsStayInsideThePictureHoweverOddTheBox() {
        Property.check(random -> {
            Size picture = new Size(1 + random.nextInt(300), 1 + random.nextInt(300));
            double left = random.nextDouble(-50, 300);
            double top = random.nextDouble(-50, 300);
            Box box = new Box(left, top, left + random.nextDouble(0, 400), top + random.nextDouble(0, 400));
            Box caption =
                    CaptionLayout.place(picture, List.of(box), List.of(CAPTION)).get(0);
            assertEquals(caption, caption.clip(picture));
            assertEquals(Math.min(CAPTION.width(), picture.width()), caption.width(), 1e-9);
            assertEquals(Math.min(CAPTION.height(), picture.height()), caption.height(), 1e-9);
        });
    }

    @Test
    void captionsOfACrowdDoNotHideEachOther() {
        List<Box> row = new ArrayList<>();
        for (int i = 0; i < 12; i++) {
            row.add(new Box(40 + 45 * i, 200, 70 + 45 * i, 240));
        }
        assertApart(place(row.toArray(Box[]::new)));
        Box same = new Box(300, 200, 400, 300);
        assertApart(place(same, same, same, same, same, same));
    }

    private static List<Box> place(Box... boxes) {
        List<Size> captions = List.of(boxes).stream().map(box -> CAPTION).toList();
        return CaptionLayout.place(PICTURE, List.of(boxes), captions);
    }

    private static void assertApart(List<Box> captions) {
        for (int i = 0; i < captions.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertTrue(captions.get(i).intersectionArea(captions.get(j)) < 1e-9, captions.toString());
            }
        }
    }
}
