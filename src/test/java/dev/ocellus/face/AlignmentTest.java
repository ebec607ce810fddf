package dev.ocellus.face;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.testing.Property;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class AlignmentTest {
    private static void assertNear(Landmarks expected, Landmarks actual, double tolerance) {
        for (int i = 0; i < Landmarks.COUNT; i++) {
            assertEquals(expected.points().get(i).x(), actual.points().get(i).x(), tolerance);
            assertEquals(expected.points().get(i).y(), actual.points().get(i).y(), tolerance);
        }
    }

    @Test
    void theTemplateLooksStraightAheadInTheMiddleOfThePicture() {
        Landmarks template = Alignment.STANDARD.template();

        assertEquals(20, template.eyeDistance(), 1e-12);
        assertNear(
                new Landmarks(
                        new Point(22, 21),
                        new Point(42, 21),
                        new Point(32, 33.4),
                        new Point(23.2, 42.3),
                        new Point(40.8, 42.3)),
                template,
                1e-9);
        assertEquals(
                32, template.points().stream().mapToDouble(Point::x).average().orElseThrow(), 1e-12);
        assertEquals(
                32, template.points().stream().mapToDouble(Point::y).average().orElseThrow(), 1e-12);
    }

    @Test
    void theMeanFaceComesExactlyToTheTemplateFromEverywhere() {
        Property.check(random -> {
            Alignment alignment = new Alignment(8 + random.nextInt(200), random.nextDouble(0.1, 0.6));
            Landmarks face = FaceShape.LANDMARKS.moved(Faces.similarity(random, 180));

            assertNear(alignment.template(), face.moved(alignment.toAligned(face)), 1e-9);
            assertNear(face, alignment.template().moved(alignment.fromAligned(face)), 1e-9);
        });
    }

    @Test
    void everybodyIsBroughtAsCloseAsASimilarityCan() {
        Property.check(random -> {
            Affine place = Faces.similarity(random, 180);
            Landmarks face = Faces.person(random).moved(place);
            Affine map = Alignment.STANDARD.toAligned(face);
            double least = distance(face.moved(map));

            assertTrue(map.determinant() > 0, "never mirrored");
            for (int i = 0; i < 20; i++) {
                double turn = 0.03 * random.nextGaussian();
                double scale = 1 + 0.03 * random.nextGaussian();
                Affine other = Affine.translate(0.4 * random.nextGaussian(), 0.4 * random.nextGaussian())
                        .after(Affine.rotate(turn, new Point(32, 32)))
                        .after(Affine.scale(scale, scale))
                        .after(map);
                assertTrue(distance(face.moved(other)) >= least - 1e-9);
            }
        });
    }

    private static double distance(Landmarks aligned) {
        double sum = 0;
        for (int i = 0; i < Landmarks.COUNT; i++) {
            Point wanted = Alignment.STANDARD.template().points().get(i);
            Point got = aligned.points().get(i);
            sum += Math.pow(wanted.x() - got.x(), 2) + Math.pow(wanted.y() - got.y(), 2);
        }
        return sum;
    }

    @Test
    void theSameFaceAlignsAlikeHoweverThePictureWasTurned() {
        Property.check(random -> {
            Landmarks face = Faces.person(random).moved(Faces.similarity(random, 30));
            Affine turned = Faces.similarity(random, 180);

            Landmarks here = face.moved(Alignment.STANDARD.toAligned(face));
            Landmarks there = face.moved(turned).moved(Alignment.STANDARD.toAligned(face.moved(turned)));

            assertNear(here, there, 1e-6);
        });
    }

    /** A head turned by 60 degrees shows its width halved and its height whole. */
    @Test
    void turnedHeadsKeepTheirHeight() {
        Landmarks turned = FaceShape.LANDMARKS.moved(Affine.scale(0.5, 1));

        Landmarks aligned = turned.moved(Alignment.STANDARD.toAligned(turned));

        double height = aligned.rightMouth().y() - aligned.rightEye().y();
        double straight = Alignment.STANDARD.template().rightMouth().y()
                - Alignment.STANDARD.template().rightEye().y();
        assertEquals(straight, height, 0.2 * straight);
    }

    @Test
    void theBoxOfAFaceIsThatOfTheMeanFaceThere() {
        Landmarks face = FaceShape.LANDMARKS.moved(new Affine(20, 0, 100, 0, 20, 200));

        Box box = FaceShape.boxOf(face);

        assertEquals(Box.around(new Point(100, 195.6), 44, 60).left(), box.left(), 1e-9);
        assertEquals(165.6, box.top(), 1e-9);
        assertEquals(122, box.right(), 1e-9);
        assertEquals(225.6, box.bottom(), 1e-9);
    }

    @Test
    void settingsAndLandmarksWithoutSenseAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Alignment(7, 0.3));
        assertThrows(IllegalArgumentException.class, () -> new Alignment(64, 0));
        assertThrows(IllegalArgumentException.class, () -> new Alignment(64, Double.NaN));
        Landmarks onePlace = Landmarks.of(Collections.nCopies(5, new Point(3, 3)));
        Landmarks noNumbers = Landmarks.of(
                List.of(new Point(0, 0), new Point(1, 0), new Point(0, Double.NaN), new Point(0, 1), new Point(1, 1)));
        for (Landmarks landmarks : List.of(onePlace, noNumbers)) {
            assertThrows(IllegalArgumentException.class, () -> Alignment.STANDARD.toAligned(landmarks));
        }
    }
}
