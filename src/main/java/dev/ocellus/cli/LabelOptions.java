package dev.ocellus.cli;

import dev.ocellus.app.LabelFolder;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.DataSource;
import java.nio.file.Path;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;

/** Which labels a command reads. */
final class LabelOptions {
    @Parameters(paramLabel = "DIR", description = "The folder of labels, and of pictures unless --images is given.")
    private Path labels;

    @Option(
            names = "--from",
            paramLabel = "FORMAT",
            description = "The format of the labels: ${COMPLETION-CANDIDATES} (default: recognised by looking).")
    private DataSource.Format from;

    @Option(names = "--images", paramLabel = "DIR", description = "The folder of pictures, where it is another one.")
    private Path images;

    @Option(
            names = "--corners",
            paramLabel = "MEANING",
            defaultValue = "pixels-from-one",
            description = "What numbers in VOC files mean: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Corners corners;

    Path labels() {
        return labels;
    }

    Optional<DataSource.Format> from() {
        return Optional.ofNullable(from);
    }

    Optional<Path> images() {
        return Optional.ofNullable(images);
    }

    Corners corners() {
        return corners;
    }

    /** The folder, once it is clear that it can be read. */
    LabelFolder open(CommandSpec spec) {
        try {
            return LabelFolder.open(labels, images(), from(), corners);
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }
}
