package dev.ocellus.report;

import dev.ocellus.evaluate.Assessment;
import dev.ocellus.evaluate.Confusion;
import dev.ocellus.evaluate.LabelEvaluation;
import dev.ocellus.evaluate.OperatingPoint;
import dev.ocellus.evaluate.PrecisionRecallCurve;
import dev.ocellus.report.EvaluationPage.Markup;
import dev.ocellus.report.LineChart.Point;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;

/** The parts of the report that tell how well classes are found: curves, thresholds, tables, sizes. */
final class CurveSections {
    /** More lines in one chart cannot be told apart. */
    private static final int MOST_LINES = 8;

    private static final double IOU = Assessment.IOU;

    private final Assessment assessment;
    private final Html html;
    private final List<LabelEvaluation> labels;

    CurveSections(EvaluationContent content, Html html) {
        this.assessment = content.assessment();
        this.html = html;
        this.labels = assessment.evaluation().labels().values().stream()
                .filter(label -> label.truths() > 0)
                .toList();
    }

    void write() {
        curves();
        threshold();
        classes();
        confusion();
        sizes();
    }

    private void curves() {
        html.add(
                "<h2 id=\"curves\">Precision and recall</h2>\n<p>As the lowest score falls, more objects are found and more detections are false. "
                        + "IoU 0.5; the open mark is where the report looks at mistakes.</p>");
        if (labels.size() > MOST_LINES) {
            html.add("<div class=\"small\">");
            for (LabelEvaluation label : byAp()) {
                LineChart chart = new LineChart(300, 230, "recall", "precision");
                chart.line("s0", label.label(), precisionRecall(curve(label)));
                mark(chart, curve(label), "");
                html.add("<div><p><b>%s</b> AP50 %s</p>", label.label(), Html.figure(label.ap(IOU)))
                        .add(chart.svg("precision against recall"))
                        .add("</div>");
            }
            html.add("</div>\n");
            return;
        }
        LineChart chart = new LineChart(760, 420, "recall", "precision");
        html.add("<ul class=\"legend\">");
        for (int i = 0; i < labels.size(); i++) {
            LabelEvaluation label = labels.get(i);
            chart.line("s" + i, label.label(), precisionRecall(curve(label)));
            mark(chart, curve(label), "");
            html.add(
                    "<li><i class=\"b%d\"></i>%s <span class=\"soft\">AP50 %s</span></li>",
                    i, label.label(), Html.figure(label.ap(IOU)));
        }
        html.add("</ul>")
                .add(chart.svg("precision against recall of each class"))
                .add("\n");
    }

    private List<LabelEvaluation> byAp() {
        return labels.stream()
                .sorted(Comparator.comparingDouble(label -> label.ap(IOU)))
                .toList();
    }

    private static PrecisionRecallCurve curve(LabelEvaluation label) {
        return label.at(IOU).curve();
    }

    private void mark(LineChart chart, PrecisionRecallCurve curve, String word) {
        OperatingPoint here = curve.at(assessment.point().score());
        chart.mark("", new Point(here.recall(), here.precision()), word);
    }

    private static List<Point> precisionRecall(PrecisionRecallCurve curve) {
        List<Point> points = new ArrayList<>();
        points.add(new Point(
                0, curve.points().isEmpty() ? 0 : curve.points().get(0).precision()));
        curve.points().forEach(point -> points.add(new Point(point.recall(), point.precision())));
        return points;
    }

    private void threshold() {
        PrecisionRecallCurve all = assessment.evaluation().together(IOU);
        OperatingPoint best = assessment.recommended();
        html.add("<h2 id=\"threshold\">Which score is enough</h2>\n<p>All classes together, at IoU 0.5. ");
        html.add(
                "<b>Recommended: %s</b>, where F1 is highest (%s, with precision %s and recall %s). It was chosen on these pictures, so expect a little less on others.</p>",
                String.format(Locale.ROOT, "%.3f", best.score()),
                Html.figure(best.f1()),
                Html.figure(best.precision()),
                Html.figure(best.recall()));
        LineChart chart = new LineChart(760, 380, "lowest score that is reported", "");
        chart.upright(best.score());
        chart.line("s2", "precision", against(all, OperatingPoint::precision));
        chart.line("s1", "recall", against(all, OperatingPoint::recall));
        chart.line("s0", "F1", against(all, OperatingPoint::f1));
        chart.mark(
                "",
                new Point(best.score(), best.f1()),
                String.format(Locale.ROOT, "F1 %.3f at %.2f", best.f1(), best.score()));
        html.add("<ul class=\"legend\"><li><i class=\"b0\"></i>F1</li><li><i class=\"b2\"></i>precision</li>"
                        + "<li><i class=\"b1\"></i>recall</li></ul>")
                .add(chart.svg("F1, precision and recall against the lowest score"));
        html.add(
                "<table><tr><th class=\"n\">score</th><th class=\"n\">precision</th><th class=\"n\">recall</th><th class=\"n\">F1</th><th class=\"n\">found</th><th class=\"n\">false</th></tr>");
        for (int step = 1; step < 10; step++) {
            OperatingPoint at = all.at(step / 10.0);
            html.add(
                    "<tr><td class=\"n\">%.1f</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%d</td><td class=\"n\">%d</td></tr>",
                    step / 10.0,
                    Html.figure(at.precision()),
                    Html.figure(at.recall()),
                    Html.figure(at.f1()),
                    at.truePositives(),
                    at.falsePositives());
        }
        html.add("</table>\n");
    }

