package dev.ocellus.cli;

import dev.ocellus.app.LocalEngines;
import dev.ocellus.app.Stages;
import dev.ocellus.app.TrainClassifier;
import dev.ocellus.app.TrainingEngines;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.train.Augmenting;
import dev.ocellus.train.ClassifierFile;
import dev.ocellus.train.ClassifierSettings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus train-classifier}: learns to tell folders of pictures apart. */
@Command(
        name = "train-classifier",
        description = "Learns to tell classes of pictures apart from folders named after them: DIR/class/picture. "
                + "Where DIR holds train and dev (or val) or test folders with the classes below, these parts are used; "
                + "else a part of each class is held back.",
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus train-classifier photos --out runs/photos",
            "      a small network; weights, curves and mistakes go to runs/photos",
            "  ocellus train-classifier photos --out runs/big --network resnet-18 --input 96x96x3 --augment strong",
            "      a larger network, larger pictures, more augmentation",
            "  ocellus train-classifier new --out runs/new --from runs/photos/weights --freeze-up-to backbone.mean",
            "      on from what was learned before, with other classes",
            "  ocellus train-classifier photos --out runs/faces --from weights/faces --augment none \\",
            "          --freeze-up-to backbone.stage5.residual.relu --cache",
            "      a new end on a detector's backbone, which looks at each picture only once",
            "  ocellus train-classifier photos --out runs/plan --plan train-photos.yaml --epochs 100",
            "      as a training file says, but longer",
            "",
            "Killed or stopped, the same command goes on from the last checkpoint in --out.",
            "",
            "Exit codes: 0 done, 1 the training failed, 2 wrong usage."
        })
final class TrainClassifierCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(paramLabel = "DIR", description = "Folder with a folder of pictures for each class.")
    private Path data;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            required = true,
            description = "Folder for checkpoint, curves and weights.")
    private Path out;

    @Option(
            names = "--plan",
            paramLabel = "FILE",
            description = "A training file: stages: augmentations, train: settings. Options given here go before it.")
    private Path plan;

    @Option(
            names = "--network",
            paramLabel = "NETWORK",
            description = "A known network, such as small, softmax, logistic, lenet-5 or resnet-18, "
                    + "or a network file; 'ocellus describe' lists them (default: small).")
    private String network;

    @Option(
            names = "--input",
            paramLabel = "HxWx3",
            description = "Height and width of the pictures that the network sees (default: 64x64x3).")
    private String input;

    @Option(
            names = "--fit",
            paramLabel = "FIT",
            description = "How pictures are brought to that size: crop keeps the middle, letterbox adds grey edges "
                    + "(default: crop).")
    private String fit;

    @Option(
            names = "--epochs",
            paramLabel = "N",
            description = "How often the pictures are gone through at most (default: 60).")
    private String epochs;

    @Option(names = "--batch", paramLabel = "N", description = "Pictures a step (default: 32).")
    private String batch;

    @Option(names = "--rate", paramLabel = "R", description = "Highest learning rate (default: 0.003).")
    private String rate;

    @Option(
            names = "--patience",
            paramLabel = "N",
            description = "End after so many epochs without a better one; 0 never does (default: 20).")
    private String patience;

    @Option(names = "--seed", paramLabel = "S", description = "Of everything random (default: 1).")
    private String seed;

    @Option(
            names = "--augment",
            paramLabel = "HOW",
            description = "What becomes of pictures in training: none, slight, strong; strong also mirrors them "
                    + "(default: the stages of --plan, else slight).")
    private Augmenting augmenting;

    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "Any other setting of a training file, such as optimiser.adam.beta1=0.95; may be given several times.")
    private Map<String, String> set = new LinkedHashMap<>();

    @Option(
            names = "--from",
            paramLabel = "DIR",
            description =
                    "Weights to start from, also a detector's. Without --network and --plan their own layers are used; "
                            + "what does not fit, as the last layer for other classes, starts anew.")
    private Path from;

    @Option(
            names = "--freeze-up-to",
            paramLabel = "LAYER",
            description = "With --from: this layer and all that it is computed from learn nothing more.")
    private String freezeUpTo;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            description = "What trains the network: nd4j, or another engine that this build has (default: nd4j).")
    private String engine = TrainingEngines.DEFAULT;

    @Option(
            names = "--cache",
            paramLabel = "N",
            arity = "0..1",
            fallbackValue = "1",
            description = "With --freeze-up-to: what the frozen layers say of N forms of each picture is computed once "
                    + "and kept in --out; 1 (the default) goes with --augment none.")
    private int cachedVariants;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many the network uses (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quiet", description = "Say nothing but what went wrong.")
    private boolean quiet;

    TrainClassifierCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException, InterruptedException {
        require(threads >= 1, "--threads must be at least 1, got " + threads);
        require(Files.isDirectory(data), "there is no folder " + data);
        require(plan == null || Files.isRegularFile(plan), "there is no file " + plan);
        require(freezeUpTo == null || from != null, "--freeze-up-to needs --from: a fresh layer has learned nothing");
        require(cachedVariants >= 0, "--cache must be at least 1, got " + cachedVariants);
        require(
                cachedVariants == 0 || freezeUpTo != null,
                "--cache needs --freeze-up-to: it keeps what frozen layers say");
        ClassifierLog log = new ClassifierLog(terminal, quiet);
        try {
            TrainClassifier training = new TrainClassifier(
                    data,
                    file(),
                    Optional.ofNullable(from),
                    Optional.ofNullable(freezeUpTo),
                    cachedVariants,
                    out,
                    new LocalEngines(threads, TrainingEngines.named(engine)));
            log.ended(training.run(log));
            return Ocellus.DONE;
        } catch (WrongUsageException | PipelineFileException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
    }

    private ClassifierFile file() throws IOException {
        ClassifierFile file =
                plan == null ? ClassifierFile.of(Augmenting.SLIGHT) : ClassifierFile.read(plan, Stages.CATALOGUE);
        if (augmenting != null) {
            file = file.withAugmentations(augmenting.stages());
        }
        if (network == null && plan == null && from != null) {
            network = from.toString();
        }
        Map<String, String> changes = new LinkedHashMap<>();
        changes.put("network", network);
        changes.put("input", input);
        changes.put("fit", fit);
        changes.put("epochs", epochs);
        changes.put("batch", batch);
        changes.put("rate", rate);
        changes.put("patience", patience);
        changes.put("seed", seed);
        for (Map.Entry<String, String> change : changes.entrySet()) {
            if (change.getValue() != null) {
                try {
                    file = file.with(change.getKey(), change.getValue());
                } catch (IllegalArgumentException e) {
                    throw new ParameterException(
                            spec.commandLine(),
                            "--" + change.getKey() + " " + change.getValue() + ": " + e.getMessage(),
                            e);
                }
            }
        }
        try {
            return ClassifierSettings.with(file, set);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), "--set " + e.getMessage(), e);
        }
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
