package dev.ocellus.train;

import dev.ocellus.augment.Blur;
import dev.ocellus.augment.ColourShift;
import dev.ocellus.augment.FocusCrop;
import dev.ocellus.augment.Mirror;
import dev.ocellus.augment.Rotate;
import dev.ocellus.pipeline.Augmentation;
import java.util.List;

/** What becomes of the pictures that a classifier learns from, where no training file says it. */
public enum Augmenting {
    /** They stay as they are. */
    NONE(List.of()),
    /** Shifted, enlarged and turned a little, in another light. */
    SLIGHT(List.of(crop(1.25, 0.1), new Rotate(10, 0.5), new ColourShift(0.2, 0.2, 15, 0.05, 0.2, 0))),
    /** More of all that, sometimes grey or blurred, and mirrored: not for letters and digits. */
    STRONG(List.of(
            crop(1.5, 0.2),
            new Rotate(20, 0.5),
            new ColourShift(0.4, 0.3, 25, 0.1, 0.4, 0.1),
            new Blur(1.2, 0.1),
            new Mirror(0.5)));

    private final List<Augmentation> stages;

    Augmenting(List<Augmentation> stages) {
        this.stages = stages;
    }

    /** The stages, for pictures of any size. */
    public List<Augmentation> stages() {
        return stages;
    }

    /** In pictures without boxes a part anywhere, enlarged at most so much. */
    private static FocusCrop crop(double magnify, double aspect) {
        return new FocusCrop(64, 64, 8, 64, magnify, 0.5, 1, aspect);
    }
}