    /** From high scores to low ones; the last detection of a score counts. */
    private static List<Point> against(PrecisionRecallCurve curve, ToDoubleFunction<OperatingPoint> figure) {
        List<Point> points = new ArrayList<>();
        List<OperatingPoint> steps = curve.points();
        for (int i = 0; i < steps.size(); i++) {
            boolean last = i + 1 == steps.size()
                    || steps.get(i + 1).score() < steps.get(i).score();
            if (last) {
                points.add(new Point(steps.get(i).score(), figure.applyAsDouble(steps.get(i))));
            }
        }
        return points;
    }

    private void classes() {
        html.add(
                "<h2 id=\"classes\">Classes</h2>\n<div class=\"wide\"><table class=\"full\"><tr><th>class</th><th class=\"n\">objects</th><th class=\"n\">AP50</th><th></th>"
                        + "<th class=\"n\">AP</th><th class=\"n\">AP75</th><th class=\"n\">precision</th><th class=\"n\">recall</th><th class=\"n\">F1</th>"
                        + "<th class=\"n\">found</th><th class=\"n\">missed</th><th class=\"n\">false</th><th class=\"n\">best score</th></tr>");
        for (LabelEvaluation label : assessment.evaluation().labels().values()) {
            OperatingPoint at = curve(label).at(assessment.point().score());
            html.add(
                    "<tr><td>%s</td><td class=\"n\">%d</td><td class=\"n\">%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td>"
                            + "<td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%s</td><td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%s</td></tr>",
                    label.label(),
                    label.truths(),
                    Html.figure(label.ap(IOU)),
                    EvaluationPage.bar(label.ap(IOU)),
                    Html.figure(label.ap()),
                    Html.figure(label.ap(0.75)),
                    Html.figure(at.precision()),
                    Html.figure(at.recall()),
                    Html.figure(at.f1()),
                    at.truePositives(),
                    at.truths() - at.truePositives(),
                    at.falsePositives(),
                    curve(label)
                            .bestF1()
                            .map(best -> String.format(Locale.ROOT, "%.2f", best.score()))
                            .orElse("–"));
        }
        html.add(
                "</table></div>\n<p class=\"note\">Precision, recall and F1 at score %.2f; the best score is where the F1 of the class itself is highest.</p>\n",
                assessment.point().score());
    }

    private void confusion() {
        Confusion confusion = assessment.confusion();
        int background = confusion.labels().size() - 1;
        html.add(
                "<h2 id=\"confusion\">What was taken for what</h2>\n<p>At score %.2f and IoU 0.5. Rows are what is marked, columns what was said; the shade is the share of the row.</p>",
                assessment.point().score());
        html.add("<div class=\"wide\"><table class=\"confusion\"><tr><th></th>");
        confusion.labels().forEach(label -> html.add("<th class=\"across\">%s</th>", name(label, "not found")));
        html.add("</tr>");
        for (int truth = 0; truth <= background; truth++) {
            html.add("<tr><th>%s</th>", name(confusion.labels().get(truth), "nothing there"));
            int row = Math.max(1, confusion.shown(truth));
            for (int said = 0; said <= background; said++) {
                if (truth == background && said == background) {
                    html.add("<td class=\"none\">–</td>");
                    continue;
                }
                int count = confusion.count(truth, said);
                html.add(
                        "<td class=\"%s\" style=\"background:rgba(var(--shade),%s)\">%d</td>",
                        truth == said ? "diagonal" : count == 0 ? "none" : "",
                        new Markup(String.format(Locale.ROOT, "%.2f", 0.55 * count / row)),
                        count);
            }
            html.add("</tr>");
        }
        html.add("</table></div>\n");
    }

    private static String name(String label, String ofBackground) {
        return label.equals(dev.ocellus.evaluate.BoxConfusion.BACKGROUND) ? ofBackground : label;
    }

    private void sizes() {
        html.add(
                "<h2 id=\"sizes\">Sizes</h2>\n<div class=\"two\"><div><p>Objects by size at score %.2f, and the share that is found.</p><ul class=\"legend\"><li><i style=\"background:var(--found);height:10px\"></i>found</li><li><i style=\"background:var(--missed);height:10px\"></i>not found</li></ul>",
                assessment.point().score());
        html.add(SizeChart.svg(assessment.sizes()))
                .add(
                        "</div><div><table class=\"full\"><tr><th>COCO’s sizes</th><th class=\"n\">AP</th><th></th><th class=\"n\">AR</th></tr>");
        size(
                "small, up to 32 × 32 pixels",
                assessment.coco().apSmall(),
                assessment.coco().arSmall());
        size(
                "medium, up to 96 × 96",
                assessment.coco().apMedium(),
                assessment.coco().arMedium());
        size("large", assessment.coco().apLarge(), assessment.coco().arLarge());
        size("all", assessment.coco().ap(), assessment.coco().ar100());
        html.add(
                "</table><table class=\"full\"><tr><th class=\"n\">side in pixels</th><th class=\"n\">objects</th><th class=\"n\">found</th><th class=\"n\">recall</th><th class=\"n\">false</th></tr>");
        assessment
                .sizes()
                .bins()
                .forEach(bin -> html.add(
                        "<tr><td class=\"n\">%s</td><td class=\"n\">%d</td><td class=\"n\">%d</td><td class=\"n\">%s</td><td class=\"n\">%d</td></tr>",
                        Double.isInfinite(bin.below())
                                ? "from " + Html.coordinate(bin.lowest())
                                : Html.coordinate(bin.lowest()) + "–" + Html.coordinate(bin.below()),
                        bin.truths(),
                        bin.found(),
                        Html.figure(bin.recall()),
                        bin.falseDetections()));
        html.add("</table></div></div>\n");
    }

    private void size(String name, double ap, double ar) {
        html.add(
                "<tr><td>%s</td><td class=\"n\">%s</td><td>%s</td><td class=\"n\">%s</td></tr>",
                name, Html.figure(ap), EvaluationPage.bar(ap), Html.figure(ar));
    }
}
