package dev.ocellus.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * A stage as written in a pipeline file: a record of settings. A stateless record is itself the stage and returns {@code this} from {@link #open}.
 * Bad values are refused by the record's constructor with an {@link IllegalArgumentException} that names the setting.
 */
public interface StageDefinition {
    /** What a stage needs in or adds to a frame. */
    enum Part {
        IMAGE,
        TRUTH,
        DETECTIONS,
        /** Five points of each detected face. */
        LANDMARKS,
        /** An embedding of each detected face. */
        EMBEDDINGS
    }

    /** What must be there before this stage. */
    Set<Part> reads();

    /** What is there, or is new, after this stage. */
    Set<Part> writes();

    /**
     * Makes the stage ready to work.
     *
     * @param folder folder of the pipeline file, against which relative paths in settings are resolved
     */
    Stage open(Path folder) throws IOException;
}
