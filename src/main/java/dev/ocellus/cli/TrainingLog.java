package dev.ocellus.cli;

import dev.ocellus.app.TrainDetector;
import dev.ocellus.dataset.Finding;
import dev.ocellus.detect.AnchorBox;
import dev.ocellus.detect.AnchorClustering;
import dev.ocellus.detect.AnchorCoverage;
import dev.ocellus.evaluate.DetectionEvaluation;
import dev.ocellus.evaluate.LabelEvaluation;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.train.DetectorPlanner;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * What people read while a detector is trained: what was chosen and why, what it learns from, a line every so many steps, each measurement, and what
 * came of it.
 */
final class TrainingLog implements TrainDetector.Progress {
    private static final int STEPS_A_LINE = 50;

    private final Terminal terminal;
    private final boolean quiet;
    private final String figure;
    private ProgressBar bar;
    private long first;
    private long steps;
    private long started;
    private final Map<String, Double> sums = new TreeMap<>();
    private int count;

    /** @param figure what is measured */
    TrainingLog(Terminal terminal, boolean quiet, String figure) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.figure = figure;
    }

    /** Something was chosen for the user. */
    void chosen(DetectorPlanner.Choice choice) {
        say(
                "%s %s (%s)",
                Words.padded(Words.printable(choice.what()), 13), Words.printable(choice.value()), choice.reason());
    }

    /** The plan was there already. */
    void goesBy(Object plan) {
        say("The training goes by %s.", plan);
    }

    @Override
    public void covered(AnchorCoverage coverage) {
        if (quiet) {
            return;
        }
        Table table = new Table("rrrl");
        table.line("anchors", "mean IoU", "best recall", "sizes in pixels");
        for (int i = 0; i < coverage.rows().size(); i++) {
            AnchorClustering row = coverage.rows().get(i);
            table.line(
                    Integer.toString(i + 1),
                    String.format(Locale.ROOT, "%.3f", row.meanIou()),
                    String.format(Locale.ROOT, "%.3f", row.recall()),
                    words(row.anchors()) + (i + 1 == coverage.recommended() ? "  recommended" : ""));
        }
        table.print(terminal.out());
    }

    private static String words(List<AnchorBox> anchors) {
        return anchors.stream()
                .map(a -> String.format(Locale.ROOT, "%.0fx%.0f", a.width(), a.height()))
                .collect(Collectors.joining(" "));
    }

    @Override
    public void begins(List<String> what, List<Finding> findings, long firstStep, long steps) {
        findings.forEach(terminal.err()::println);
        this.first = firstStep;
        this.steps = steps;
        this.started = System.nanoTime();
        this.bar = new ProgressBar(terminal, !quiet, Math.toIntExact(steps - firstStep));
        what.forEach(line -> say("%s", line));
        if (firstStep == 0) {
            say("%d steps", steps);
        } else {
            say("going on after step %d of %d", firstStep, steps);
        }
    }

    @Override
    public void stepped(long step, Loss loss, double learningRate) {
        sums.merge("loss", loss.value(), Double::sum);
        loss.parts().forEach((part, value) -> sums.merge(part, value, Double::sum));
        count++;
        bar.clear();
        if ((step + 1) % STEPS_A_LINE == 0) {
            double pace = (step + 1 - first) / ((System.nanoTime() - started) / 1e9);
            say(
                    "step %d of %d: loss %.3f (%s), rate %.2g, %.2f steps a second, %.0f min left",
                    step + 1,
                    steps,
                    sums.get("loss") / count,
                    loss.parts().keySet().stream()
                            .map(part -> String.format(Locale.ROOT, "%s %.2f", part, sums.get(part) / count))
                            .collect(Collectors.joining(", ")),
                    learningRate,
                    pace,
                    (steps - step - 1) / pace / 60);
            sums.clear();
            count = 0;
        }
        bar.advance();
    }

    @Override
    public void measured(long step, Map<String, Double> ap50, double score, boolean best) {
        bar.clear();
        String sets = ap50.entrySet().stream()
                .map(set -> String.format(Locale.ROOT, "%s %.3f", set.getKey(), set.getValue()))
                .collect(Collectors.joining(", "));
        say("step %d: %s %.3f%s (%s)", step, figure, score, best ? ", the best so far" : "", sets);
    }

    @Override
    public void ended(Path weights) {
        say("Weights: %s", weights);
    }

    /** Says what came of it. */
    void ended(TrainDetector.Outcome outcome) {
        say(
                "The state after %d steps is kept; the steps took %.0f s in all.",
                outcome.training().best().at(), outcome.training().seconds());
        if (!quiet) {
            Table table = new Table("lrrrr");
            table.line("part", "label", "objects", "AP50", "AP50-95");
            List<String[]> lines = new ArrayList<>();
            outcome.training().measured().forEach((set, of) -> lines.addAll(lines(set + ", to choose by", of)));
            outcome.training().tested().forEach((set, of) -> lines.addAll(lines(set + ", test", of)));
            lines.forEach(table::line);
            table.print(terminal.out());
        }
        say("Use it: ocellus detect --pipeline %s PICTURES", quoted(outcome.pipeline()));
        outcome.test()
                .ifPresent(test -> say(
                        "Look at its mistakes: ocellus evaluate %s --weights %s --part %s --out %s",
                        quoted(test.folder()),
                        quoted(outcome.weights()),
                        quoted(test.list()),
                        quoted(test.list().resolveSibling("report"))));
        terminal.out().flush();
    }

    private static List<String[]> lines(String part, DetectionEvaluation evaluation) {
        List<String[]> lines = new ArrayList<>();
        lines.add(line(part, "all", evaluation.truths(), evaluation.ap50(), evaluation.ap50To95()));
        if (evaluation.labels().size() > 1) {
            evaluation.labels().forEach((label, of) -> lines.add(line(part, label, of)));
        }
        return lines;
    }

    private static String[] line(String part, String label, LabelEvaluation of) {
        return line(part, label, of.truths(), of.ap(0.5), of.ap());
    }

    private static String[] line(String part, String label, int objects, double ap50, double ap50To95) {
        return new String[] {
            Words.printable(part), Words.printable(label), Integer.toString(objects), figure(ap50), figure(ap50To95)
        };
    }

    private static String figure(double value) {
        return Double.isFinite(value) ? String.format(Locale.ROOT, "%.3f", value) : "-";
    }

    /** A path as a shell takes it. */
    private static String quoted(Path path) {
        String text = path.toString();
        return text.matches("[\\w./-]+") ? text : "'" + text.replace("'", "'\\''") + "'";
    }

    private void say(String format, Object... values) {
        if (!quiet) {
            terminal.out().println(String.format(Locale.ROOT, format, values));
            terminal.out().flush();
        }
    }
}
