package dev.ocellus.cli;

import dev.ocellus.app.TrainFaces;
import dev.ocellus.train.EncoderPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** {@code ocellus train-faces}: trains a face encoder. */
@Command(
        name = "train-faces",
        description = "Trains a face encoder on folders of people.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true)
final class TrainFacesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Option(names = "--plan", paramLabel = "FILE")
    private Path file;

    @Option(names = "--data", paramLabel = "DIR")
    private Path data;

    @Option(names = "--out", paramLabel = "DIR", required = true)
    private Path out;

    @Option(names = "--steps", paramLabel = "N")
    private Long steps;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    TrainFacesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        EncoderPlan plan = EncoderPlan.read(file);
        if (steps != null) {
            plan = plan.withSteps(steps);
        }
        new TrainFaces(plan, data, out, engine.engines()).run(new TrainingLog(terminal, quiet, "accuracy"));
        return Ocellus.DONE;
    }
}
