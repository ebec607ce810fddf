package dev.ocellus.report;

import dev.ocellus.evaluate.SizeHistogram;
import dev.ocellus.evaluate.SizeHistogram.Bin;
import java.util.List;

/** How many objects there are of each size, and which were found, as stacked columns in SVG. */
final class SizeChart {
    private static final int WIDTH = 560;
    private static final int HEIGHT = 300;
    private static final int LEFT = 46;
    private static final int BOTTOM = 54;
    private static final int TOP = 22;

    private SizeChart() {}

    static String svg(SizeHistogram histogram) {
        List<Bin> bins = histogram.bins();
        int highest = Math.max(1, bins.stream().mapToInt(Bin::truths).max().orElse(1));
        double step = niceStep(highest);
        double top = Math.ceil(highest / step) * step;
        double column = (WIDTH - LEFT - 10.0) / Math.max(1, bins.size());
        StringBuilder svg = new StringBuilder("<svg class=\"chart\" viewBox=\"0 0 " + WIDTH + " " + HEIGHT
                + "\" role=\"img\" aria-label=\"Objects by size\">");
        for (double tick = 0; tick <= top; tick += step) {
            svg.append("<line class=\"grid\" x1=\"%d\" x2=\"%d\" y1=\"%3$s\" y2=\"%3$s\"/>"
                    .formatted(LEFT, WIDTH - 10, Html.coordinate(y(tick / top))));
            svg.append("<text class=\"tick\" x=\"%d\" y=\"%s\" text-anchor=\"end\">%s</text>"
                    .formatted(LEFT - 6, Html.coordinate(y(tick / top) + 4), Html.coordinate(tick)));
        }
        for (int i = 0; i < bins.size(); i++) {
            column(svg, bins.get(i), LEFT + i * column, column, top);
        }
        svg.append(
                "<text class=\"axis\" x=\"%d\" y=\"%d\" text-anchor=\"middle\">side of the square with the box’s area, pixels</text>"
                        .formatted((WIDTH + LEFT) / 2, HEIGHT - 6));
        return svg.append("</svg>").toString();
    }

    private static void column(StringBuilder svg, Bin bin, double left, double width, double top) {
        double inset = Math.min(4, width / 8);
        rect(svg, "found", left + inset, y(bin.found() / top), width - 2 * inset, bin.found() / top);
        rect(svg, "missed", left + inset, y(bin.truths() / top), width - 2 * inset, bin.missed() / top);
        String range = Double.isInfinite(bin.below())
                ? Html.coordinate(bin.lowest()) + "+"
                : Html.coordinate(bin.lowest()) + "–" + Html.coordinate(bin.below());
        svg.append("<text class=\"tick\" x=\"%s\" y=\"%d\" text-anchor=\"middle\">%s</text>"
                .formatted(Html.coordinate(left + width / 2), HEIGHT - BOTTOM + 15, range));
        if (bin.truths() > 0) {
            svg.append("<text class=\"word\" x=\"%s\" y=\"%s\" text-anchor=\"middle\">%d %%</text>"
                    .formatted(
                            Html.coordinate(left + width / 2),
                            Html.coordinate(y(bin.truths() / top) - 5),
                            Math.round(100 * bin.recall())));
        }
    }

    private static void rect(StringBuilder svg, String style, double x, double y, double width, double share) {
        svg.append("<rect class=\"%s\" x=\"%s\" y=\"%s\" width=\"%s\" height=\"%s\"/>"
                .formatted(
                        style,
                        Html.coordinate(x),
                        Html.coordinate(y),
                        Html.coordinate(width),
                        Html.coordinate(share * (HEIGHT - BOTTOM - TOP))));
    }

    private static double y(double share) {
        return HEIGHT - BOTTOM - share * (HEIGHT - BOTTOM - TOP);
    }

    /** A step of 1, 2 or 5 times a power of ten that gives four to nine lines, at least 1. */
    static double niceStep(int highest) {
        double raw = highest / 5.0;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        for (int factor : new int[] {1, 2, 5}) {
            if (factor * power >= raw) {
                return Math.max(1, factor * power);
            }
        }
        return Math.max(1, 10 * power);
    }
}
