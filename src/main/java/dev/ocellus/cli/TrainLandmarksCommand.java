package dev.ocellus.cli;

import dev.ocellus.app.Stages;
import dev.ocellus.app.TrainLandmarks;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.train.LandmarkFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus train-landmarks}: trains the finder of landmarks as a training file says. */
@Command(
        name = "train-landmarks",
        description = "Trains the finder of faces' landmarks on marked faces, as a training file says.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus train-landmarks pipelines/train-landmarks.yaml --data datasets --out runs/landmarks",
            "      the sets named in the file lie in datasets/; the weights go to runs/landmarks/face-landmarks",
            "  ocellus train-landmarks pipelines/train-landmarks.yaml --data datasets --out runs/landmarks --engine pytorch",
            "      the same with PyTorch; 'mvn -Ppytorch -DskipTests package' builds Ocellus with it",
            "",
            "Killed or stopped, the same command goes on from the last checkpoint in --out.",
            "",
            "Exit codes: 0 done, 1 the training failed, 2 wrong usage."
        })
final class TrainLandmarksCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "FILE", description = "The training file, such as pipelines/train-landmarks.yaml.")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            required = true,
            description = "Folder in which the sets named in the file lie.")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for checkpoint, curve and weights.")
    private Path out;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    TrainLandmarksCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(Files.isRegularFile(file), "there is no file " + file);
        require(Files.isDirectory(data), "there is no folder " + data + "; --data names the folder of the sets");
        LandmarkFile training;
        try {
            training = LandmarkFile.read(file, Stages.CATALOGUE);
        } catch (PipelineFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        new TrainLandmarks(training, data, out, engine.engines()).run(new LandmarkLog(terminal, quiet));
        return Ocellus.DONE;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
