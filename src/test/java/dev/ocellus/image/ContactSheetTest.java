package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.geometry.Size;
import java.util.List;
import org.junit.jupiter.api.Test;

class ContactSheetTest {
    private static final ContactSheet.Entry RED = new ContactSheet.Entry(
            Image.filled(new Size(400, 200), 250, 0, 0), "a red picture with a name that goes on");
    private static final ContactSheet.Entry BLUE =
            new ContactSheet.Entry(Image.filled(new Size(10, 10), 0, 0, 250), "blue");

    @Test
    void picturesStandInRowsEachInTheMiddleOfItsCell() {
        Image sheet = ContactSheet.of(List.of(RED, BLUE, RED), 2, 100);
        assertEquals(new Size(8 + 2 * 108, 8 + 2 * 126), sheet.size());
        assertEquals(250, sheet.at(58, 58, 0), "the first picture, in its middle");
        assertEquals(255, sheet.at(58, 12, 1), "white above a wide picture");
        assertEquals(250, sheet.at(166, 58, 2), "a small picture is not enlarged");
        assertEquals(255, sheet.at(150, 58, 1));
        assertEquals(250, sheet.at(58, 184, 0), "the second row");
        assertEquals(255, sheet.at(166, 184, 1), "an empty cell");
    }

    @Test
    void aSheetOfNothingIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ContactSheet.of(List.of(), 2, 100));
    }
}
