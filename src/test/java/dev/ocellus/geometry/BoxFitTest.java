package dev.ocellus.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.testing.Property;
import org.junit.jupiter.api.Test;

class BoxFitTest {
    private static void assertBox(Box expected, Box actual, double tolerance) {
        assertEquals(expected.left(), actual.left(), tolerance);
        assertEquals(expected.top(), actual.top(), tolerance);
        assertEquals(expected.right(), actual.right(), tolerance);
        assertEquals(expected.bottom(), actual.bottom(), tolerance);
    }

    /** Boxes lower by 13 % of a reference's height, 5 % wider and 9 % lower in height, worked out by hand. */
    @Test
    void movesAndScalesByTheSidesOfTheBox() {
        Box reference = new Box(100, 100, 140, 150); // centre 120, 125; 40 x 50

        Box moved = new BoxFit(0, 0.13, 1.05, 0.91).apply(reference);

        // centre 120, 131.5; 42 x 45.5
        assertBox(new Box(99, 108.75, 141, 154.25), moved, 1e-9);
    }

    /** The other way round: 46.15 = 42 / 0.91, and the centre goes up by 6 = 0.13 x 46.15. */
    @Test
    void theInverseMeasuresTheShiftInSidesOfTheReference() {
        Box drawn = new Box(0, 0, 42, 42);

        Box reference = new BoxFit(0, 0.13, 1.05, 0.91).inverse().apply(drawn);

        assertBox(new Box(1, -8.0769, 41, 38.0769), reference, 1e-3);
    }

    @Test
    void theInverseUndoesTheFit() {
        Property.check(random -> {
            BoxFit fit = new BoxFit(
                    random.nextDouble(-0.5, 0.5),
                    random.nextDouble(-0.5, 0.5),
                    random.nextDouble(0.5, 2),
                    random.nextDouble(0.5, 2));
            Box box = new Box(random.nextInt(100), random.nextInt(100), 101 + random.nextInt(100), 300);

            assertBox(box, fit.inverse().apply(fit.apply(box)), 1e-9);
            assertBox(box, fit.apply(fit.inverse().apply(box)), 1e-9);
        });
    }

    @Test
    void aFitThatFlattensIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new BoxFit(0, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new BoxFit(Double.NaN, 0, 1, 1));
    }
}
