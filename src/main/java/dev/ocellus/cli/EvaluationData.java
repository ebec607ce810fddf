package dev.ocellus.cli;

import dev.ocellus.app.EvaluateRequest.Labels;
import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.DataSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What commands that judge say about the labelled pictures. */
final class EvaluationData {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--part",
            paramLabel = "PART",
            description =
                    "Which pictures: train, dev or test, where the set says so; a file with a list of pictures; or "
                            + "another folder (default: all, or dev with --compare).")
    private String part;

    @Option(
            names = "--labels",
            paramLabel = "OLD=NEW",
            description =
                    "Rename labels of the set to what the detector says, several with commas; * stands for all others, "
                            + "and 'OLD=' leaves one out.")
    private String names;

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

    Optional<String> selection() {
        return Optional.ofNullable(part);
    }

    /** @param folder of the labels */
    Labels labels(Path folder) {
        return new Labels(folder, Optional.ofNullable(images), Optional.ofNullable(from), corners, renamed());
    }

    private Map<String, String> renamed() {
        Map<String, String> renamed = new HashMap<>();
        if (names == null) {
            return renamed;
        }
        for (String pair : names.split(",", -1)) {
            String[] sides = pair.split("=", 2);
            if (sides.length != 2 || sides[0].isBlank()) {
                throw new ParameterException(spec.commandLine(), "--labels: '%s' is not OLD=NEW".formatted(pair));
            }
            if (renamed.put(sides[0].strip(), sides[1].strip()) != null) {
                throw new ParameterException(spec.commandLine(), "--labels names %s twice".formatted(sides[0].strip()));
            }
        }
        return renamed;
    }
}
