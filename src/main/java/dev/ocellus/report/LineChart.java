package dev.ocellus.report;

import java.util.ArrayList;
import java.util.List;

/** Lines over the unit square as SVG, coloured by the page's style sheet, so that they can be read on light and dark ground. */
final class LineChart {
    private static final int LEFT = 46;
    private static final int BOTTOM = 40;
    private static final int TOP = 12;
    private static final int RIGHT = 14;

    private final int width;
    private final int height;
    private final String xTitle;
    private final String yTitle;
    private final StringBuilder lines = new StringBuilder();

    LineChart(int width, int height, String xTitle, String yTitle) {
        this.width = width;
        this.height = height;
        this.xTitle = xTitle;
        this.yTitle = yTitle;
    }

    /** A point, both coordinates in [0, 1]. */
    record Point(double x, double y) {}

    /**
     * Adds a line.
     *
     * @param style class of the style sheet
     * @param title shown when somebody points at it
     */
    LineChart line(String style, String title, List<Point> points) {
        lines.append("<polyline class=\"line ").append(style).append("\" points=\"");
        thinned(points).forEach(p -> lines.append(Html.coordinate(x(p.x())))
                .append(',')
                .append(Html.coordinate(y(p.y())))
                .append(' '));
        lines.append("\"><title>").append(Html.text(title)).append("</title></polyline>");
        return this;
    }

    /** Adds a mark with a word beside it. */
    LineChart mark(String style, Point at, String word) {
        boolean left = at.x() > 0.6;
        lines.append("<circle class=\"mark %s\" cx=\"%s\" cy=\"%s\" r=\"4.5\"/>"
                .formatted(style, Html.coordinate(x(at.x())), Html.coordinate(y(at.y()))));
        lines.append("<text class=\"word\" x=\"%s\" y=\"%s\" text-anchor=\"%s\">%s</text>"
                .formatted(
                        Html.coordinate(x(at.x()) + (left ? -9 : 9)),
                        Html.coordinate(Math.max(TOP + 12, y(at.y()) - 8)),
                        left ? "end" : "start",
                        Html.text(word)));
        return this;
    }

    /** Adds an upright line at a place on the x axis. */
    LineChart upright(double x) {
        lines.append("<line class=\"upright\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$s\" y2=\"%3$s\"/>"
                .formatted(Html.coordinate(x(x)), TOP, height - BOTTOM));
        return this;
    }

    /** Points that cannot be told apart on the screen are one. */
    private List<Point> thinned(List<Point> points) {
        List<Point> kept = new ArrayList<>();
        for (Point point : points) {
            Point last = kept.isEmpty() ? null : kept.get(kept.size() - 1);
            if (last == null || Math.hypot(x(last.x()) - x(point.x()), y(last.y()) - y(point.y())) > 0.5) {
                kept.add(point);
            }
        }
        return kept;
    }

    private double x(double value) {
        return LEFT + value * (width - LEFT - RIGHT);
    }

    private double y(double value) {
        return height - BOTTOM - value * (height - BOTTOM - TOP);
    }

    String svg(String description) {
        StringBuilder svg =
                new StringBuilder("<svg class=\"chart\" viewBox=\"0 0 %d %d\" role=\"img\" aria-label=\"%s\">"
                        .formatted(width, height, Html.text(description)));
        for (int i = 0; i <= 5; i++) {
            double at = i / 5.0;
            String number = i == 0 ? "0" : i == 5 ? "1" : "0." + 2 * i;
            svg.append("<line class=\"grid\" x1=\"%1$s\" x2=\"%1$s\" y1=\"%2$s\" y2=\"%3$s\"/>"
                    .formatted(Html.coordinate(x(at)), TOP, height - BOTTOM));
            svg.append("<line class=\"grid\" x1=\"%s\" x2=\"%s\" y1=\"%3$s\" y2=\"%3$s\"/>"
                    .formatted(LEFT, width - RIGHT, Html.coordinate(y(at))));
            svg.append("<text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>"
                    .formatted(Html.coordinate(x(at)), height - BOTTOM + 15, number));
            svg.append("<text class=\"tick\" x=\"%s\" y=\"%s\" text-anchor=\"end\">%s</text>"
                    .formatted(LEFT - 6, Html.coordinate(y(at) + 4), number));
        }
        svg.append("<text class=\"axis\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%s</text>"
                .formatted(Html.coordinate(x(0.5)), height - 6, Html.text(xTitle)));
        svg.append("<text class=\"axis\" transform=\"translate(13 %s) rotate(-90)\" text-anchor=\"middle\">%s</text>"
                .formatted(Html.coordinate(y(0.5)), Html.text(yTitle)));
        return svg.append(lines).append("</svg>").toString();
    }
}
