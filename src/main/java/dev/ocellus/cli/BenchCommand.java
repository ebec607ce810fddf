package dev.ocellus.cli;

import dev.ocellus.app.BenchNetwork;
import dev.ocellus.app.MeasureSpeed;
import dev.ocellus.app.WrongUsageException;
import dev.ocellus.report.Speed;
import dev.ocellus.report.SpeedReport;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code ocellus bench}: how fast this machine trains and runs networks. */
@Command(
        name = "bench",
        description = {
            "Measures how fast this machine trains and runs three networks: a classifier of pictures of 96 x 96, a "
                    + "ResNet-18 of 64 x 64 and a detector of 256 x 256.",
            "",
            "Engines take turns, a batch each, because other work on the machine disturbs all of them alike then. Best "
                    + "and median tell how quiet the machine was: on an idle one they are close together."
        },
        mixinStandardHelpOptions = true,
        versionProvider = Version.class,
        sortOptions = false,
        usageHelpAutoWidth = true,
        footer = {
            "",
            "Examples:",
            "  ocellus bench",
            "      all networks and engines, on one thread and on all processors",
            "  ocellus bench --network classifier --threads 4 --rounds 100",
            "      one of them, more exactly",
            "  ocellus bench --json > speeds.json",
            "      for a program",
            "",
            "Exit codes: 0 done, 1 the run failed, 2 wrong usage."
        })
final class BenchCommand implements Callable<Integer> {
    private static final String LINE = "%-10s  %-5s  %-12s  %7s  %9s  %9s  %9s  %10s";

    private final Terminal terminal;

    @Spec
    private CommandSpec spec;

    @Option(
            names = "--network",
            paramLabel = "NAME",
            description = "Which: ${COMPLETION-CANDIDATES}; may be repeated (default: all).")
    private List<BenchNetwork> networks = List.of(BenchNetwork.values());

    @Option(
            names = "--engine",
            paramLabel = "ENGINE",
            description = "What trains; may be repeated (default: all that this build has and this machine can use). "
                    + "ONNX Runtime runs the trained network in any case.")
    private List<String> engines = List.of();

    @Option(
            names = "--threads",
            paramLabel = "N",
            description = "How many a network uses; may be repeated (default: 1 and as many as there are processors).")
    private List<Integer> threads =
            Stream.of(1, Runtime.getRuntime().availableProcessors()).distinct().toList();

    @Option(
            names = "--rounds",
            paramLabel = "N",
            defaultValue = "20",
            description = "Over how many batches best and median are taken (default: ${DEFAULT-VALUE}).")
    private int rounds;

    @Option(
            names = "--warm-up",
            paramLabel = "N",
            defaultValue = "12",
            description = "How many batches come before the first that counts (default: ${DEFAULT-VALUE}).")
    private int warmUp;

    @Option(names = "--json", description = "Print the figures as JSON, and nothing else.")
    private boolean json;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        require(rounds >= 1, "--rounds must be at least 1, got " + rounds);
        require(warmUp >= 0, "--warm-up must not be negative, got " + warmUp);
        threads.forEach(count -> require(count >= 1, "--threads must be at least 1, got " + count));
        MeasureSpeed measure;
        try {
            measure = MeasureSpeed.with(networks, engines, threads, warmUp, rounds);
        } catch (WrongUsageException e) {
            throw new ParameterException(spec.commandLine(), "--engine: " + e.getMessage(), e);
        }
        if (!json) {
            begin(measure);
        }
        ProgressBar bar = new ProgressBar(terminal, !json, measure.totalRounds());
        SpeedReport report = measure.run(new MeasureSpeed.Progress() {
            @Override
            public void round() {
                bar.advance();
            }

            @Override
            public void measured(List<Speed> speeds) {
                bar.clear();
                if (!json) {
                    speeds.forEach(BenchCommand.this::print);
                }
            }
        });
        if (json) {
            report.write(terminal.out());
        }
        return Ocellus.DONE;
    }

    private void begin(MeasureSpeed measure) {
        terminal.out()
                .println(SpeedReport.machine() + "; "
                        + measure.versions().entrySet().stream()
                                .map(version -> version.getKey() + " " + version.getValue())
                                .collect(Collectors.joining(", ")));
        for (Map.Entry<String, String> engine : measure.leftOut().entrySet()) {
            terminal.out().println("%s is not measured: %s".formatted(engine.getKey(), engine.getValue()));
        }
        terminal.out().println();
        line("network", "work", "engine", "threads", "best ms", "median ms", "batches/s", "pictures/s");
    }

    private void print(Speed speed) {
        line(
                speed.network(),
                speed.work().name().toLowerCase(Locale.ROOT),
                speed.engine(),
                Integer.toString(speed.threads()),
                decimal(speed.best()),
                decimal(speed.median()),
                decimal(speed.batchesASecond()),
                decimal(speed.batchesASecond() * speed.pictures()));
    }

    private void line(Object... cells) {
        terminal.out().println(LINE.formatted(cells));
        terminal.out().flush();
    }

    private static String decimal(double value) {
        return String.format(Locale.ROOT, "%.1f", value);
    }

    private void require(boolean holds, String message) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), message);
        }
    }
}
