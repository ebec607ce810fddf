package dev.ocellus.cli;

import dev.ocellus.app.TrainFaces;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.train.EncoderPlan;
import dev.ocellus.train.PeopleSource;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus train-faces}: trains a face encoder. */
@Command(
        name = "train-faces",
        description = "Trains a face encoder on pictures of people, one folder for each person.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus train-faces people --from weights/face-encoder --out runs/people",
            "      people/ann/1.jpg, people/bob/1.jpg …: goes on from the weights that come with Ocellus",
            "  ocellus train-faces people --out runs/people --steps 8000",
            "      from nothing, which takes tens of thousands of pictures of thousands of people",
            "  ocellus train-faces --plan pipelines/train-encoder.yaml --data datasets --out runs/encoder",
            "      as a training file says; the sets named in it lie in datasets/",
            "",
            "Killed or stopped, the same command goes on from the last checkpoint in --out. The number of steps may be changed",
            "then; with fewer than are done it ends at once and writes the best weights so far.",
            "",
            "Exit codes: 0 done, 1 the training failed, 2 wrong usage."
        })
final class TrainFacesCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "PEOPLE",
            arity = "0..1",
            description = "Folder with a folder of pictures for each person, each picture with one clear face.")
    private Path people;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description =
                    "A training file, such as pipelines/train-encoder.yaml (default: every setting has its default).")
    private Path file;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description =
                    "Folder in which the sets named in the training file lie, where no folder of people is given.")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for checkpoint, curve and weights.")
    private Path out;

    @Option(
            names = "--from",
            paramLabel = "WEIGHTS",
            description = "Go on from these weights, such as weights/face-encoder.")
    private Path from;

    @Option(names = "--steps", paramLabel = "N", description = "How many steps (default: as the training file says).")
    private Long steps;

    @Option(
            names = "--pipeline",
            paramLabel = "FILE",
            description = "Pipeline that finds faces and landmarks (default: pipelines/recognise-faces.yaml).")
    private Path pipeline;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    TrainFacesCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        require((people == null) != (data == null), "give a folder of people, or --plan and --data");
        require(people != null || file != null, "--data needs --plan, which names the sets");
        require(people == null || Files.isDirectory(people), "there is no folder " + people);
        require(data == null || Files.isDirectory(data), "there is no folder " + data);
        require(file == null || Files.isRegularFile(file), "there is no file " + file);
        require(from == null || Files.isDirectory(from), "there is no folder of weights " + from);
        require(steps == null || steps > 0, "--steps must be at least 1, got " + steps);
        TrainFaces training = new TrainFaces(
                plan(),
                file == null ? "command line" : file.getFileName().toString(),
                people == null ? data : people.toAbsolutePath().getParent(),
                out,
                Optional.ofNullable(from),
                Optional.ofNullable(pipeline),
                engine.engines());
        try {
            training.run(new TrainingLog(terminal, quiet, "accuracy"));
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        return Ocellus.DONE;
    }

    private EncoderPlan plan() throws IOException {
        EncoderPlan plan;
        try {
            plan = file == null ? EncoderPlan.standard() : EncoderPlan.read(file);
        } catch (IOException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        if (file == null && from != null) {
            plan = plan.gentle();
        }
        if (people != null) {
            String folder = people.toAbsolutePath().getFileName().toString();
            plan = plan.withData(List.of(new PeopleSource(folder, "not stated", "")));
        }
        return steps == null ? plan : plan.withSteps(steps);
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
