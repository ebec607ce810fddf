package dev.ocellus.report;

import dev.ocellus.evaluate.DetectionError;
import dev.ocellus.evaluate.ErrorAnalysis;
import dev.ocellus.evaluate.ErrorKind;
import dev.ocellus.evaluate.OperatingPoint;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.report.EvaluationContent.Shown;
import dev.ocellus.report.PictureResult.Status;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The parts of the report that tell what goes wrong: kinds of mistakes, doubtful labels, the worst pictures, and what became of the inputs. */
final class ErrorSections {
    private static final int MOST_FINDINGS = 200;

    private final EvaluationContent content;
    private final ErrorNumbers numbers;
    private final Html html;
    private final Map<String, Integer> pictures = new HashMap<>();

    ErrorSections(EvaluationContent content, ErrorNumbers numbers, Html html) {
        this.content = content;
        this.numbers = numbers;
        this.html = html;
        for (int i = 0; i < content.worst().size(); i++) {
            pictures.put(content.worst().get(i).outcome().frame(), i + 1);
        }
    }

    void write() {
        kinds();
        doubtful();
        worst();
        inputs();
    }

    private void kinds() {
        ErrorAnalysis all = content.assessment().all();
        ErrorAnalysis reported = content.assessment().reported();
        OperatingPoint point = content.assessment().point();
        double ap = all.ap();
        double most =
                Arrays.stream(ErrorKind.values()).mapToDouble(all::gain).max().orElse(0);
        html.add(
                "<h2 id=\"errors\">Six kinds of error</h2>\n<p>Every false detection and every object that was not found is of exactly one kind. "
                        + "“AP50 at most” is what AP50 (now %s) would be if all mistakes of that kind, among detections of any score, were mended and no others, by the oracles of "
                        + "<a href=\"https://arxiv.org/abs/2008.08115\">TIDE</a>: scores stay as they are. Gains do not add up.</p>",
                Html.figure(ap));
        html.add(
                "<div class=\"wide\"><table class=\"full\"><tr><th>kind</th><th>what it is</th><th class=\"n\">gains at most</th><th></th><th class=\"n\">AP50 at most</th>"
                        + "<th class=\"n\">mistakes at score %.2f</th><th class=\"n\">F1 at most</th><th>what may help</th></tr>",
                point.score());
        List<ErrorKind> order = Arrays.stream(ErrorKind.values())
                .sorted(Comparator.comparingDouble(all::gain).reversed())
                .toList();
        for (ErrorKind kind : order) {
            List<DetectionError> errors = reported.of(kind);
            html.add(
                    "<tr><td><b>%s</b></td><td>%s</td><td class=\"n\">%s</td><td>%s</td><td class=\"n\">%s</td><td class=\"n\">%d</td><td class=\"n\">%s</td><td class=\"soft\">%s</td></tr>",
                    EvaluationWords.of(kind),
                    EvaluationWords.meaning(kind),
                    String.format(Locale.ROOT, "+%.3f", all.gain(kind)),
                    EvaluationPage.bar(most > 0 ? all.gain(kind) / most : 0),
                    Html.figure(ap + all.gain(kind)),
                    errors.size(),
                    Html.figure(ErrorAnalysis.pointWithout(point, errors).f1()),
                    EvaluationWords.remedy(kind));
        }
        html.add(
                "</table></div>\n<p class=\"note\">All %d mistakes at this score are in <code>errors.csv</code>, with columns to mark their causes. Marked, <code>ocellus evaluate --errors errors.csv</code> tells what mending each cause would gain at most.</p>\n",
                reported.errors().size());
    }

    private void doubtful() {
        html.add("<h2 id=\"labels\">Doubtful labels</h2>\n");
        if (content.suspicions().isEmpty()) {
            html.add("<p>No mistake looks like one of the people who labelled.</p>\n");
            return;
        }
        html.add(
                "<p>%d mistakes may be none: the detector was as sure as with the surer half of what it found rightly.%s</p>",
                content.suspicions().size(),
                content.suspicions().size() > content.doubtful().size()
                        ? " These are the surest; the others are in errors.csv."
                        : "");
        legend();
        html.add("<div class=\"cuts\">");
        for (Shown shown : content.doubtful()) {
            DetectionError error = shown.errors().get(0);
            html.add("<figure>").add(MarkedPicture.svg(shown, numbers));
            html.add(
                    "<figcaption>%s%s<br>%s, %s</figcaption></figure>",
                    tag(error),
                    description(error),
                    numbers.suspicion(error)
                            .map(s -> EvaluationWords.of(s.why()))
                            .orElse(""),
                    picture(error.frame()));
        }
        html.add("</div>\n");
    }

