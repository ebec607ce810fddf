package dev.ocellus.cli;

import dev.ocellus.app.Conversion;
import dev.ocellus.app.ConvertLabels;
import dev.ocellus.app.ConvertRequest;
import dev.ocellus.app.ConvertRequest.PictureHandling;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.report.LabelFormat;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ocellus convert}: writes labels in another format. */
@Command(
        name = "convert",
        description = "Writes the labels of a folder in another format, with their pictures, into a new folder.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus convert cards --to yolo --out cards-yolo",
            "      recognises the format of the labels in cards/ and copies the pictures",
            "  ocellus convert labels --images photos --from voc --corners edges --to coco --out coco --pictures link",
            "      labels and pictures in two folders; links in place of copies",
            "",
            "Nothing in the folders that are read is changed. Killed or stopped, the same command does the rest.",
            "",
            "Exit codes: 0 all done, 1 some boxes or pictures left out, 2 wrong usage."
        })
final class ConvertCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Mixin
    private LabelOptions labels;

    @Option(
            names = "--to",
            paramLabel = "FORMAT",
            required = true,
            description = "The new format: ${COMPLETION-CANDIDATES}.")
    private LabelFormat to;

    @Option(names = "--out", paramLabel = "DIR", required = true, description = "A new folder for the result.")
    private Path out;

    @Option(
            names = "--pictures",
            paramLabel = "HOW",
            defaultValue = "copy",
            description = "What becomes of the pictures: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private PictureHandling pictures;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    ConvertCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        ConversionLog log = new ConversionLog(terminal, quiet);
        ConvertLabels conversion;
        try {
            conversion = ConvertLabels.open(new ConvertRequest(
                    labels.labels(), labels.images(), labels.from(), labels.corners(), to, out, pictures));
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        log.recognised(conversion);
        Conversion result = conversion.run(log);
        log.end(result, out, conversion.notes());
        return result.complete() ? Ocellus.DONE : Ocellus.FAILED;
    }
}
