package dev.ocellus.app;

import dev.ocellus.detect.Letterbox;
import dev.ocellus.detect.Suppress;
import dev.ocellus.pipeline.StageCatalogue;
import java.util.List;

/** The stages that pipeline files may name: this is the one list of them. */
public final class Stages {
    public static final StageCatalogue CATALOGUE = StageCatalogue.of(List.of(Letterbox.class, Suppress.class));

    private Stages() {}
}
