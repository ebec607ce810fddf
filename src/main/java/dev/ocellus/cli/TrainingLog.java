package dev.ocellus.cli;

import dev.ocellus.dataset.Finding;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.train.TrainingProgress;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What people read while a detector is trained: what it learns from, a line every so many steps, each measurement, and where the weights lie. */
final class TrainingLog implements TrainingProgress {
    private static final int STEPS_A_LINE = 50;

    private final Terminal terminal;
    private final boolean quiet;
    private final String figure;
    private ProgressBar bar;
    private long first;
    private long steps;
    private long started;
    private double sum;
    private int count;

    /** @param figure what is measured */
    TrainingLog(Terminal terminal, boolean quiet, String figure) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.figure = figure;
    }

    @Override
    public void begins(List<String> what, List<Finding> findings, long firstStep, long steps) {
        this.first = firstStep;
        this.steps = steps;
        this.started = System.nanoTime();
        this.bar = new ProgressBar(terminal, !quiet, Math.toIntExact(steps - firstStep));
        findings.forEach(finding -> terminal.err().println(finding));
        if (!quiet) {
            what.forEach(terminal.out()::println);
            terminal.out()
                    .println(
                            firstStep == 0
                                    ? "%d steps".formatted(steps)
                                    : "going on after step %d of %d".formatted(firstStep, steps));
            terminal.out().flush();
        }
    }

    @Override
    public void stepped(long step, Loss loss, double learningRate) {
        sum += loss.value();
        count++;
        bar.clear();
        if (!quiet && (step + 1) % STEPS_A_LINE == 0) {
            double pace = (step + 1 - first) / ((System.nanoTime() - started) / 1e9);
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "step %d of %d: loss %.3f (%s), rate %.2g, %.2f steps a second, %.0f min left",
                            step + 1,
                            steps,
                            sum / count,
                            loss.parts().keySet().stream()
                                    .map(part -> String.format(
                                            Locale.ROOT,
                                            "%s %.2f",
                                            part,
                                            loss.parts().get(part)))
                                    .collect(Collectors.joining(", ")),
                            learningRate,
                            pace,
                            (steps - step - 1) / pace / 60));
            sum = 0;
            count = 0;
        }
        bar.advance();
    }

    @Override
    public void measured(long step, Map<String, Double> ap50, double mean, boolean best) {
        if (quiet) {
            return;
        }
        bar.clear();
        String sets = ap50.entrySet().stream()
                .map(set -> String.format(Locale.ROOT, "%s %.3f", set.getKey(), set.getValue()))
                .collect(Collectors.joining(", "));
        terminal.out()
                .println(String.format(
                        Locale.ROOT,
                        "step %d: %s %.3f%s (%s)",
                        step,
                        figure,
                        mean,
                        best ? ", the best so far" : "",
                        sets));
        terminal.out().flush();
    }

    @Override
    public void ended(Path weights) {
        if (!quiet) {
            terminal.out().println("Weights: " + weights);
            terminal.out().flush();
        }
    }
}
