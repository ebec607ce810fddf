package dev.ocellus.cli;

import dev.ocellus.app.LocalEngines;
import dev.ocellus.app.PlanDetector;
import dev.ocellus.app.Stages;
import dev.ocellus.app.TrainDetector;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.dataset.RejectBudget;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.train.DetectorAugmenting;
import dev.ocellus.train.DetectorPlanner;
import dev.ocellus.train.TrainingFile;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus train}: trains a detector on a folder of labelled pictures, or as a training file says. */
@Command(
        name = "train",
        description =
                "Trains a detector on labelled pictures. Of a folder, the format of the labels is recognised and everything "
                        + "is chosen and explained; a training file says everything itself.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus train cards",
            "      learns the labels in cards/; plan, curves and weights go to runs/cards",
            "  ocellus train cards --minutes 5 --out runs/quick",
            "      a quick look at what can be learned",
            "  ocellus train cards --out runs/other --size 512 --augment slight --set mosaic=0.5 --set course.average=0.998",
            "      some things otherwise than chosen; names are those in plan.yaml",
            "  ocellus train cards --out runs/file --plan my-changes.yaml",
            "      the same from a file: stages: and train: with what is to be different",
            "  ocellus train pipelines/train-faces.yaml --data datasets --out runs/faces",
            "      all as the file says; the sets named in it lie in datasets/",
            "",
            "Killed or stopped, the same command goes on from the last checkpoint in --out.",
            "",
            "Exit codes: 0 done, 1 the training failed, 2 wrong usage."
        })
