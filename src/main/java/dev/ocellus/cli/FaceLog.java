package dev.ocellus.cli;

import dev.ocellus.app.Percent;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Identity;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Reason;
import dev.ocellus.report.Summary;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What people read while faces are looked at: a line for each picture, and the counts at the end. Where a person watches, a bar shows how far it got. */
final class FaceLog {
    private static final int WIDEST_NAME = 40;
    /** Of more faces in a picture only the names are said. */
    private static final int FEW = 4;

    private final Terminal terminal;
    private final boolean quiet;
    private final Function<PictureResult, String> outcome;
    private final ProgressBar bar;
    private final int nameWidth;

    /**
     * A log for a run.
     *
     * @param quiet only what went wrong is said
     * @param names of all pictures
     * @param outcome says what became of a picture that was not rejected
     */
    FaceLog(Terminal terminal, boolean quiet, List<String> names, Function<PictureResult, String> outcome) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.outcome = outcome;
        this.bar = new ProgressBar(terminal, !quiet, names.size());
        this.nameWidth = names.stream()
                .mapToInt(Words::columns)
                .filter(length -> length <= WIDEST_NAME)
                .max()
                .orElse(0);
    }

    /** Whose the faces in a picture are. */
    static String identities(PictureResult result) {
        if (result.detections().isEmpty()) {
            return "no face";
        }
        if (result.detections().size() <= FEW) {
            return result.detections().stream().map(FaceLog::identity).collect(Collectors.joining(", "));
        }
        Map<String, Integer> counts = new TreeMap<>();
        result.detections().forEach(face -> counts.merge(face.name(), 1, Integer::sum));
        return counts.entrySet().stream()
                .map(of -> of.getValue() + " \u00d7 " + Words.printable(of.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String identity(Detection face) {
        Identity identity = face.identity().orElseThrow();
        List<Identity.Candidate> nearest = identity.candidates();
        String rate = identity.falseMatch()
                .map(match -> ", FMR " + Percent.atMost(match))
                .orElse("");
        return switch (identity.decision()) {
            case KNOWN ->
                "%s (%s%s)"
                        .formatted(
                                Words.printable(identity.label()),
                                number(nearest.get(0).distance()),
                                rate);
            case UNKNOWN ->
                nearest.isEmpty()
                        ? "UNKNOWN"
                        : "UNKNOWN (nearest %s)".formatted(number(nearest.get(0).distance()));
            case AMBIGUOUS ->
                "AMBIGUOUS (%s%s)"
                        .formatted(
                                nearest.stream()
                                        .limit(2)
                                        .map(candidate ->
                                                Words.printable(candidate.name()) + " " + number(candidate.distance()))
                                        .collect(Collectors.joining(" or ")),
                                rate);
        };
    }

    private static String number(double distance) {
        return String.format(Locale.ROOT, "%.2f", distance);
    }

    void add(PictureResult result) {
        String name = Words.padded(Words.printable(result.name()), nameWidth);
        String reasons = result.reasons().stream().map(Reason::text).collect(Collectors.joining("; "));
        bar.clear();
        if (result.status() == Status.REJECTED) {
            (quiet ? terminal.err() : terminal.out()).println(name + "  rejected: " + Words.printable(reasons));
        } else if (!quiet) {
            String odd = result.status() == Status.WARNING ? "  warning: " + Words.printable(reasons) : "";
            terminal.out().println(name + "  " + outcome.apply(result) + odd);
        }
        bar.advance();
    }

    /** Says how a run ended. */
    void end(Summary summary) {
        bar.clear();
        if (!quiet) {
            if (!summary.complete()) {
                terminal.out().println("Stopped before the last picture.");
            }
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%d %s in %.1f s (%.1f a second): %d ok, %d with a warning, %d rejected%s",
                            summary.pictures(),
                            summary.pictures() == 1 ? "picture" : "pictures",
                            summary.seconds(),
                            summary.picturesPerSecond(),
                            summary.ok(),
                            summary.warnings(),
                            summary.rejected(),
                            summary.skippedFiles() == 0 ? "" : "; other files skipped: " + summary.skippedFiles()));
        }
        terminal.out().flush();
    }
}
