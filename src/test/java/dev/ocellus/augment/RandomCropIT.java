package dev.ocellus.augment;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.testing.Property;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;

class RandomCropIT {
    private static final Size PICTURE = new Size(300, 200);

    private static Box seen(RandomCrop crop, RandomGenerator random) {
        Frame frame = Frame.of("picture", Image.filled(PICTURE, 255, 255, 255));
        Frame cut = crop.draw(frame, random).apply(frame);
        assertEquals(new Size(96, 96), cut.image().size());
        return cut.placement().toSource(cut.image().size().bounds());
    }

    @Test
    void aShareOfOneFitsTheWholePictureIn() {
        RandomCrop whole = new RandomCrop(96, 96, 1, 1, 0);
        Property.check(50, random -> {
            Box seen = seen(whole, random);
            assertEquals(0, seen.left(), 1e-9);
            assertEquals(300, seen.right(), 1e-9);
            assertTrue(seen.top() <= 0 && seen.bottom() >= 200, "all of it is there, with grey above or below");
        });
    }

    @Test
    void smallSharesStayWithinThePictureAndLargeOnesHoldAllOfIt() {
        Property.check(200, random -> {
            Box small = seen(new RandomCrop(96, 96, 0.2, 0.6, 0.05), random);
            assertTrue(small.left() >= -1e-9 && small.right() <= 300 + 1e-9, small::toString);
            assertTrue(small.top() >= -1e-9 && small.bottom() <= 200 + 1e-9, small::toString);
            assertTrue(small.width() >= 0.2 * 300 / 1.05 && small.width() <= 0.6 * 300 * 1.05, small::toString);
            Box large = seen(new RandomCrop(96, 96, 1.2, 2, 0.1), random);
            assertTrue(large.left() <= 0 && large.right() >= 300 && large.top() <= 0 && large.bottom() >= 200);
        });
    }
}
