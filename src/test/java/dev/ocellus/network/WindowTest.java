package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.Property;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WindowTest {
    @Test
    void thePlacesAreThoseThatAWalkFinds() {
        Property.check(500, random -> {
            Shape map = new Shape(1, 1 + random.nextInt(20), 1 + random.nextInt(20));
            Padding padding =
                    new Padding(false, random.nextInt(4), random.nextInt(4), random.nextInt(4), random.nextInt(4));
            Window window = new Window(extent(random, 5), extent(random, 4), padding, extent(random, 3));
            int rows = walk(
                    map.height(),
                    window.kernel().height(),
                    window.stride().height(),
                    window.dilation().height(),
                    padding.top(),
                    padding.bottom());
            int columns = walk(
                    map.width(),
                    window.kernel().width(),
                    window.stride().width(),
                    window.dilation().width(),
                    padding.left(),
                    padding.right());
            if (rows == 0 || columns == 0) {
                assertThrows(ShapeException.class, () -> window.over(map));
            } else {
                assertEquals(
                        new Window.Fit(rows, columns, padding.top(), padding.left(), padding.bottom(), padding.right()),
                        window.over(map));
            }
        });
    }

    /** Moves a window value by value over a padded line and counts the places where all of it lies on the line. */
    private static int walk(int length, int kernel, int stride, int dilation, int before, int after) {
        boolean[] line = new boolean[before + length + after + 100];
        Arrays.fill(line, 0, before + length + after, true);
        int places = 0;
        for (int start = 0; start < before + length + after; start += stride) {
            boolean whole = true;
            for (int k = 0; k < kernel; k++) {
                whole &= line[start + k * dilation];
            }
            places += whole ? 1 : 0;
        }
        return places;
    }

    @Test
    void samePaddingIsTheLeastThatKeepsTheSize() {
        Property.check(500, random -> {
            Shape map = new Shape(1, 1 + random.nextInt(20), 1 + random.nextInt(20));
            Window window = new Window(extent(random, 5), extent(random, 4), Padding.SAME, extent(random, 3));
            Window.Fit fit = window.over(map);
            assertEquals(ceiling(map.height(), window.stride().height()), fit.rows());
            assertEquals(ceiling(map.width(), window.stride().width()), fit.columns());
            assertTrue(fit.bottom() == fit.top() || fit.bottom() == fit.top() + 1);
            assertTrue(fit.right() == fit.left() || fit.right() == fit.left() + 1);
            int total = fit.top() + fit.bottom();
            int needed = 0;
            while (walk(
                            map.height(),
                            window.kernel().height(),
                            window.stride().height(),
                            window.dilation().height(),
                            0,
                            needed)
                    < fit.rows()) {
                needed++;
            }
            assertEquals(needed, total);
        });
    }

    /** What {@code tf.nn.conv2d(padding='SAME')} does, worked out from the formula in TensorFlow's guide to padding. */
    @ParameterizedTest
    @CsvSource({
        // length, kernel, stride, dilation, places, before, after
        "224, 7, 2, 1, 112, 2, 3",
        "224, 3, 2, 1, 112, 0, 1",
        "225, 3, 2, 1, 113, 1, 1",
        "5, 3, 1, 1, 5, 1, 1",
        "5, 2, 1, 1, 5, 0, 1",
        "5, 2, 2, 1, 3, 0, 1",
        "6, 2, 2, 1, 3, 0, 0",
        "13, 6, 5, 1, 3, 1, 2",
        "10, 1, 3, 1, 4, 0, 0",
        "10, 3, 1, 2, 10, 2, 2",
        "10, 3, 2, 4, 5, 3, 4",
    })
    void sameIsTensorFlows(int length, int kernel, int stride, int dilation, int places, int before, int after) {
        Window tall = new Window(new Extent(kernel, 1), new Extent(stride, 1), Padding.SAME, new Extent(dilation, 1));
        assertEquals(new Window.Fit(places, 4, before, 0, after, 0), tall.over(new Shape(3, length, 4)));
        Window wide = new Window(new Extent(1, kernel), new Extent(1, stride), Padding.SAME, new Extent(1, dilation));
        assertEquals(new Window.Fit(4, places, 0, before, 0, after), wide.over(new Shape(3, 4, length)));
    }

    @Test
    void whatDoesNotFitIsSaidWithItsSize() {
        Window window = new Window(new Extent(3, 2), Extent.of(1), Padding.VALID, new Extent(4, 1));
        String message = assertThrows(ShapeException.class, () -> window.over(new Shape(2, 8, 8)))
                .getMessage();
        assertEquals("a window of 9x2 does not fit into 2x8x8 with padding valid", message);
        assertEquals(new Extent(9, 2), window.reach());
    }

    @ParameterizedTest
    @CsvSource({"same, same", "valid, valid", "0, valid", "2, 2", "1/2/3/4, 1/2/3/4", "3/3/3/3, 3", "0/0/1/1, 0/0/1/1"})
    void paddingsAreReadAndWritten(String text, String written) {
        Padding padding = Padding.parse(text);
        assertEquals(written, padding.toString());
        assertEquals(padding, Padding.parse(padding.toString()));
    }

    @Test
    void theFourSidesAreTopLeftBottomRight() {
        assertEquals(new Padding(false, 1, 2, 3, 4), Padding.parse("1/2/3/4"));
    }

    @ParameterizedTest
    @CsvSource({"1/2", "1/2/3", "1/2/3/4/5", "''", "some", "1x2", "/", "-1"})
    void otherPaddingsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Padding.parse(text));
    }

    @Test
    void sameHasNoNumbers() {
        assertThrows(ShapeException.class, () -> new Padding(true, 1, 0, 0, 0));
    }

    @ParameterizedTest
    @CsvSource({"3, 3, 3", "1x7, 1, 7", "7x1, 7, 1", "2x2, 2, 2"})
    void extentsAreReadAndWritten(String text, int height, int width) {
        Extent extent = Extent.parse(text);
        assertEquals(new Extent(height, width), extent);
        assertEquals(extent, Extent.parse(extent.toString()));
        assertEquals(height * width, extent.area());
        assertEquals(height == width, extent.isSquare());
    }

    @ParameterizedTest
    @CsvSource({"0", "1x0", "1x2x3", "x", "''", "a", "1/2"})
    void otherExtentsAreRefused(String text) {
        assertThrows(IllegalArgumentException.class, () -> Extent.parse(text));
    }

    private static Extent extent(RandomGenerator random, int most) {
        return new Extent(1 + random.nextInt(most), 1 + random.nextInt(most));
    }

    private static int ceiling(int a, int b) {
        return (a + b - 1) / b;
    }
}
