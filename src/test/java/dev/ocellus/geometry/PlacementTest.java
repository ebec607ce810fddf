package dev.ocellus.geometry;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.testing.Property;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class PlacementTest {
    @Test
    void pointsComeBackThroughAnyChain() {
        Property.check(1000, random -> {
            Placement placement = Placement.of(new Size(640, 480));
            for (int i = 0; i < 6; i++) {
                placement = placement.then(change(random));
            }
            Point point = new Point(random.nextDouble(640), random.nextDouble(480));
            Point back = placement.toSource(placement.fromSource(point));
            assertEquals(point.x(), back.x(), 1e-6);
            assertEquals(point.y(), back.y(), 1e-6);
        });
    }

    @Test
    void aChainMovesAPointAsTheSingleStepsDo() {
        Property.check(1000, random -> {
            Affine first = change(random);
            Affine second = change(random);
            Placement placement = Placement.of(new Size(100, 100)).then(first).then(second);
            Point point = new Point(random.nextDouble(50), random.nextDouble(50));
            Point byHand = first.apply(second.apply(point));
            assertEquals(byHand.x(), placement.toSource(point).x(), 1e-9);
            assertEquals(byHand.y(), placement.toSource(point).y(), 1e-9);
        });
    }

    @Test
    void aLetterboxedBoxKeepsItsShape() {
        Placement half = Placement.of(new Size(1280, 960)).then(Affine.scale(2, 2));
        assertEquals(new Box(5, 10, 20, 30), half.fromSource(new Box(10, 20, 40, 60)));
        assertEquals(new Box(10, 20, 40, 60), half.toSource(new Box(5, 10, 20, 30)));
    }

    @Test
    void aQuarterTurnSwapsTheSides() {
        Placement turned = Placement.of(new Size(100, 100)).then(Affine.rotate(Math.PI / 2, new Point(50, 50)));
        Box box = turned.fromSource(new Box(10, 20, 30, 60));
        assertEquals(40, box.width(), 1e-9);
        assertEquals(20, box.height(), 1e-9);
    }

    @Test
    void aFlattenedPlaneHasNoWayBack() {
        assertThrows(ArithmeticException.class, () -> Affine.scale(0, 1).inverse());
    }

    private static Affine change(RandomGenerator random) {
        return switch (random.nextInt(4)) {
            case 0 -> new Affine(-1, 0, 640, 0, 1, 0);
            case 1 -> Affine.scale(random.nextDouble(0.5, 2), random.nextDouble(0.5, 2));
            case 2 -> Affine.translate(random.nextDouble(-50, 50), random.nextDouble(-50, 50));
            default -> Affine.rotate(random.nextDouble(-1, 1), new Point(random.nextDouble(100), 30));
        };
    }
}
