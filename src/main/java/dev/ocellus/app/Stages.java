package dev.ocellus.app;

import dev.ocellus.augment.Blur;
import dev.ocellus.augment.ColourShift;
import dev.ocellus.augment.CutOut;
import dev.ocellus.augment.FocusCrop;
import dev.ocellus.augment.Jpeg;
import dev.ocellus.augment.LocalWarp;
import dev.ocellus.augment.Mirror;
import dev.ocellus.augment.Noise;
import dev.ocellus.augment.PcaColour;
import dev.ocellus.augment.RandomCrop;
import dev.ocellus.augment.Rotate;
import dev.ocellus.augment.Scale;
import dev.ocellus.augment.Shear;
import dev.ocellus.detect.Letterbox;
import dev.ocellus.detect.Suppress;
import dev.ocellus.face.FaceCrop;
import dev.ocellus.face.WholeFaces;
import dev.ocellus.pipeline.StageCatalogue;
import java.util.List;

/** The stages that pipeline files may name: this is the one list of them. */
public final class Stages {
    public static final StageCatalogue CATALOGUE = StageCatalogue.of(List.of(
            Letterbox.class,
            Detect.class,
            Suppress.class,
            Landmarks.class,
            WholeFaces.class,
            Embed.class,
            FocusCrop.class,
            FaceCrop.class,
            RandomCrop.class,
            Mirror.class,
            Scale.class,
            Rotate.class,
            Shear.class,
            LocalWarp.class,
            ColourShift.class,
            PcaColour.class,
            Blur.class,
            Noise.class,
            Jpeg.class,
            CutOut.class));

    private Stages() {}
}
