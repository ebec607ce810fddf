package dev.ocellus.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.testing.Property;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

class SettlingTest {
    private static final Settling SETTLING = new Settling(6.5, 0.5);

    private static TruthBox face(double left, double top, double right, double bottom) {
        return new TruthBox(new Box(left, top, right, bottom), "face", false);
    }

    /** A frame that shows the part of a source of 400x400 from 100, 100 on, at half its size, in 50x40 pixels. */
    private static Frame frame(TruthBox... boxes) {
        Affine toSource = new Affine(2, 0, 100, 0, 2, 100);
        return Frame.of("picture", Image.filled(new Size(50, 40), 0, 0, 0))
                .withTruth(Truth.of(Arrays.asList(boxes)))
                .withImage(Image.filled(new Size(50, 40), 0, 0, 0), new Placement(new Size(400, 400), toSource));
    }

    private static List<TruthBox> settled(TruthBox... boxes) {
        Frame settled = SETTLING.settle(frame(boxes));
        assertEquals(Placement.of(new Size(50, 40)), settled.placement());
        return settled.truth().boxes();
    }

    @Test
    void boxesMoveIntoThePicture() {
        assertEquals(List.of(face(10, 5, 20, 25)), settled(face(120, 110, 140, 150)));
    }

    @Test
    void objectsOutsideAreGone() {
        assertEquals(List.of(), settled(face(0, 0, 100, 100), face(200, 100, 300, 200)));
    }

    @Test
    void objectsCutByMoreThanHalfAreDifficultAndOthersCutOff() {
        // 40 source pixels wide: 24 of them, then 16 of them are within
        assertEquals(List.of(face(0, 5, 12, 25)), settled(face(84, 110, 124, 150)));
        assertEquals(List.of(new TruthBox(new Box(0, 5, 8, 25), "face", true)), settled(face(76, 110, 116, 150)));
    }

    @Test
    void smallObjectsAreDifficult() {
        assertEquals(List.of(new TruthBox(new Box(10, 5, 16, 25), "face", true)), settled(face(120, 110, 132, 150)));
    }

    @Test
    void whatWasDifficultStaysSo() {
        TruthBox difficult = new TruthBox(new Box(120, 110, 140, 150), "face", true);

        assertEquals(true, settled(difficult).get(0).difficult());
    }

    @Test
    void anUnknownTruthStaysUnknown() {
        Frame frame = Frame.of("picture", Image.filled(new Size(5, 5), 0, 0, 0));

        assertEquals(Truth.UNKNOWN, SETTLING.settle(frame).truth());
    }

    /** The reference walks round the oval in 3,600 steps. */
    @Test
    void turnedObjectsGetTheBoxAroundTheirOval() {
        Property.check(random -> {
            Box box = Box.around(new Point(200, 200), random.nextDouble(10, 60), random.nextDouble(10, 60));
            Affine turn = Affine.rotate(random.nextDouble(-3, 3), new Point(random.nextInt(400), 200));
            Size large = new Size(2000, 2000);
            Affine toSource = turn.after(Affine.translate(-800, -800));
            Frame frame = Frame.of("picture", Image.filled(new Size(1, 1), 0, 0, 0))
                    .withTruth(Truth.of(List.of(new TruthBox(box, "face", false))));
            frame = frame.withImage(frame.image(), new Placement(new Size(400, 400), toSource));

            Box settled = new Settling(0, 0)
                    .boxes(frame, new Point(0, 0), large)
                    .get(0)
                    .box();

            double left = 9e9;
            double top = 9e9;
            double right = -9e9;
            double bottom = -9e9;
            for (int step = 0; step < 3600; step++) {
                double angle = step * Math.PI / 1800;
                Point onOval = frame.placement()
                        .fromSource(new Point(
                                200 + box.width() / 2 * Math.cos(angle), 200 + box.height() / 2 * Math.sin(angle)));
                left = Math.min(left, onOval.x());
                top = Math.min(top, onOval.y());
                right = Math.max(right, onOval.x());
                bottom = Math.max(bottom, onOval.y());
            }
            assertEquals(left, settled.left(), 1e-3);
            assertEquals(top, settled.top(), 1e-3);
            assertEquals(right, settled.right(), 1e-3);
            assertEquals(bottom, settled.bottom(), 1e-3);
        });
    }
}
