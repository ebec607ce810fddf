package dev.ocellus.cli;

import dev.ocellus.app.LocalEngines;
import dev.ocellus.app.TrainingEngines;
import dev.ocellus.app.WrongUsageException;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.Spec.Target;

/** What commands that train say about what computes. */
final class EngineOptions {
    @Spec(Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many the network uses (default: as many as there are processors).")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            defaultValue = TrainingEngines.DEFAULT,
            description = "What trains: nd4j, or, in a build with PyTorch, pytorch or pytorch-bf16, "
                    + "which is faster and less exact (default: ${DEFAULT-VALUE}).")
    private String engine;

    /** @throws ParameterException where there is no such engine, or it cannot be used here */
    LocalEngines engines() {
        if (threads < 1) {
            throw new ParameterException(spec.commandLine(), "--threads must be at least 1, got " + threads);
        }
        try {
            return new LocalEngines(threads, TrainingEngines.named(engine));
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), "--engine: " + e.getMessage(), e);
        }
    }
}
