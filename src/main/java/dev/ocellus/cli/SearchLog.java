package dev.ocellus.cli;

import dev.ocellus.app.SearchClassifier;
import dev.ocellus.search.Finished;
import dev.ocellus.search.Outcome;
import dev.ocellus.search.SearchProgress;
import dev.ocellus.search.Trial;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** What people read while settings are searched: a line for each trial, the best of them in a table, and the command that uses the very best. */
final class SearchLog implements SearchProgress {
    private static final int LINES = 10;

    private final Terminal terminal;
    private final boolean quiet;
    private ProgressBar bar;
    private double best = Double.NEGATIVE_INFINITY;

    SearchLog(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        this.quiet = quiet;
    }

    @Override
    public void begins(List<Finished> done, int trials) {
        say(done.isEmpty() ? "%2$d trials" : "going on after %d of %d trials", done.size(), trials);
        done.forEach(this::isBest);
        bar = new ProgressBar(terminal, !quiet, Math.max(1, trials - done.size()));
    }

    @Override
    public void finished(Finished finished) {
        bar.clear();
        Trial trial = finished.trial();
        if (finished.outcome() instanceof Outcome.Scored scored) {
            say(
                    "trial %s: accuracy %.1f %%, loss %.3f, %.0f s%s",
                    trial.name(),
                    100 * scored.score(),
                    scored.loss(),
                    scored.seconds(),
                    isBest(finished) ? ", the best so far: " + words(trial.settings()) : "");
        } else if (finished.outcome() instanceof Outcome.Failed failed) {
            say("trial %s failed: %s (%s)", trial.name(), failed.reason(), words(trial.settings()));
        }
        bar.advance();
    }

    private boolean isBest(Finished finished) {
        boolean better = finished.outcome() instanceof Outcome.Scored scored && scored.score() > best;
        if (better) {
            best = ((Outcome.Scored) finished.outcome()).score();
        }
        return better;
    }

    private static String words(Map<String, String> settings) {
        return settings.entrySet().stream()
                .map(setting -> setting.getKey() + " " + setting.getValue())
                .collect(Collectors.joining(", "));
    }

    /** Says what came of it. */
    void ended(SearchClassifier search, SearchClassifier.Outcome outcome) {
        List<Finished> ranked = outcome.ranked();
        int failed = outcome.trials().size() - ranked.size();
        if (failed > 0) {
            say("%d of %d trials failed", failed, outcome.trials().size());
        }
        if (!quiet && !ranked.isEmpty()) {
            table(search, ranked).print(terminal.out());
        }
        for (Path file : outcome.files()) {
            say("written: %s", file);
        }
        if (!ranked.isEmpty()) {
            List<String> command = search.command(ranked.get(0).trial());
            say("Train with the best settings:");
            say("%s", command.stream().map(SearchLog::quoted).collect(Collectors.joining(" ")));
        }
        terminal.out().flush();
    }

    private static Table table(SearchClassifier search, List<Finished> ranked) {
        List<String> tried = List.copyOf(search.plan().space().keySet());
        Table table = new Table("lrrr" + "r".repeat(tried.size()));
        List<String> heading = new ArrayList<>(List.of("trial", "accuracy", "loss", "seconds"));
        heading.addAll(tried);
        table.line(heading.toArray(String[]::new));
        for (Finished finished : ranked.subList(0, Math.min(LINES, ranked.size()))) {
            Outcome.Scored scored = (Outcome.Scored) finished.outcome();
            List<String> cells = new ArrayList<>();
            cells.add(finished.trial().name());
            cells.add(String.format(Locale.ROOT, "%.1f %%", 100 * scored.score()));
            cells.add(String.format(Locale.ROOT, "%.3f", scored.loss()));
            cells.add(String.format(Locale.ROOT, "%.0f", scored.seconds()));
            tried.forEach(name -> cells.add(finished.trial().settings().get(name)));
            table.line(cells.toArray(String[]::new));
        }
        return table;
    }

    /** A word as a shell takes it. */
    private static String quoted(String word) {
        return word.matches("[\\w./=-]+") ? word : "'" + word.replace("'", "'\\''") + "'";
    }

    private void say(String format, Object... values) {
        if (!quiet) {
            terminal.out().println(String.format(Locale.ROOT, format, values));
            terminal.out().flush();
        }
    }
}
