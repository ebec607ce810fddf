package dev.ocellus.cli;

import dev.ocellus.app.GalleryPlace;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** What all commands that compare faces ask for. */
final class FaceOptions {
    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    @Option(
            names = "--gallery",
            paramLabel = "FILE",
            description = "The people who are enrolled (default: $OCELLUS_GALLERY, else gallery.db).")
    private Path gallery;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description = "From pictures to embeddings; by default pipelines/recognise-faces.yaml.")
    private Path pipeline;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many pictures are worked on at once (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            defaultValue = "100000000",
            description = "Reject pictures with more pixels (default: ${DEFAULT-VALUE}).")
    private long maxPixels;

    Path gallery() {
        return GalleryPlace.of(Optional.ofNullable(gallery));
    }

    Optional<Path> pipeline() {
        return Optional.ofNullable(pipeline);
    }

    int threads() {
        require(threads >= 1, "--threads must be at least 1, got " + threads);
        return threads;
    }

    long maxPixels() {
        require(maxPixels >= 1, "--max-pixels must be at least 1, got " + maxPixels);
        return maxPixels;
    }

    /** Ends the command with a message where something does not hold. */
    void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(command.commandLine(), message);
        }
    }

    /** The same for what the program refused. */
    ParameterException wrongUsage(Exception e) {
        return new ParameterException(command.commandLine(), e.getMessage(), e);
    }
}
