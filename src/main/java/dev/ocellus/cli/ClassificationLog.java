package dev.ocellus.cli;

import dev.ocellus.frame.Classification.Guess;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Reason;
import dev.ocellus.report.Summary;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What people read while pictures are classified: a line for each with its likeliest classes, and the counts at the end. */
final class ClassificationLog {
    private static final int WIDEST_NAME = 40;

    private final Terminal terminal;
    private final boolean quiet;
    private final int top;
    private final ProgressBar bar;
    private final int nameWidth;

    /**
     * A log for a run.
     *
     * @param quiet only what went wrong is said
     * @param top how many classes are named
     * @param names of all pictures
     */
    ClassificationLog(Terminal terminal, boolean quiet, int top, List<String> names) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.top = top;
        this.bar = new ProgressBar(terminal, !quiet, names.size());
        this.nameWidth = names.stream()
                .mapToInt(Words::columns)
                .filter(length -> length <= WIDEST_NAME)
                .max()
                .orElse(0);
    }

    void add(PictureResult result) {
        String line = Words.padded(Words.printable(result.name()), nameWidth) + "  " + outcome(result);
        bar.clear();
        if (!quiet) {
            terminal.out().println(line);
        } else if (result.status() == Status.REJECTED) {
            terminal.err().println(line);
        }
        bar.advance();
    }

    void end(Summary summary) {
        bar.clear();
        if (!quiet) {
            if (!summary.complete()) {
                terminal.out().println("Stopped before the last picture.");
            }
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%d %s in %.1f s: %d ok, %d with a warning, %d rejected%s",
                            summary.pictures(),
                            summary.pictures() == 1 ? "picture" : "pictures",
                            summary.seconds(),
                            summary.ok(),
                            summary.warnings(),
                            summary.rejected(),
                            summary.skippedFiles() == 0 ? "" : "; other files skipped: " + summary.skippedFiles()));
        }
        terminal.out().flush();
    }

    private String outcome(PictureResult result) {
        String reasons =
                Words.printable(result.reasons().stream().map(Reason::text).collect(Collectors.joining("; ")));
        if (result.classification().isEmpty()) {
            return "rejected: " + reasons;
        }
        String classes = result.classification().get().top(top).stream()
                .map(ClassificationLog::guess)
                .collect(Collectors.joining("   "));
        return result.status() == Status.WARNING ? classes + "  warning: " + reasons : classes;
    }

    private static String guess(Guess guess) {
        return String.format(Locale.ROOT, "%s %.1f %%", Words.printable(guess.label()), 100 * guess.probability());
    }
}
