package dev.ocellus.cli;

import dev.ocellus.app.ShowData;
import dev.ocellus.app.Stages;
import dev.ocellus.dataset.Finding;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.train.TrainingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus show-data}: draws what a training will show the network. */
@Command(
        name = "show-data",
        description = "Draws a sheet of augmented pictures with their boxes: what the network will see in training.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus show-data pipelines/train-faces.yaml --data datasets",
            "      the first 24 samples of that training, on show-data.png",
            "  ocellus show-data my-training.yaml --data datasets --stage-by-stage --count 6 --out stages.png",
            "      six pictures as they were read and after each stage",
            "",
            "A question mark behind a label: nothing is learned from the object, because it is marked as difficult,",
            "cut off or too small. Of sets with more than 200 pictures a part is read.",
            "",
            "Exit codes: 0 done, 1 the run failed, 2 wrong usage."
        })
final class ShowDataCommand implements Callable<Integer> {
    private static final int MOST = 200;
    private static final int SAMPLES = 24;
    private static final int PICTURES = 6;

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The training file, such as pipelines/train-faces.yaml.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Folder in which the sets named in the file lie.")
    private Path data;

    @Option(
            names = "--count",
            paramLabel = "N",
            description = "Samples on the sheet (default: " + SAMPLES + "; stage by stage " + PICTURES + " pictures).")
    private Integer count;

    @Option(names = "--out", paramLabel = "FILE", description = "The sheet, PNG (default: ${DEFAULT-VALUE}).")
    private Path out = Path.of("show-data.png");

    @Option(names = "--stage-by-stage", description = "Show each picture as it was read and after each stage.")
    private boolean stageByStage;

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    ShowDataCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        int shown = count != null ? count : stageByStage ? PICTURES : SAMPLES;
        require(shown >= 1 && shown <= MOST, "--count must be from 1 to " + MOST + ", got " + shown);
        require(Files.isRegularFile(file), "there is no file " + file);
        require(Files.isDirectory(data), "there is no folder " + data + "; --data names the folder of the sets");
        boolean png = out.toString().toLowerCase(Locale.ROOT).endsWith(".png");
        require(png, "--out must end in .png, got " + out);
        TrainingFile training;
        try {
            training = TrainingFile.read(file, Stages.CATALOGUE);
        } catch (PipelineFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        int threads = Runtime.getRuntime().availableProcessors();
        List<Finding> findings = new ShowData(training, data, shown, stageByStage, out).run(threads);
        findings.forEach(finding -> terminal.err().println(finding));
        if (!quiet) {
            terminal.out().println("Sheet: " + out);
            terminal.out().flush();
        }
        return Ocellus.DONE;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
