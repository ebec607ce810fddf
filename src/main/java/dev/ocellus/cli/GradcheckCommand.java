package dev.ocellus.cli;

import dev.ocellus.app.CheckGradients;
import dev.ocellus.app.NetworkChoice;
import dev.ocellus.app.TrainingEngines;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.learn.GradientCheck;
import dev.ocellus.network.Shape;
import dev.ocellus.zoo.ShapeText;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code ocellus gradcheck}: an engine's gradients of a network against measured slopes. */
@Command(
        name = "gradcheck",
        description = {
            "Proves that an engine computes the gradients of a network rightly.",
            "",
            "Numbers of each parameter are moved a little up and down in a slow network that computes in doubles; the "
                    + "slopes so measured are compared with the engine's gradients. Below 0.001 the relative error is "
                    + "rounding, from 0.01 the gradient is WRONG. Numbers at a kink, of a ReLU or a maximum, have no "
                    + "gradient to measure and are left out."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus gradcheck lenet-5",
            "      a known network",
            "  ocellus gradcheck my-network.yaml --numbers 50 --seed 7",
            "      a network of your own, more thoroughly and with other pictures",
            "  ocellus gradcheck resnet-18 --input 64x64x3 --quiet",
            "      only what does not agree",
            "",
            "Exit codes: 0 nothing is wrong, 1 a gradient is wrong, 2 wrong usage or a mistake in the network."
        })
final class GradcheckCommand implements Callable<Integer> {
    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Parameters(
            paramLabel = "NETWORK",
            description = "A known network ('ocellus describe' lists them), a network file, or a folder of weights "
                    + "with a network.yaml.")
    private String network;

    @Option(
            names = "--input",
            paramLabel = "HxWxC",
            converter = ShapeConverter.class,
            description = "Height, width and channels of the pictures (default: the network's own, or smaller ones "
                    + "where those would take long).")
    private Shape input;

    @Option(
            names = "--pictures",
            paramLabel = "N",
            defaultValue = "4",
            description = "How many pictures of noise make the batch (default: ${DEFAULT-VALUE}).")
    private int pictures;

    @Option(
            names = "--numbers",
            paramLabel = "N",
            defaultValue = "8",
            description = "How many numbers of each parameter are looked at (default: ${DEFAULT-VALUE}).")
    private int numbers;

    @Option(
            names = "--seed",
            paramLabel = "N",
            defaultValue = "1",
            description = "Decides parameters, pictures and which numbers are looked at (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
            names = "--engine",
            paramLabel = "NAME",
            defaultValue = TrainingEngines.DEFAULT,
            description = "Which engine is checked (default: ${DEFAULT-VALUE}).")
    private String engine;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many the engine uses (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--quiet", description = "Say only what does not agree.")
    private boolean quiet;

    GradcheckCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        require(pictures >= 1, "--pictures must be at least 1, got " + pictures);
        require(numbers >= 1, "--numbers must be at least 1, got " + numbers);
        require(threads >= 1, "--threads must be at least 1, got " + threads);
        CheckGradients check;
        try {
            check = CheckGradients.of(
                    new NetworkChoice(network, Optional.ofNullable(input), OptionalInt.empty()),
                    new GradientCheck(pictures, numbers, seed),
                    engine,
                    threads);
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), e.getMessage(), e);
        }
        List<String> names = check.parameters();
        if (!quiet) {
            terminal.out()
                    .println("%s, engine %s: %d parameters, %d pictures of %s, seed %d"
                            .formatted(
                                    Words.printable(network),
                                    engine,
                                    names.size(),
                                    pictures,
                                    ShapeText.of(check.graph().input()),
                                    seed));
        }
        GradientLog log = new GradientLog(terminal, quiet, names);
        check.run(log::add);
        return log.end() ? Ocellus.DONE : Ocellus.FAILED;
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
