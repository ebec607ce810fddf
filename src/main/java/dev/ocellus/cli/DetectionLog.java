package dev.ocellus.cli;

import dev.ocellus.frame.Detection;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Reason;
import dev.ocellus.report.Summary;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** What people read while pictures are searched: a line for each, and the counts at the end. Where a person watches, a bar shows how far it got. */
final class DetectionLog {
    private static final int WIDEST_NAME = 40;

    private final Terminal terminal;
    private final boolean quiet;
    private final ProgressBar bar;
    private final int nameWidth;

    /**
     * A log for a run.
     *
     * @param quiet only what went wrong is said
     * @param names of all pictures
     */
    DetectionLog(Terminal terminal, boolean quiet, List<String> names) {
        this.terminal = terminal;
        this.quiet = quiet;
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

    void end(Summary summary, List<Path> places) {
        bar.clear();
        if (quiet) {
            terminal.out().flush();
            return;
        }
        if (!summary.complete()) {
            terminal.out().println("Stopped before the last picture.");
        }
        terminal.out()
                .println(format(
                        "%d %s in %.1f s (%.1f a second): %d ok, %d with a warning, %d rejected%s",
                        summary.pictures(),
                        summary.pictures() == 1 ? "picture" : "pictures",
                        summary.seconds(),
                        summary.picturesPerSecond(),
                        summary.ok(),
                        summary.warnings(),
                        summary.rejected(),
                        summary.skippedFiles() == 0
                                ? ""
                                : format("; other files skipped: %d", summary.skippedFiles())));
        terminal.out().println("Found: " + (summary.found().isEmpty() ? "nothing" : counts(summary.found())));
        terminal.out().println("Results: " + places.stream().map(Path::toString).collect(Collectors.joining(", ")));
        terminal.out().flush();
    }

    private static String outcome(PictureResult result) {
        String reasons = result.reasons().stream().map(Reason::text).collect(Collectors.joining("; "));
        if (result.status() == Status.REJECTED) {
            return "rejected: " + Words.printable(reasons);
        }
        String searched = format("%-14s %-11s %5.0f ms", found(result), scores(result), result.milliseconds());
        return result.status() == Status.WARNING ? searched + "  warning: " + Words.printable(reasons) : searched;
    }

    private static String found(PictureResult result) {
        Map<String, Integer> found = new TreeMap<>();
        result.detections().forEach(detection -> found.merge(detection.label(), 1, Integer::sum));
        return found.isEmpty() ? "nothing" : counts(found);
    }

    private static String counts(Map<String, Integer> found) {
        return found.entrySet().stream()
                .map(label -> label.getValue() + " \u00d7 " + label.getKey())
                .collect(Collectors.joining(", "));
    }

    private static String scores(PictureResult result) {
        double[] scores = result.detections().stream()
                .mapToDouble(Detection::score)
                .sorted()
                .toArray();
        return switch (scores.length) {
            case 0 -> "";
            case 1 -> format("%.2f", scores[0]);
            default -> format("%.2f to %.2f", scores[scores.length - 1], scores[0]);
        };
    }

    private static String format(String format, Object... values) {
        return String.format(Locale.ROOT, format, values);
    }
}
