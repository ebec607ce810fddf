package dev.ocellus.app;

import dev.ocellus.augment.Blur;
import dev.ocellus.augment.ColourShift;
import dev.ocellus.augment.FocusCrop;
import dev.ocellus.augment.Mirror;
import dev.ocellus.augment.Rotate;
import dev.ocellus.detect.Letterbox;
import dev.ocellus.detect.Suppress;
import dev.ocellus.pipeline.StageCatalogue;
import java.util.List;

/** The stages that pipeline files may name: this is the one list of them. */
public final class Stages {
    public static final StageCatalogue CATALOGUE = StageCatalogue.of(List.of(
            Letterbox.class,
            Detect.class,
            Suppress.class,
            FocusCrop.class,
            Mirror.class,
            ColourShift.class,
            Rotate.class,
            Blur.class));

    private Stages() {}
}
