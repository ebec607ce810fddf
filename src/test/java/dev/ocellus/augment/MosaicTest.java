package dev.ocellus.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MosaicTest {
    private static Frame part(int grey, int width, int height) {
        Size size = new Size(width, height);
        TruthBox whole = new TruthBox(size.bounds(), "part " + grey, grey == 3);
        return Frame.of("p" + grey, Image.filled(size, grey, grey, grey)).withTruth(Truth.of(List.of(whole)));
    }

    @Test
    void partsLieSideBySideAndTheirBoxesGoWithThem() {
        Frame mosaic = new Mosaic(new Settling(1, 0.5))
                .compose(List.of(part(1, 6, 4), part(2, 10, 4), part(3, 6, 12), part(4, 10, 12)));

        assertEquals("p1+p2+p3+p4", mosaic.id());
        assertEquals(Placement.of(new Size(16, 16)), mosaic.placement());
        assertEquals(
                List.of(
                        new TruthBox(new Box(0, 0, 6, 4), "part 1", false),
                        new TruthBox(new Box(6, 0, 16, 4), "part 2", false),
                        new TruthBox(new Box(0, 4, 6, 16), "part 3", true),
                        new TruthBox(new Box(6, 4, 16, 16), "part 4", false)),
                mosaic.truth().boxes());
        for (int y = 0; y < 16; y++) {
            for (int x = 0; x < 16; x++) {
                assertEquals(
                        1 + (x < 6 ? 0 : 1) + (y < 4 ? 0 : 2), mosaic.image().at(x, y, 1));
            }
        }
    }

    @Test
    void drawnSizesFitTogether() {
        Property.check(random -> {
            Size size = new Size(random.nextInt(8, 300), random.nextInt(8, 300));
            List<Frame> parts = new ArrayList<>();
            for (Size part : Mosaic.draw(size, random)) {
                parts.add(part(parts.size() + 1, part.width(), part.height()));
            }

            assertEquals(
                    size,
                    new Mosaic(new Settling(1, 0.5)).compose(parts).image().size());
        });
    }

    @Test
    void partsThatDoNotFitAreRefused() {
        List<Frame> parts = List.of(part(1, 6, 4), part(2, 9, 4), part(3, 6, 12), part(4, 10, 12));

        assertThrows(IllegalArgumentException.class, () -> new Mosaic(new Settling(1, 0.5)).compose(parts));
    }
}