final class TrainCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "DIR|FILE",
            description = "Folder of labelled pictures, or a training file such as pipelines/train-faces.yaml.")
    private Path what;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description =
                    "Folder for plan, checkpoint, curves and weights (default: runs/ and the name of the folder).")
    private Path out;

    @Option(
            names = "--data",
            paramLabel = "DIR",
            description = "With a training file: folder in which the sets named in it lie.")
    private Path data;

    @Option(
            names = "--allow-rejects",
            paramLabel = "N",
            description = "How many boxes and pictures may be left out because of faults (default: 0).")
    private int allowRejects;

    @ArgGroup(validate = false, heading = "%nOf a folder, to choose otherwise:%n")
    private Wishes wishes = new Wishes();

    /** What a user wants otherwise than chosen. */
    private static final class Wishes {
        @Option(
                names = "--minutes",
                paramLabel = "N",
                description = "How long the training may take (default: " + DEFAULT_MINUTES + ").")
        private Integer minutes;

        @Option(names = "--size", paramLabel = "PIXELS", description = "Longest side to which pictures are scaled.")
        private Integer size;

        @Option(names = "--steps", paramLabel = "N", description = "How many, whatever time that takes.")
        private String steps;

        @Option(names = "--batch", paramLabel = "N", description = "Samples a step.")
        private String batch;

        @Option(names = "--rate", paramLabel = "R", description = "Highest learning rate.")
        private Double rate;

        @Option(
                names = "--patience",
                paramLabel = "N",
                description = "End after so many measurements without a better one; 0 never does (default: 6).")
        private String patience;

        @Option(
                names = "--best",
                paramLabel = "FIGURE",
                description = "What the best state is chosen by: ap50 or ap50-to-95 (default: ap50).")
        private String best;

        @Option(names = "--seed", paramLabel = "S", description = "Of everything random (default: 1).")
        private String seed;

        @Option(
                names = "--augment",
                paramLabel = "HOW",
                description = "What becomes of pictures in training: none, slight, strong (default: strong).")
        private DetectorAugmenting augmenting;

        @Option(
                names = "--from",
                paramLabel = "DIR",
                description =
                        "Weights of a detector whose backbone and neck the training starts with, such as weights/faces; "
                                + "their terms hold on.")
        private Path from;

        @Option(
                names = "--plan",
                paramLabel = "FILE",
                description = "A training file with what is to be different: stages: and settings of train:.")
        private Path plan;

        @Option(
                names = "--set",
                paramLabel = "NAME=VALUE",
                description = "A setting as in plan.yaml, such as course.average=0.998; may be given several times.")
        private Map<String, String> set = new LinkedHashMap<>();

        DetectorPlanner.Wishes forPlanner() {
            return new DetectorPlanner.Wishes(
                    size == null ? OptionalInt.empty() : OptionalInt.of(size),
                    rate == null ? OptionalDouble.empty() : OptionalDouble.of(rate),
                    augmenting == null ? DetectorAugmenting.STRONG : augmenting,
                    Duration.ofMinutes(minutes == null ? DEFAULT_MINUTES : minutes));
        }

        Map<String, String> changes() {
            Map<String, String> changes = new LinkedHashMap<>();
            put(changes, "course.steps", steps);
            put(changes, "course.batch", batch);
            put(changes, "course.patience", patience);
            put(changes, "course.best", best);
            put(changes, "seed", seed);
            changes.putAll(set);
            return changes;
        }

        private static void put(Map<String, String> changes, String name, String value) {
            if (value != null) {
                changes.put(name, value);
            }
        }
    }

    private static final int DEFAULT_MINUTES = 25;

    @Mixin
    private EngineOptions engine = new EngineOptions();

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    TrainCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        LocalEngines engines = engine.engines();
        try {
            if (Files.isDirectory(what)) {
                onFolder(engines);
            } else {
                byFile(engines);
            }
            return Ocellus.DONE;
        } catch (WrongUsageException | PipelineFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private void onFolder(LocalEngines engines) throws WrongUsageException, IOException, InterruptedException {
        require(data == null, "--data goes with a training file, and %s is a folder".formatted(what));
        require(wishes.plan == null || Files.isRegularFile(wishes.plan), "there is no file " + wishes.plan);
        require(wishes.minutes == null || wishes.minutes > 0, "--minutes must be at least 1, got " + wishes.minutes);
        require(wishes.size == null || wishes.size >= 32, "--size must be at least 32, got " + wishes.size);
        require(wishes.rate == null || wishes.rate > 0, "--rate must be above 0, got " + wishes.rate);
        Path run = out != null ? out : Path.of("runs").resolve(what.toRealPath().getFileName());
        PlanDetector.Planned planned = new PlanDetector(
                        what,
                        run,
                        wishes.forPlanner(),
                        Optional.ofNullable(wishes.from),
                        Optional.ofNullable(wishes.plan),
                        wishes.changes(),
                        budget(),
                        asked(),
                        engines)
                .run(new TrainingLog(terminal, quiet, "")::chosen);
        TrainingLog log = log(planned.file());
        log.goesBy(planned.file().path());
        log.ended(new TrainDetector(planned.file(), planned.root(), run, budget(), engines).run(planned.data(), log));
    }

    private void byFile(LocalEngines engines) throws IOException, InterruptedException {
        require(Files.isRegularFile(what), "there is no file or folder " + what);
        require(data != null, "--data must name the folder in which the sets of %s lie".formatted(what));
        require(Files.isDirectory(data), "there is no folder " + data + "; --data names the folder of the sets");
        require(out != null, "--out must name a folder for checkpoint, curves and weights");
        require(asked().isEmpty(), "a training file says everything itself; %s goes with a folder".formatted(asked()));
        TrainingFile training = TrainingFile.read(what, Stages.CATALOGUE);
        TrainingLog log = log(training);
        log.ended(new TrainDetector(training, data, out, budget(), engines).run(log));
    }

    private TrainingLog log(TrainingFile training) {
        return new TrainingLog(terminal, quiet, training.plan().course().best().words());
    }

    private RejectBudget budget() {
        require(allowRejects >= 0, "--allow-rejects must be at least 0, got " + allowRejects);
        return new RejectBudget(allowRejects);
    }

    /** The options of the group that were given, as they were given. */
    private String asked() {
        List<String> named = spec.argGroups().get(0).options().stream()
                .map(option -> option.longestName())
                .toList();
        return String.join(
                " ",
                spec.commandLine().getParseResult().matchedOptions().stream()
                        .filter(option -> named.contains(option.longestName()))
                        .map(option -> option.longestName() + " " + String.join(" ", option.originalStringValues()))
                        .toList());
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
