package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;

import dev.ocellus.augment.Mirror;
import dev.ocellus.augment.PcaColour;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.ColourAxis;
import dev.ocellus.image.Image;
import dev.ocellus.image.PrincipalColours;
import dev.ocellus.pipeline.Augmentation;
import java.util.List;
import org.junit.jupiter.api.Test;

class ColourFitIT {
    private static final List<Image> IMAGES =
            List.of(Image.filled(new Size(3, 2), 200, 30, 10), Image.filled(new Size(4, 4), 20, 60, 90));

    @Test
    void stagesWithoutAxesGetThoseOfThePictures() {
        Augmentation mirror = new Mirror(0.5);
        List<ColourAxis> given = List.of(new ColourAxis(0.1, 1, 0, 0));
        Augmentation fixed = new PcaColour(0.1, given);
        List<Augmentation> stages = List.of(mirror, new PcaColour(0.2, List.of()), fixed);

        List<ColourAxis> axes = ColourFit.axes(stages, () -> IMAGES);
        List<Augmentation> fitted = ColourFit.fit(stages, axes);

        assertEquals(PrincipalColours.of(IMAGES), axes);
        assertSame(mirror, fitted.get(0));
        assertEquals(new PcaColour(0.2, axes), fitted.get(1));
        assertSame(fixed, fitted.get(2), "axes that the file gives stay");
    }

    @Test
    void picturesAreNotEvenAskedForWhereNothingNeedsThem() {
        assertEquals(List.of(), ColourFit.axes(List.of(new Mirror(0.5)), () -> {
            throw new AssertionError("asked for");
        }));
    }
}
