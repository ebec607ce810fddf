package dev.ocellus.app;

import dev.ocellus.face.FaceLimits;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Whom somebody wants enrolled, and how.
 *
 * @param name of the person whom all pictures show, or an id after a #; empty where the only input is a folder with a folder for each person
 * @param inputs folders, files and patterns
 * @param recursive whether folders are searched to the bottom; those of people always are
 * @param gallery where to
 * @param mode what happens to faces that are enrolled already
 * @param limits how well a face must be seen
 * @param thumbnails whether upright faces are kept, so that another encoder can be given them
 * @param dryRun whether nothing is written
 * @param ledger gets the ledger, as it grows
 * @param threads how many pictures are worked on at once, at least 1
 * @param maxPixels pictures with more pixels are rejected
 */
public record EnrolRequest(
        Optional<String> name,
        List<String> inputs,
        boolean recursive,
        Path gallery,
        Mode mode,
        FaceLimits limits,
        boolean thumbnails,
        boolean dryRun,
        Optional<OutputStream> ledger,
        int threads,
        long maxPixels) {
    /** What happens where somebody with the name is enrolled. */
    public enum Mode {
        /** The new faces come to the ones before. */
        ADD,
        /** The new faces take the place of the ones before, which are removed for good. */
        REPLACE,
        /** Another person with the same name is enrolled. */
        NEW_PERSON
    }
}
