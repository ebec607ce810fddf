package dev.ocellus.cli;

import dev.ocellus.app.ClassifyPictures;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus classify}: says what pictures as a whole show. */
@Command(
        name = "classify",
        description = "Says what pictures as a whole show, with weights made by 'ocellus train-classifier'.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus classify --weights runs/cards/weights photo.jpg 'more/**/*.png'",
            "      a line for each picture: the three likeliest classes",
            "  ocellus classify --weights runs/cards/weights photos --recursive --csv classes.csv --quiet",
            "      every class of every picture in a table",
            "  ocellus classify --weights runs/cards/weights photos --json > ledger.json",
            "      for the next program",
            "",
            "Exit codes: 0 all done, 1 some inputs rejected, 2 wrong usage."
        })
final class ClassifyCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "INPUT", arity = "1..*", description = "Folders, pictures, or patterns in quotes.")
    private List<String> inputs;

    @Option(
            names = "--weights",
            paramLabel = "DIR",
            required = true,
            description = "Folder of the weights: that with card.yaml in it.")
    private Path weights;

    @Option(
            names = "--top",
            paramLabel = "N",
            defaultValue = "3",
            description = "How many classes are named for each picture (default: ${DEFAULT-VALUE}).")
    private int top;

    @Option(names = "--csv", paramLabel = "FILE", description = "Write a table with the probability of every class.")
    private Path csv;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many pictures are worked on at once (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--recursive", description = "Look into the folders inside the folders, too.")
    private boolean recursive;

    @Option(
            names = "--max-pixels",
            paramLabel = "N",
            defaultValue = "100000000",
            description = "Reject pictures with more pixels (default: ${DEFAULT-VALUE}).")
    private long maxPixels;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    @Option(names = "--json", description = "Print the ledger of all inputs as JSON, and nothing else.")
    private boolean json;

    ClassifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        require(threads >= 1, "--threads must be at least 1, got " + threads);
        require(top >= 1, "--top must be at least 1, got " + top);
        require(maxPixels >= 1, "--max-pixels must be at least 1, got " + maxPixels);
        ClassifyPictures.Request request = new ClassifyPictures.Request(
                weights,
                inputs,
                recursive,
                Optional.ofNullable(csv),
                json ? Optional.of(terminal.out()) : Optional.empty(),
                threads,
                maxPixels);
        try (ClassifyPictures pictures = ClassifyPictures.open(request)) {
            return run(pictures);
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private int run(ClassifyPictures pictures) throws IOException {
        ClassificationLog log = new ClassificationLog(terminal, quiet || json, top, pictures.names());
        GracefulStop onCtrlC = new GracefulStop(pictures::stop);
        try {
            Summary summary = pictures.run(log::add);
            log.end(summary);
            return summary.rejected() > 0 || !summary.complete() ? Ocellus.FAILED : Ocellus.DONE;
        } finally {
            onCtrlC.release();
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
