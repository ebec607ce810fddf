package dev.ocellus.cli;

import dev.ocellus.app.Percent;
import dev.ocellus.evaluate.ErrorRate;
import dev.ocellus.evaluate.FmrClaim;
import dev.ocellus.evaluate.FoldAccuracy;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.evaluate.VerificationPoint;
import dev.ocellus.report.CalibrationReport;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/** A calibration in words and tables. */
record CalibrationLog(Terminal terminal, CalibrationReport report) {
    void print(Path out) {
        VerificationEvaluation all = report.all();
        line(
                "%d pairs of one person and %d of two were compared; %s could not be, because a face was not found.",
                all.genuine(), all.impostors(), share(all.failures()));
        line(
                "Equal error rate: %s; %s with faces that were not found as rejections",
                percent(all.equalErrorRate()), percent(all.attempts().equalErrorRate()));
        report.folds().ifPresent(this::printFolds);
        terminal.out().println();
        Table table = new Table("lllll")
                .line("FMR wanted", "distance", "FMR measured", "FNMR", "TAR, faces not found rejected");
        for (FmrClaim claim : report.claims()) {
            if (claim instanceof FmrClaim.Supported supported) {
                VerificationPoint point = supported.point();
                table.line(
                        Percent.of(claim.wanted()),
                        number(point.threshold()),
                        share(point.fmr()),
                        share(point.fnmr()),
                        share(all.attempts().at(point.threshold()).tar()));
            } else if (claim instanceof FmrClaim.Unsupported unsupported) {
                table.line(
                        Percent.of(claim.wanted()),
                        "-",
                        "not to be told: needs %d pairs of two people".formatted(unsupported.needed()),
                        "",
                        "");
            }
        }
        table.print(terminal.out());
        terminal.out()
                .println(
                        "In brackets: what the true share lies between, with 95 % confidence, if pairs were independent.");
        if (report.chosen() instanceof FmrClaim.Supported chosen) {
            printGroups(chosen);
            line(
                    "Chosen: faces match up to a distance of %s%s",
                    number(chosen.point().threshold()),
                    report.stored().map(file -> "; stored in " + file).orElse("; not stored"));
        }
        line("Report: %s", out);
        terminal.out().flush();
    }

    private void printFolds(FoldAccuracy folds) {
        line(
                "Right in %s of the pairs, standard error %s, in %d parts, each with the threshold that suits the others (a face not found is wrong)",
                String.format(Locale.ROOT, "%.2f %%", 100 * folds.mean()),
                String.format(Locale.ROOT, "%.2f %%", 100 * folds.standardError()),
                folds.folds().size());
    }

    private void printGroups(FmrClaim.Supported chosen) {
        if (report.groups().isEmpty()) {
            return;
        }
        terminal.out().println();
        Table table = new Table("lrrll").line("group", "same", "different", "FMR", "FNMR");
        for (Map.Entry<String, VerificationEvaluation> group : report.groups().entrySet()) {
            VerificationEvaluation of = group.getValue();
            VerificationPoint point = of.at(chosen.point().threshold());
            table.line(
                    group.getKey().isEmpty() ? "(none)" : Words.printable(group.getKey()),
                    Long.toString(of.genuine()),
                    Long.toString(of.impostors()),
                    share(point.fmr()),
                    share(point.fnmr()));
        }
        table.print(terminal.out());
    }

    /** Why there is no operating point. */
    String refusal() {
        if (report.chosen() instanceof FmrClaim.Unsupported refused) {
            return ("A false-match rate of %s cannot be claimed from %d pairs of two people: even without a single false match it might be higher."
                            + " It takes %d, or a --fmr of %s. Nothing was stored.")
                    .formatted(
                            Percent.of(refused.wanted()),
                            refused.impostors(),
                            refused.needed(),
                            String.format(
                                    Locale.ROOT, "%.2g", Math.min(1, 3.0 / Math.max(1, refused.impostors()) * 1.05)));
        }
        return "";
    }

    private static String share(ErrorRate rate) {
        if (rate.trials() == 0) {
            return "?";
        }
        ErrorRate.Interval interval = rate.interval(CalibrationReport.CONFIDENCE);
        return "%s [%s, %s]".formatted(percent(rate.value()), percent(interval.low()), percent(interval.high()));
    }

    private static String percent(double share) {
        return Percent.of(share);
    }

    private static String number(double distance) {
        return String.format(Locale.ROOT, "%.3f", distance);
    }

    private void line(String format, Object... values) {
        terminal.out().println(String.format(Locale.ROOT, format, values));
    }
}
