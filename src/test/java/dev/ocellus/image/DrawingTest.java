package dev.ocellus.image;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Drawing.Mark;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DrawingTest {
    @ParameterizedTest
    @CsvSource({"1, 1", "7, 500", "64, 64", "640, 480", "3000, 2000", "5000, 9"})
    void picturesOfAnyShapeAreDrawnOn(int width, int height) {
        Image grey = Image.filled(new Size(width, height), 128, 128, 128);
        Mark mark = new Mark(new Box(-3, -3, width / 2.0, height + 9), "face", "face 0.93");
        Image drawn = Drawing.draw(grey, List.of(mark, mark));
        int factor = drawn.width() / width;
        assertEquals(new Size(factor * width, factor * height), drawn.size());
        assertTrue(drawn.size().longestSide() >= 320);
        assertTrue(changed(grey, drawn, factor) > 0);
    }

    @Test
    void withoutMarksThePictureIsTheSame() {
        Image noise = Image.filled(new Size(400, 300), 10, 20, 30);
        assertArrayEquals(noise.toRgb(), Drawing.draw(noise, List.of()).toRgb());
    }

    @Test
    void theLineLiesOnTheBoxAndThePictureInItIsLeftAlone() {
        Image grey = Image.filled(new Size(640, 480), 128, 128, 128);
        Image drawn = Drawing.draw(grey, List.of(new Mark(new Box(200, 150, 400, 350), "face", "")));
        assertNotEquals(128, drawn.at(300, 150, 2), "top");
        assertNotEquals(128, drawn.at(300, 350, 2), "bottom");
        assertNotEquals(128, drawn.at(200, 250, 2), "left");
        assertNotEquals(128, drawn.at(400, 250, 2), "right");
        for (int x = 204; x < 396; x++) {
            assertEquals(128, drawn.at(x, 250, 0));
        }
        assertEquals(128, grey.at(300, 150, 2));
    }

    @Test
    void aLabelHasTheSameColourInEveryPicture() {
        Image grey = Image.filled(new Size(640, 480), 128, 128, 128);
        Mark cat = new Mark(new Box(10, 60, 90, 140), "cat", "");
        Image alone = Drawing.draw(grey, List.of(cat));
        Image among = Drawing.draw(grey, List.of(new Mark(new Box(300, 60, 390, 140), "dog", ""), cat));
        for (int channel = 0; channel < 3; channel++) {
            assertEquals(alone.at(10, 100, channel), among.at(10, 100, channel));
        }
        assertNotEquals(among.at(10, 100, 0), among.at(300, 100, 0));
    }

    @Test
    void aLongCaptionIsWrittenSmallerToStayInside() {
        Image grey = Image.filled(new Size(320, 200), 128, 128, 128);
        String caption = "a label that nobody would choose but somebody will ".repeat(3);
        Image drawn = Drawing.draw(grey, List.of(new Mark(new Box(100, 100, 180, 180), "x", caption)));
        assertTrue(changed(grey, drawn, 1) > 1000, "the caption is there");
        for (int x = 0; x < 320; x++) {
            assertEquals(128, drawn.at(x, 80, 0), "a line of letters of the usual size would reach up here");
        }
    }

    private static int changed(Image before, Image after, int factor) {
        int count = 0;
        for (int y = 0; y < after.height(); y++) {
            for (int x = 0; x < after.width(); x++) {
                count += after.at(x, y, 0) == before.at(x / factor, y / factor, 0) ? 0 : 1;
            }
        }
        return count;
    }

    @Test
    void landmarksAreDotsInTheirPlaces() {
        Image grey = Image.filled(new Size(400, 400), 128, 128, 128);
        Point eye = new Point(150, 160);

        Image drawn = Drawing.draw(grey, List.of(new Mark(new Box(100, 100, 300, 340), "face", "", List.of(eye))));

        assertEquals(255, drawn.at(149, 159, 0), "white in its middle");
        assertTrue(drawn.at(154, 160, 0) < 100, "dark around it");
        assertEquals(128, drawn.at(160, 160, 0), "and no larger");
    }
}
