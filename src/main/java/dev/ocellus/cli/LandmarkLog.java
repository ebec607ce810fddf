package dev.ocellus.cli;

import dev.ocellus.app.LandmarkMeasurement;
import dev.ocellus.app.TrainLandmarks;
import dev.ocellus.learn.History;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.train.LandmarkTraining;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** What people read while landmarks are learned: the data, a line for each epoch, and at the end how far the points are off. */
final class LandmarkLog implements TrainLandmarks.Progress {
    private final Terminal terminal;
    private final boolean quiet;
    private ProgressBar bar;
    private long first;
    private long steps;
    private long complete;
    private long started;

    LandmarkLog(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        this.quiet = quiet;
    }

    @Override
    public void read(LandmarkTraining training) {
        training.findings().stream()
                .map(Object::toString)
                .map(Words::printable)
                .limit(20)
                .forEach(terminal.err()::println);
        training.data()
                .forEach(set -> say(
                        "%s: %d faces to learn from, %d held back",
                        set.source().folder(),
                        set.faces(),
                        training.heldBack()
                                .getOrDefault(set.source().folder(), List.of())
                                .size()));
        say("network: %,d parameters", training.graph().parameterCount());
    }

    @Override
    public void began(long first, long steps) {
        this.first = first;
        this.complete = first;
        this.steps = steps;
        this.started = System.nanoTime();
        this.bar = new ProgressBar(terminal, !quiet, Math.toIntExact(Math.max(1, steps - first)));
        if (first > 0) {
            say("going on after step %d of %d", first, steps);
        }
    }

    @Override
    public void stepped(long step, Loss loss, double learningRate) {
        complete = step + 1;
        bar.clear();
        bar.advance();
    }

    @Override
    public void epochEnded(History.Row row, boolean best) {
        bar.clear();
        double secondsLeft = (System.nanoTime() - started) / 1e9 / (complete - first) * (steps - complete);
        say(
                "epoch %d: loss %.3f%s, rate %.2g, %d:%02d min left",
                row.at(),
                row.train().get("loss"),
                row.dev().isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT, ", held back %.3f", row.dev().get("loss")),
                row.learningRate(),
                (long) secondsLeft / 60,
                (long) secondsLeft % 60);
    }

    @Override
    public void ended(Path weights, LandmarkMeasurement measured) {
        if (!quiet) {
            Table table = new Table("lrrrr");
            table.line("errors in eye distances", "median", "mean", "95 % below", "above 0.1");
            measured.sets()
                    .forEach((set, errors) -> table.line(
                            set,
                            number(errors.quantile(0.5)),
                            number(errors.mean()),
                            number(errors.quantile(0.95)),
                            String.format(Locale.ROOT, "%.1f %%", 100 * errors.failures())));
            table.print(terminal.out());
        }
        say("score %s: %s", measured.thresholds().score(), measured.thresholds().calibration());
        say("Weights: %s", weights);
    }

    private static String number(double value) {
        return String.format(Locale.ROOT, "%.4f", value);
    }

    private void say(String format, Object... values) {
        if (!quiet) {
            terminal.out().println(String.format(Locale.ROOT, format, values));
            terminal.out().flush();
        }
    }
}