    private void legend() {
        html.add("<ul class=\"legend\"><li><i class=\"box\" style=\"color:#ff6a2b\"></i>false detection</li>"
                + "<li><i class=\"box dashed\" style=\"color:#e0ae00\"></i>object that was not found</li>"
                + "<li><i class=\"box\" style=\"color:#2fbf8f\"></i>right</li></ul>");
    }

    private void worst() {
        html.add("<h2 id=\"pictures\">Worst pictures</h2>\n");
        if (content.worst().isEmpty()) {
            html.add("<p>There is no mistake in any picture.</p>\n");
            return;
        }
        html.add(
                "<p>The pictures with the most mistakes at score %.2f. Numbers are those of <code>errors.csv</code>; point at a box to read what it is.</p>",
                content.assessment().point().score());
        legend();
        html.add("<div class=\"pictures\">");
        for (Shown shown : content.worst()) {
            String frame = shown.outcome().frame();
            html.add("<figure id=\"p%d\">", pictures.get(frame)).add(MarkedPicture.svg(shown, numbers));
            html.add(
                    "<figcaption><b>%s</b>: %d right, %d false, %d not found<ol>",
                    frame,
                    shown.outcome().right().size(),
                    shown.outcome().wrong().size(),
                    shown.outcome().missed());
            list(shown.errors());
            html.add("</ol></figcaption></figure>\n");
        }
        html.add("</div>\n");
    }

    /** A line for each false detection, and one for all missed objects of a class. */
    private void list(List<DetectionError> errors) {
        Map<String, StringBuilder> missed = new LinkedHashMap<>();
        for (DetectionError error : errors) {
            if (error.kind() == ErrorKind.MISSED) {
                missed.computeIfAbsent(description(error), what -> new StringBuilder())
                        .append(tag(error))
                        .append(' ');
            } else {
                html.add("<li>%s%s</li>", tag(error), description(error));
            }
        }
        missed.forEach((what, tags) -> html.add("<li>%s%s</li>", new EvaluationPage.Markup(tags.toString()), what));
    }

    private EvaluationPage.Markup tag(DetectionError error) {
        return new EvaluationPage.Markup("<span class=\"tag %s\">%d</span>"
                .formatted(error.detection().isPresent() ? "false" : "missed", numbers.of(error)));
    }

    private EvaluationPage.Markup picture(String frame) {
        Integer number = pictures.get(frame);
        String name = Html.text(frame);
        return new EvaluationPage.Markup(number == null ? name : "<a href=\"#p%d\">%s</a>".formatted(number, name));
    }

    private static String description(DetectionError error) {
        String truth = error.truth().map(TruthBox::label).orElse("");
        String found = error.detection()
                .map(d -> String.format(Locale.ROOT, "%s %.2f", d.label(), d.score()))
                .orElse("");
        String overlap = String.format(Locale.ROOT, "%.2f", error.overlap());
        return switch (error.kind()) {
            case MISSED -> "missed: " + truth;
            case BACKGROUND -> "background: " + found;
            case DUPLICATE -> "duplicate: " + found;
            case LOCALISATION -> "localisation: " + found + ", overlap " + overlap;
            case CLASS -> "class: " + found + " is marked as " + truth;
            case BOTH -> "both: " + found + ", near " + truth + ", overlap " + overlap;
        };
    }

    private void inputs() {
        List<PictureResult> odd = content.ledger().stream()
                .filter(result -> result.status() != Status.OK)
                .toList();
        long rejected = odd.stream()
                .filter(result -> result.status() == Status.REJECTED)
                .count();
        html.add(
                "<h2 id=\"inputs\">Inputs</h2>\n<p>%d pictures: %d judged, %d of them with a warning; %d rejected and not judged.</p>",
                content.ledger().size(), content.ledger().size() - (int) rejected, odd.size() - (int) rejected, (int)
                        rejected);
        if (!odd.isEmpty()) {
            html.add("<table><tr><th>picture</th><th>how it ended</th><th>why</th></tr>");
            odd.forEach(result -> html.add(
                    "<tr><td>%s</td><td>%s</td><td>%s</td></tr>",
                    result.name(),
                    JsonLines.name(result.status()),
                    result.reasons().stream().map(Reason::text).collect(Collectors.joining("; "))));
            html.add("</table>\n");
        }
        if (!content.findings().isEmpty()) {
            html.add(
                    "<details><summary>%d remarks about the labels</summary><ul>",
                    content.findings().size());
            content.findings().stream()
                    .limit(MOST_FINDINGS)
                    .forEach(finding -> html.add("<li>%s</li>", finding.toString()));
            html.add("</ul></details>\n");
        }
    }
}
