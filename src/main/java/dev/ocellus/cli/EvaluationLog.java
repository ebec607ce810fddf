package dev.ocellus.cli;

import dev.ocellus.app.EvaluateDetections;
import dev.ocellus.dataset.Finding;
import dev.ocellus.evaluate.Assessment;
import dev.ocellus.evaluate.Bootstrap.Interval;
import dev.ocellus.evaluate.ErrorKind;
import dev.ocellus.evaluate.LabelEvaluation;
import dev.ocellus.evaluate.OperatingPoint;
import dev.ocellus.evaluate.PartErrors;
import dev.ocellus.evaluate.PartErrors.Role;
import dev.ocellus.report.CauseSummary;
import dev.ocellus.report.EvaluationContent;
import dev.ocellus.report.EvaluationWords;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Reason;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/** What people read while a detector is judged: a bar, rejected pictures, and the tables at the end. */
final class EvaluationLog {
    private static final int FINDINGS_SHOWN = 10;

    private final Terminal terminal;
    private final boolean quiet;
    private final ProgressBar bar;

    /** @param names of all pictures */
    EvaluationLog(Terminal terminal, boolean quiet, List<String> names) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.bar = new ProgressBar(terminal, !quiet, names.size());
    }

    /** What was odd about the labels; what costs nothing is for the report alone. */
    void findings(List<Finding> findings) {
        List<Finding> told = findings.stream()
                .filter(finding -> finding.loss() != Finding.Loss.NOTHING)
                .toList();
        told.stream().limit(FINDINGS_SHOWN).forEach(finding -> terminal.err()
                .println(Words.printable(finding.toString())));
        if (told.size() > FINDINGS_SHOWN) {
            terminal.err().println("... and %d more, in the report".formatted(told.size() - FINDINGS_SHOWN));
        }
    }

    void add(PictureResult result) {
        if (result.status() == Status.REJECTED) {
            bar.clear();
            terminal.err()
                    .println(Words.printable(result.name() + "  rejected: "
                            + result.reasons().stream().map(Reason::text).collect(Collectors.joining("; "))));
        }
        bar.advance();
    }

    void stopped() {
        bar.clear();
        terminal.err().println("Stopped before the last picture; nothing was written.");
    }

    void end(EvaluationContent content, Path out) {
        bar.clear();
        if (quiet) {
            return;
        }
        Assessment assessment = content.assessment();
        say(
                "%s on %s of %s: %d pictures, %d objects",
                content.about().detector(),
                content.about().selection(),
                content.about().data(),
                assessment.pictures(),
                assessment.evaluation().truths());
        content.about().notes().forEach(note -> say("Note: %s", note));
        say("");
        figures(assessment);
        say("");
        classes(assessment);
        say("");
        kinds(assessment);
        content.parts().ifPresent(this::parts);
        if (!content.suspicions().isEmpty()) {
            say("");
            say(
                    "%d labels may be wrong; they stand first in %s",
                    content.suspicions().size(), EvaluateDetections.SHEET);
        }
        say("");
        say("Results: %s", out.resolve(EvaluateDetections.REPORT));
        terminal.out().flush();
    }

    private void figures(Assessment assessment) {
        Table table = new Table("lrl");
        table.line(
                "AP50",
                figure(assessment.coco().ap50()),
                range(assessment.bootstrap().ap50()));
        table.line(
                "AP",
                figure(assessment.coco().ap()),
                range(assessment.bootstrap().ap()) + "  IoU 0.50 to 0.95");
        table.line("AP75", figure(assessment.coco().ap75()), "");
        table.line(
                "AP small, medium, large",
                "",
                "%s, %s, %s"
                        .formatted(
                                figure(assessment.coco().apSmall()),
                                figure(assessment.coco().apMedium()),
                                figure(assessment.coco().apLarge())));
        table.line(
                "AR 1, 10, 100",
                "",
                "%s, %s, %s"
                        .formatted(
                                figure(assessment.coco().ar1()),
                                figure(assessment.coco().ar10()),
                                figure(assessment.coco().ar100())));
        table.line("VOC AP50, VOC 2007", "", figure(assessment.voc()) + ", " + figure(assessment.voc2007()));
        OperatingPoint point = assessment.point();
        table.line(
                "F1 at score " + figure(point.score()),
                figure(point.f1()),
                range(assessment.bootstrap().f1()));
        table.line(
                "  precision",
                figure(point.precision()),
                range(assessment.bootstrap().precision()));
        table.line(
                "  recall", figure(point.recall()), range(assessment.bootstrap().recall()));
        table.line(
                "recommended score",
                figure(assessment.recommended().score()),
                "F1 " + figure(assessment.recommended().f1()));
        table.print(terminal.out());
    }

    private void classes(Assessment assessment) {
        Table table = new Table("lrrrrrrr");
        table.line("class", "objects", "AP50", "AP", "precision", "recall", "missed", "false");
        for (LabelEvaluation label : assessment.evaluation().labels().values()) {
            OperatingPoint at =
                    label.at(Assessment.IOU).curve().at(assessment.point().score());
            table.line(
                    Words.printable(label.label()),
                    Integer.toString(label.truths()),
                    figure(label.ap(Assessment.IOU)),
                    figure(label.ap()),
                    figure(at.precision()),
                    figure(at.recall()),
                    Integer.toString(at.truths() - at.truePositives()),
                    Integer.toString(at.falsePositives()));
        }
        table.print(terminal.out());
    }

    private void kinds(Assessment assessment) {
        Table table = new Table("lrrl");
        table.line("kind of error", "mistakes", "AP50 gains", "at most");
        Arrays.stream(ErrorKind.values())
                .sorted(Comparator.comparingDouble(assessment.all()::gain).reversed())
                .forEach(kind -> table.line(
                        EvaluationWords.of(kind),
                        Integer.toString(assessment.reported().of(kind).size()),
                        String.format(Locale.ROOT, "%.3f", assessment.all().gain(kind)),
                        EvaluationWords.meaning(kind)));
        table.print(terminal.out());
    }

    private void parts(EvaluationContent.Parts parts) {
        PartErrors errors = parts.errors();
        say("");
        Table table = new Table("lrrl");
        table.line("part", "pictures", "error", parts.measure());
        table.line("target", "", figure(errors.target()), "");
        for (Role role : Role.values()) {
            PartErrors.Measured measured = errors.parts().get(role);
            if (measured != null) {
                table.line(
                        role.toString(),
                        Integer.toString(measured.pictures()),
                        figure(measured.error()),
                        "± " + figure(measured.chance()));
            }
        }
        for (PartErrors.Step step : errors.steps()) {
            table.line(
                    EvaluationWords.of(step.meaning()),
                    "",
                    String.format(Locale.ROOT, "%+.3f", step.size()),
                    step.isSure() ? "" : "may be chance");
        }
        table.print(terminal.out());
        errors.first()
                .ifPresentOrElse(
                        step -> say(
                                "Next: %s. To try: %s.",
                                EvaluationWords.of(step.meaning()), EvaluationWords.remedy(step.meaning())),
                        () -> say("No step is larger than what other pictures of the same kind would change."));
    }

    void causes(CauseSummary summary) {
        summary.remarks().forEach(remark -> terminal.err().println(Words.printable(remark)));
        if (quiet) {
            return;
        }
        say(
                "%d of %d errors have a cause; F1 is %s now (1 - F1: %s)",
                summary.looked(),
                summary.errors(),
                figure(summary.point().f1()),
                figure(1 - summary.point().f1()));
        Table table = new Table("lrrrrr");
        table.line("cause", "errors", "pictures", "F1 at most", "gains at most", "error left");
        summary.causes()
                .forEach(cause -> table.line(
                        Words.printable(cause.name()),
                        Integer.toString(cause.errors()),
                        Integer.toString(cause.pictures()),
                        figure(cause.mended().f1()),
                        figure(cause.mended().f1() - summary.point().f1()),
                        figure(1 - cause.mended().f1())));
        table.print(terminal.out());
        terminal.out().flush();
    }

    private void say(String format, Object... values) {
        terminal.out()
                .println(values.length == 0 ? format : Words.printable(String.format(Locale.ROOT, format, values)));
    }

    private static String range(Interval range) {
        return "%s to %s".formatted(figure(range.low()), figure(range.high()));
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "-" : String.format(Locale.ROOT, "%.3f", value);
    }
}
