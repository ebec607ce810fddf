package dev.ocellus.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Cutout;
import dev.ocellus.image.Image;
import dev.ocellus.testing.Property;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PastingIT {
    private static final Size SOURCE = new Size(100, 80);
    private static final Image OBJECT = red(SOURCE, new Box(30, 20, 70, 50));

    /** A red block on green. */
    private static Image red(Size size, Box block) {
        return Image.filled(size, 0, 160, 0)
                .withPatch(
                        Image.filled(new Size((int) block.width(), (int) block.height()), 250, 0, 0),
                        (int) block.left(),
                        (int) block.top());
    }

    private static Pasting.Item item(Cutout.Outline outline) {
        return new Pasting.Item(Cutout.of(OBJECT, new Box(30, 20, 70, 50), outline), "block", SOURCE);
    }

    /** The box around all pixels that differ by more than half of what full opacity changes. */
    private static Box changed(Image before, Image after) {
        int left = before.width();
        int top = before.height();
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < before.height(); y++) {
            for (int x = 0; x < before.width(); x++) {
                // the blue of the ground vanishes where the object lies
                if (before.at(x, y, 2) - after.at(x, y, 2) > 100) {
                    left = Math.min(left, x);
                    right = Math.max(right, x + 1);
                    top = Math.min(top, y);
                    bottom = y + 1;
                }
            }
        }
        return new Box(left, top, right, bottom);
    }

    @Test
    void boxesAreExactToThePixel() {
        Image ground = Image.filled(new Size(200, 150), 0, 0, 200);
        for (Cutout.Outline outline : Cutout.Outline.values()) {
            Property.check(15, random -> {
                Pasting pasting = new Pasting(0.5, 1.5, 40, true, 0);
                Pasting.Scene scene = pasting.apply(ground, List.of(item(outline)), random);
                Box box = scene.boxes().get(0).box();
                Box seen = changed(ground, scene.image());
                assertTrue(
                        Math.abs(box.left() - seen.left()) <= 1
                                && Math.abs(box.top() - seen.top()) <= 1
                                && Math.abs(box.right() - seen.right()) <= 1
                                && Math.abs(box.bottom() - seen.bottom()) <= 1,
                        "%s: told %s, seen %s".formatted(outline, box, seen));
            });
        }
    }

    @Test
    void objectsStayInsideAndCoverOneAnotherNoMoreThanAllowed() {
        Image ground = Image.filled(new Size(160, 120), 0, 0, 200);
        Property.check(20, random -> {
            Pasting pasting = new Pasting(0.3, 1, 20, true, 0.2);
            List<TruthBox> boxes = pasting.apply(ground, Collections.nCopies(8, item(Cutout.Outline.ELLIPSE)), random)
                    .boxes();
            assertTrue(boxes.size() > 1);
            for (int i = 0; i < boxes.size(); i++) {
                Box one = boxes.get(i).box();
                assertEquals(one, one.clip(ground.size()));
                for (int j = 0; j < i; j++) {
                    Box other = boxes.get(j).box();
                    assertTrue(one.intersectionArea(other) <= 0.2 * Math.min(one.area(), other.area()) + 1e-9);
                }
            }
        });
    }

    @Test
    void theSameDrawGivesTheSamePicture() {
        Image ground = Image.filled(new Size(160, 120), 0, 0, 200);
        Pasting pasting = new Pasting(0.5, 1, 20, true, 0.2);
        Pasting.Scene one = pasting.apply(
                ground, List.of(item(Cutout.Outline.GRAB_CUT), item(Cutout.Outline.BOX)), new SplittableRandom(3));
        Pasting.Scene two = pasting.apply(
                ground, List.of(item(Cutout.Outline.GRAB_CUT), item(Cutout.Outline.BOX)), new SplittableRandom(3));

        assertEquals(one.boxes(), two.boxes());
        assertEquals(
                ByteBuffer.wrap(one.image().toRgb()),
                ByteBuffer.wrap(two.image().toRgb()));
    }

    @Test
    void anEllipseTakesNothingFromTheCornersAndGrabCutOnlyTheObject() {
        Image wide = red(SOURCE, new Box(30, 20, 70, 50));
        Cutout ellipse = Cutout.of(wide, new Box(30, 20, 70, 50), Cutout.Outline.ELLIPSE);
        int corner = 4;
        assertEquals(0, ellipse.opacity().at(corner, corner, 0));
        assertEquals(
                255,
                ellipse.opacity()
                        .at(ellipse.opacity().width() / 2, ellipse.opacity().height() / 2, 0));

        // the box is drawn too large, and only the block is found
        Cutout grabbed = Cutout.of(wide, new Box(22, 12, 78, 58), Cutout.Outline.GRAB_CUT);
        assertEquals(40, grabbed.bounds().width(), 3);
        assertEquals(30, grabbed.bounds().height(), 3);
    }
}
