package dev.ocellus.report;

import dev.ocellus.evaluate.Assessment;
import dev.ocellus.evaluate.Bootstrap.Interval;
import dev.ocellus.evaluate.ErrorKind;
import dev.ocellus.evaluate.OperatingPoint;
import dev.ocellus.evaluate.PartErrors;
import dev.ocellus.evaluate.PartErrors.Role;
import dev.ocellus.files.PendingFile;
import dev.ocellus.report.EvaluationContent.About;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The report of an evaluation: one HTML file with everything in it, which opens from disk and runs no script. */
public final class EvaluationPage {
    private final EvaluationContent content;
    private final ErrorNumbers numbers;
    private final Html html = new Html();

    private EvaluationPage(EvaluationContent content) {
        this.content = content;
        this.numbers = new ErrorNumbers(content.assessment().reported(), content.suspicions());
    }

    /** Writes the file, in one move. */
    public static void write(EvaluationContent content, Path file) throws IOException {
        PendingFile.write(file, new EvaluationPage(content).page());
    }

    private String page() throws IOException {
        About about = content.about();
        html.add("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">")
                .add("<meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">")
                .add("<title>Evaluation of %s</title><style>", about.detector())
                .add(style())
                .add("</style></head>\n<body>\n");
        html.add(
                "<header><h1>Evaluation of %s</h1><p class=\"soft\">on %s of <code>%s</code>: %d pictures, %d objects; classes: %d; %s</p></header>\n",
                about.detector(),
                about.selection(),
                about.data(),
                content.assessment().pictures(),
                content.assessment().evaluation().truths(),
                (int) content.assessment().evaluation().labels().values().stream()
                        .filter(label -> label.truths() > 0)
                        .count(),
                about.date().toString());
        navigation();
        html.add("<main>\n");
        summary();
        content.parts().ifPresent(this::parts);
        new CurveSections(content, html).write();
        new ErrorSections(content, numbers, html).write();
        html.add("</main>\n<footer>Made by <code>%s</code>. ", about.command());
        html.add(
                "Ranges hold the middle 95&nbsp;%% of %d evaluations on pictures drawn with replacement (seed %d). AP is COCO’s unless it says otherwise.</footer>\n</body></html>\n",
                about.rounds(), about.seed());
        return html.toString();
    }

    private static String style() throws IOException {
        try (InputStream in = EvaluationPage.class.getResourceAsStream("evaluation.css")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private void navigation() {
        html.add("<nav><div><a href=\"#summary\">Summary</a>");
        if (content.parts().isPresent()) {
            html.add("<a href=\"#parts\">Bias and variance</a>");
        }
        html.add("<a href=\"#curves\">Precision and recall</a><a href=\"#threshold\">Threshold</a>"
                + "<a href=\"#classes\">Classes</a><a href=\"#confusion\">Confusion</a><a href=\"#sizes\">Sizes</a>"
                + "<a href=\"#errors\">Errors</a><a href=\"#labels\">Doubtful labels</a>"
                + "<a href=\"#pictures\">Worst pictures</a><a href=\"#inputs\">Inputs</a></div></nav>\n");
    }

    private void summary() {
        Assessment assessment = content.assessment();
        OperatingPoint point = assessment.point();
        html.add("<h2 id=\"summary\">Summary</h2>\n<div class=\"tiles\">");
        tile("AP50", assessment.coco().ap50(), assessment.bootstrap().ap50(), "at IoU 0.5, mean over classes");
        tile("AP", assessment.coco().ap(), assessment.bootstrap().ap(), "at IoU 0.50 to 0.95");
        String at = String.format(Locale.ROOT, "at score %.2f", point.score());
        tile("F1", point.f1(), assessment.bootstrap().f1(), at);
        tile("Precision", point.precision(), assessment.bootstrap().precision(), at);
        tile("Recall", point.recall(), assessment.bootstrap().recall(), at);
        html.add("</div>\n");
        html.add(
                "<p>At score %.2f, %s, %d of %d objects are found; %d are not, and %d detections are false.</p>",
                point.score(),
                content.about().scoreGiven()
                        ? "which was asked for"
                        : "where F1 over all classes is highest on these same pictures",
                point.truePositives(),
                point.truths(),
                point.truths() - point.truePositives(),
                point.falsePositives());
        if (!content.about().notes().isEmpty()) {
            html.add("<div class=\"advice warn\"><b>To be known first</b><ul>");
            content.about().notes().forEach(note -> html.add("<li>%s</li>", note));
            html.add("</ul></div>");
        }
        advice();
        figures();
    }

    private void tile(String name, double value, Interval range, String what) {
        html.add(
                "<div class=\"tile\"><span class=\"name\">%s</span><b>%s</b><span>%s to %s</span><span>%s</span></div>",
                name, Html.figure(value), Html.figure(range.low()), Html.figure(range.high()), what);
    }

    private void advice() {
        Assessment assessment = content.assessment();
        double ap = assessment.all().ap();
        html.add("<div class=\"advice\"><b>Where to look first</b><ul>");
        Optional<ErrorKind> largest = Arrays.stream(ErrorKind.values())
                .filter(kind -> assessment.all().gain(kind) > 0.0005)
                .max(Comparator.comparingDouble(assessment.all()::gain));
        largest.ifPresentOrElse(
                kind -> html.add(
                        "<li>The costliest mistakes are of the kind <a href=\"#errors\">%s</a>: without them AP50 would be at most %s, now %s. %s.</li>",
                        EvaluationWords.of(kind),
                        Html.figure(ap + assessment.all().gain(kind)),
                        Html.figure(ap),
                        capitalised(EvaluationWords.remedy(kind))),
                () -> html.add("<li>No kind of mistake costs AP50.</li>"));
        content.parts()
                .flatMap(parts -> parts.errors().first())
                .ifPresent(step -> html.add(
                        "<li>Of the <a href=\"#parts\">steps between the parts</a>, %s is the largest: %s.</li>",
                        EvaluationWords.of(step.meaning()), EvaluationWords.remedy(step.meaning())));
        if (!content.suspicions().isEmpty()) {
            html.add(
                    "<li>%d labels <a href=\"#labels\">may be wrong</a>; they stand first in <code>errors.csv</code>.</li>",
                    content.suspicions().size());
        }
        html.add("</ul></div>\n");
    }

    private static String capitalised(String sentence) {
        return sentence.substring(0, 1).toUpperCase(Locale.ROOT) + sentence.substring(1);
    }

    private void figures() {
        Assessment assessment = content.assessment();
        html.add("<div class=\"wide\"><table class=\"full\"><tr><th>COCO</th>");
        Map<String, Double> coco = assessment.coco().byName();
        coco.keySet().forEach(name -> html.add("<th class=\"n\">%s</th>", name.replace('-', ' ')));
        html.add("<th class=\"n\">VOC</th><th class=\"n\">VOC 2007</th></tr><tr><td></td>");
        coco.values().forEach(value -> html.add("<td class=\"n\">%s</td>", Html.figure(value)));
        html.add(
                "<td class=\"n\">%s</td><td class=\"n\">%s</td></tr></table></div>\n",
                Html.figure(assessment.voc()), Html.figure(assessment.voc2007()));
    }

    private void parts(EvaluationContent.Parts parts) {
        PartErrors errors = parts.errors();
        html.add("<h2 id=\"parts\">Bias and variance</h2>\n");
        html.add(
                "<p>Error is %s. What is known to be possible, the target, is %s%s.</p>",
                parts.measure(),
                Html.figure(errors.target()),
                parts.targetGiven() ? "" : ", for want of a better number (<code>--target-error</code>)");
        html.add(
                "<div class=\"two\"><table><tr><th>part</th><th class=\"n\">pictures</th><th class=\"n\">error</th><th class=\"n\">±</th><th></th></tr>");
        double largest = errors.parts().values().stream()
                .mapToDouble(PartErrors.Measured::error)
                .reduce(errors.target(), Math::max);
        double whole = largest > 0 ? largest : 1;
        html.add(
                "<tr><td>target</td><td class=\"n\"></td><td class=\"n\">%s</td><td></td><td>%s</td></tr>",
                Html.figure(errors.target()), bar(errors.target() / whole));
        for (Role role : Role.values()) {
            PartErrors.Measured measured = errors.parts().get(role);
            if (measured != null) {
                html.add(
                        "<tr><td>%s</td><td class=\"n\">%d</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td>%s</td></tr>",
                        role.toString(),
                        measured.pictures(),
                        Html.figure(measured.error()),
                        Html.figure(measured.chance()),
                        bar(measured.error() / whole));
            }
        }
        html.add("</table><table><tr><th>step</th><th>from</th><th>to</th><th class=\"n\">size</th><th></th></tr>");
        for (PartErrors.Step step : errors.steps()) {
            html.add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"soft\">%s</td></tr>",
                    EvaluationWords.of(step.meaning()),
                    step.from().map(Role::toString).orElse("target"),
                    step.to().toString(),
                    String.format(Locale.ROOT, "%+.3f", step.size()),
                    step.isSure() ? "" : "may be chance");
        }
        html.add("</table></div>\n");
        errors.first()
                .ifPresentOrElse(
                        step -> html.add(
                                "<div class=\"advice\"><b>Next: %s.</b> To try: %s.</div>\n",
                                EvaluationWords.of(step.meaning()), EvaluationWords.remedy(step.meaning())),
                        () -> html.add(
                                "<div class=\"advice\">No step is larger than what other pictures of the same kind would change.</div>\n"));
        if (!errors.parts().containsKey(Role.TRAIN_DEV)) {
            html.add(
                    "<p class=\"note\">Without a train-dev part (pictures like those of training, but not learnt from) variance and data mismatch cannot be told apart.</p>\n");
        }
    }

    /** A bar as long as a share of its track. */
    static Markup bar(double share) {
        return new Markup("<span class=\"track\"><span class=\"bar\" style=\"width:%s%%\"></span></span>"
                .formatted(Html.coordinate(100 * Math.max(0, Math.min(1, Double.isNaN(share) ? 0 : share)))));
    }

    /** Markup that is no text from outside. */
    record Markup(String html) {
        @Override
        public String toString() {
            return html;
        }
    }
}
