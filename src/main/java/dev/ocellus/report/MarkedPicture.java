package dev.ocellus.report;

import dev.ocellus.evaluate.DetectionError;
import dev.ocellus.evaluate.ErrorKind;
import dev.ocellus.evaluate.PictureOutcome;
import dev.ocellus.frame.Detection;
import dev.ocellus.geometry.Box;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.report.EvaluationContent.Shown;
import java.util.Base64;
import java.util.LinkedHashSet;
import java.util.Locale;
import java.util.Set;

/**
 * A picture with truths and detections drawn over it, as SVG with the picture inside: what is right thin, what is false and what was overlooked strong,
 * each with its number in the list of errors.
 */
final class MarkedPicture {
    private static final int QUALITY = 82;

    private final Shown shown;
    private final ErrorNumbers numbers;
    private final double scale;
    private final StringBuilder svg = new StringBuilder();

    private MarkedPicture(Shown shown, ErrorNumbers numbers) {
        this.shown = shown;
        this.numbers = numbers;
        this.scale = shown.image().width() / shown.region().width();
    }

    static String svg(Shown shown, ErrorNumbers numbers) {
        return new MarkedPicture(shown, numbers).draw();
    }

    private String draw() {
        int width = shown.image().width();
        int height = shown.image().height();
        String jpeg = Base64.getEncoder().encodeToString(ImageWriter.toJpeg(shown.image(), QUALITY));
        svg.append("<svg class=\"picture\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                .formatted(width, height, Html.text(shown.outcome().frame())));
        svg.append("<image width=\"%d\" height=\"%d\" href=\"data:image/jpeg;base64,%s\"/>"
                .formatted(width, height, jpeg));
        for (PictureOutcome.Hit hit : shown.outcome().right()) {
            box("right", hit.detection().box(), caption("right", hit.detection()));
        }
        // a truth that several errors are about is drawn once
        Set<Integer> truths = new LinkedHashSet<>();
        for (DetectionError error : shown.errors()) {
            boolean overlooked = error.kind() == ErrorKind.MISSED || error.hidesTruth();
            if (overlooked && truths.add(error.truthNumber().orElseThrow())) {
                box(
                        "missed",
                        error.truth().orElseThrow().box(),
                        "not found: " + error.truth().orElseThrow().label());
            }
        }
        for (DetectionError error : shown.errors()) {
            String number = Integer.toString(numbers.of(error));
            if (error.detection().isPresent()) {
                Detection found = error.detection().get();
                box("false", found.box(), caption(EvaluationWords.of(error.kind()), found));
                label("false", found.box(), number, true);
            } else {
                label("missed", error.truth().orElseThrow().box(), number, false);
            }
        }
        return svg.append("</svg>").toString();
    }

    private static String caption(String kind, Detection found) {
        return String.format(Locale.ROOT, "%s: %s %.2f", kind, found.label(), found.score());
    }

    private void box(String style, Box box, String title) {
        String place = "x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\""
                .formatted(
                        Html.coordinate(x(box)),
                        Html.coordinate(y(box)),
                        Html.coordinate(box.width() * scale),
                        Html.coordinate(box.height() * scale));
        svg.append("<rect class=\"under\" %s/><rect class=\"box %s\" %s><title>%s</title></rect>"
                .formatted(place, style, place, Html.text(title)));
    }

    /** A number at the upper left corner of a box, or at its lower right one. */
    private void label(String style, Box box, String number, boolean above) {
        double right = x(box) + (above ? 0 : box.width() * scale);
        double baseline = above ? Math.max(12, y(box) - 3) : y(box) + box.height() * scale - 3;
        double x = Math.max(1, Math.min(shown.image().width() - 2.0, right + (above ? 0 : -2)));
        svg.append("<text class=\"number %s\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(
                        style,
                        Html.coordinate(x),
                        Html.coordinate(Math.min(shown.image().height() - 3.0, baseline)),
                        above ? "start" : "end",
                        number));
    }

    private double x(Box box) {
        return (box.left() - shown.region().left()) * scale;
    }

    private double y(Box box) {
        return (box.top() - shown.region().top()) * scale;
    }
}
