package dev.ocellus.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.Property;
import java.util.Arrays;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class DisplacementTest {
    private static final double SPACING = 40;
    private static final int COLUMNS = 8;
    private static final int ROWS = 6;

    private static Displacement random(RandomGenerator random, double share) {
        return new Displacement(SPACING, COLUMNS, shifts(random, share * SPACING), shifts(random, share * SPACING));
    }

    private static double[] shifts(RandomGenerator random, double most) {
        return random.doubles(COLUMNS * ROWS, -most, most).toArray();
    }

    @Test
    void everyPointComesBackEvenAtTheStrongestWarp() {
        Property.check(300, random -> {
            Displacement map = random(random, Displacement.LARGEST_SHARE);
            Point point = new Point(random.nextDouble(-100, 400), random.nextDouble(-100, 300));

            Point there = map.apply(map.unapply(point));
            Point andBack = map.unapply(map.apply(point));

            assertEquals(point.x(), there.x(), 1e-8);
            assertEquals(point.y(), there.y(), 1e-8);
            assertEquals(point.x(), andBack.x(), 1e-7);
            assertEquals(point.y(), andBack.y(), 1e-7);
        });
    }

    /** Shifts of alternating sign are the steepest there are; neighbours on a fine raster must keep their order all the same. */
    @Test
    void nothingFoldsOver() {
        double[] steep = new double[COLUMNS * ROWS];
        Arrays.setAll(steep, i -> ((i % COLUMNS + i / COLUMNS) % 2 == 0 ? 1 : -1) * 0.2 * SPACING);
        Displacement map = new Displacement(SPACING, COLUMNS, steep, steep);
        for (double y = -50; y < 250; y += 9) {
            for (double x = -50; x < 350; x++) {
                assertTrue(map.apply(new Point(x, y)).x()
                        < map.apply(new Point(x + 1, y)).x());
                assertTrue(map.apply(new Point(y, x)).y()
                        < map.apply(new Point(y, x + 1)).y());
            }
        }
    }

    @Test
    void equalShiftsMoveTheMiddleAsAWhole() {
        double[] right = new double[COLUMNS * ROWS];
        double[] down = new double[COLUMNS * ROWS];
        Arrays.fill(right, 5);
        Arrays.fill(down, -3);
        Displacement map = new Displacement(SPACING, COLUMNS, right, down);

        Point moved = map.apply(new Point(101, 77));

        assertEquals(106, moved.x(), 1e-12);
        assertEquals(74, moved.y(), 1e-12);
        assertEquals(new Point(5000, -900), map.apply(new Point(5000, -900)), "far outside nothing moves");
    }

    /** At a control point a cubic B-spline gives 4/6 of its own shift and 1/6 of each neighbour's, so 4/9 of a lonely one in the plane. */
    @Test
    void aLonelyShiftCountsFourNinthsAtItsPoint() {
        double[] right = new double[COLUMNS * ROWS];
        right[2 * COLUMNS + 3] = 6;
        Displacement map = new Displacement(SPACING, COLUMNS, right, new double[right.length]);

        assertEquals(80 + 6 * 4 / 9.0, map.apply(new Point(80, 40)).x(), 1e-12);
        assertEquals(120 + 6 * 4 / 36.0, map.apply(new Point(120, 40)).x(), 1e-12);
        assertEquals(160, map.apply(new Point(160, 40)).x(), 1e-12);
    }

    @Test
    void rowsOfPixelsGoWhereSinglePointsGo() {
        Property.check(50, random -> {
            Displacement map = random(random, 0.15);
            float[] x = new float[200];
            float[] y = new float[200];
            int row = random.nextInt(120);
            map.ofPixels(row, x, y);
            for (int i = 0; i < x.length; i++) {
                Point expected = map.apply(new Point(i + 0.5, row + 0.5));
                assertEquals(expected.x(), x[i], 1e-4);
                assertEquals(expected.y(), y[i], 1e-4);
            }
        });
    }

    @Test
    void shiftsThatCouldFoldAreRefused() {
        double[] none = new double[4];
        assertThrows(IllegalArgumentException.class, () -> new Displacement(10, 2, new double[] {0, 2.1, 0, 0}, none));
        assertThrows(IllegalArgumentException.class, () -> new Displacement(10, 3, none, none));
        assertThrows(
                IllegalArgumentException.class,
                () -> new Displacement(10, 2, none, new double[] {0, Double.NaN, 0, 0}));
    }

    /** The bound that Placement states, 15 / spacing for shifts up to a tenth of it, against an outline of 1,200 points. */
    @Test
    void boxesAreTheBoundsOfTheirBentOutline() {
        Property.check(20, random -> {
            Placement bent = Placement.of(new Size(240, 160))
                    .then(random(random, 0.1))
                    .then(Affine.rotate(0.2, new Point(50, 50)));
            double left = random.nextDouble(20, 120);
            double top = random.nextDouble(20, 80);
            Box box = new Box(left, top, left + random.nextDouble(5, 100), top + random.nextDouble(5, 70));
            Box fine = outline(bent, box);

            Box found = bent.fromSource(box);

            assertEquals(fine.left(), found.left(), 15 / SPACING);
            assertEquals(fine.top(), found.top(), 15 / SPACING);
            assertEquals(fine.right(), found.right(), 15 / SPACING);
            assertEquals(fine.bottom(), found.bottom(), 15 / SPACING);
            Box oval = bent.ovalFromSource(box);
            assertTrue(oval.left() >= found.left() - 0.5 && oval.right() <= found.right() + 0.5, "within the corners'");
            assertTrue(oval.area() < found.area());
        });
    }

    private static Box outline(Placement placement, Box box) {
        double left = Double.MAX_VALUE;
        double top = Double.MAX_VALUE;
        double right = -Double.MAX_VALUE;
        double bottom = -Double.MAX_VALUE;
        for (int i = 0; i <= 300; i++) {
            double x = box.left() + box.width() * i / 300;
            double y = box.top() + box.height() * i / 300;
            for (Point edge : new Point[] {
                new Point(x, box.top()), new Point(x, box.bottom()), new Point(box.left(), y), new Point(box.right(), y)
            }) {
                Point point = placement.fromSource(edge);
                left = Math.min(left, point.x());
                top = Math.min(top, point.y());
                right = Math.max(right, point.x());
                bottom = Math.max(bottom, point.y());
            }
        }
        return new Box(left, top, right, bottom);
    }
}
