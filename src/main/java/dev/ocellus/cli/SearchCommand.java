package dev.ocellus.cli;

import dev.ocellus.app.SearchClassifier;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.search.SearchPlan;
import dev.ocellus.settings.RecordReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus search}: finds settings with which a classifier learns well. */
@Command(
        name = "search",
        description =
                "Searches settings for train-classifier at random, coarse to fine: trains many classifiers with settings "
                        + "drawn from a space, each round nearer to the best ones, and ranks them on the development part.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus search pipelines/search-classifier.yaml --data photos --out runs/search",
            "      the ranked trials go to runs/search/trials.csv and trials.png; the last line is the command",
            "      that trains with the best settings",
            "",
            "Killed or stopped, the same command goes on where it was; with more rounds in the file it goes further.",
            "",
            "Exit codes: 0 done, 1 the search failed or no trial came to its end, 2 wrong usage."
        })
final class SearchCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The search, such as pipelines/search-classifier.yaml.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Folder with a folder of pictures for each class, as for train-classifier.")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for the ledger, the trials, the table and the picture.")
    private Path out;

    @Option(
            names = "--parallel",
            paramLabel = "N",
            description =
                    "How many trials run side by side, one thread each (default: as many as there are processors).")
    private int parallel = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    SearchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(parallel >= 1, "--parallel must be at least 1, got " + parallel);
        require(Files.isRegularFile(file), "there is no file " + file);
        require(Files.isDirectory(data), "there is no folder " + data);
        SearchLog log = new SearchLog(terminal, quiet);
        try {
            SearchClassifier search = new SearchClassifier(plan(), data, out, parallel);
            SearchClassifier.Outcome outcome = search.run(log);
            log.ended(search, outcome);
            return outcome.ranked().isEmpty() ? Ocellus.FAILED : Ocellus.DONE;
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private SearchPlan plan() throws WrongUsageException {
        try {
            return RecordReader.readFile(file, SearchPlan.class, "setting");
        } catch (IOException e) {
            throw new WrongUsageException(e.getMessage());
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
