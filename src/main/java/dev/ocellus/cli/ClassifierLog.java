package dev.ocellus.cli;

import dev.ocellus.app.TrainClassifier;
import dev.ocellus.dataset.ClassPictures;
import dev.ocellus.dataset.FileOutcome;
import dev.ocellus.dataset.FileOutcome.Status;
import dev.ocellus.dataset.Part;
import dev.ocellus.evaluate.Confusion;
import dev.ocellus.learn.History;
import dev.ocellus.network.Graph;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.train.ClassifierTraining;
import dev.ocellus.train.TransferStart;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** What people read while a classifier is trained: the data, a line for each epoch, and at the end how good it is and how to use it. */
final class ClassifierLog implements TrainClassifier.Progress {
    private static final int MOST_ODD_FILES = 20;
    private static final int MOST_CLASSES = 12;
    private static final int MOST_MISTAKES = 8;

    private final Terminal terminal;
    private final boolean quiet;
    private ProgressBar bar;
    private long first;
    private long steps;
    private long complete;
    private long started;

    ClassifierLog(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        this.quiet = quiet;
    }

    @Override
    public void read(ClassPictures pictures, Graph graph, Optional<TransferStart> start) {
        List<FileOutcome> odd = pictures.outcomes().stream()
                .filter(outcome -> outcome.status() != Status.OK)
                .toList();
        odd.stream()
                .limit(MOST_ODD_FILES)
                .map(FileOutcome::toString)
                .map(Words::printable)
                .forEach(terminal.err()::println);
        if (odd.size() > MOST_ODD_FILES) {
            terminal.err().println("... and %d more; files.csv has all".formatted(odd.size() - MOST_ODD_FILES));
        }
        say(
                "%s: %d classes; %d pictures to learn from, %d to choose the best epoch, %d to test at the end; %d with a warning, %d not used",
                pictures.name(),
                pictures.labels().size(),
                pictures.parts().get(Part.TRAIN).size(),
                pictures.parts().get(Part.DEVELOPMENT).size(),
                pictures.parts().get(Part.TEST).size(),
                count(odd, Status.WARNING),
                count(odd, Status.REJECTED));
        say("network: %,d parameters", graph.parameterCount());
        start.ifPresent(
                from -> say("%,d numbers start from %s; %,d learn", from.taken(), from.source(), from.learning(graph)));
    }

    private static long count(List<FileOutcome> outcomes, Status status) {
        return outcomes.stream().filter(outcome -> outcome.status() == status).count();
    }

    @Override
    public void discarded(Path file) {
        say("%s is of other layers or other pictures; it is computed anew", file);
    }

    @Override
    public void computing(int missing) {
        say("the frozen layers look at %d pictures, once", missing);
        bar = new ProgressBar(terminal, !quiet, missing);
    }

    @Override
    public void computed(int more) {
        bar.clear();
        bar.advance(more);
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
                "epoch %d: loss %.3f, accuracy %.1f %%%s, rate %.2g, %d:%02d min left%s",
                row.at(),
                row.train().get("loss"),
                100 * row.train().get("accuracy"),
                row.dev().isEmpty()
                        ? ""
                        : String.format(
                                Locale.ROOT,
                                "; dev: loss %.3f, accuracy %.1f %%",
                                row.dev().get("loss"),
                                100 * row.dev().get("accuracy")),
                row.learningRate(),
                (long) secondsLeft / 60,
                (long) secondsLeft % 60,
                best ? ", the best so far" : "");
    }

    /** Says what came of it. */
    void ended(TrainClassifier.Outcome outcome) {
        ClassifierTraining.Result training = outcome.training();
        long last = training.history().last().at();
        say("%d epochs in %.0f s; the parameters of epoch %d are kept", last, training.seconds(), training.bestEpoch());
        outcome.confusions()
                .forEach((part, confusion) -> say(
                        "%s accuracy: %.2f %% (%d of %d)",
                        part, 100 * confusion.accuracy(), confusion.right(), confusion.pictures()));
        sayConfusion(outcome.confusions());
        for (Path file : outcome.files()) {
            say("written: %s", file);
        }
        say(
                "Use it: ocellus classify --weights %s PICTURES",
                quoted(outcome.files().get(0)));
        terminal.out().flush();
    }

    private void sayConfusion(Map<Part, Confusion> confusions) {
        Part part = TrainClassifier.last(confusions);
        Confusion confusion = confusions.get(part);
        List<String> labels = confusion.labels();
        if (!quiet && labels.size() <= MOST_CLASSES) {
            Table table = new Table("l" + "r".repeat(labels.size()));
            String[] heading = new String[labels.size() + 1];
            heading[0] = part + ": shown, said";
            for (int said = 0; said < labels.size(); said++) {
                heading[said + 1] = Words.printable(labels.get(said));
            }
            table.line(heading);
            for (int truth = 0; truth < labels.size(); truth++) {
                String[] line = new String[labels.size() + 1];
                Arrays.fill(line, "");
                line[0] = Words.printable(labels.get(truth));
                for (int said = 0; said < labels.size(); said++) {
                    line[said + 1] = Integer.toString(confusion.count(truth, said));
                }
                table.line(line);
            }
            table.print(terminal.out());
        } else {
            confusion.mistakes().stream()
                    .limit(MOST_MISTAKES)
                    .forEach(mistake -> say(
                            "%s: %d of %s taken for %s",
                            part,
                            mistake.pictures(),
                            Words.printable(mistake.truth()),
                            Words.printable(mistake.said())));
        }
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
