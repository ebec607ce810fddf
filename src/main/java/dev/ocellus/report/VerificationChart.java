package dev.ocellus.report;

import dev.ocellus.evaluate.ErrorRate;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.evaluate.VerificationPoint;
import dev.ocellus.files.PendingFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The errors of verification as curves, each over the false-match rate on a logarithmic axis: DET (FNMR, logarithmic too) and ROC (TAR). A rate of less
 * than one error cannot be drawn on such an axis and is left out, so each curve begins where its comparisons begin to say something.
 */
public final class VerificationChart {
    private static final int WIDTH = 760;
    private static final int HEIGHT = 520;
    /** More points than pixels would not be seen. */
    private static final int MOST_POINTS = 1000;

    private VerificationChart() {}

    /**
     * Writes the DET curves as PNG, in one move.
     *
     * @param curves by name
     */
    public static void writeDet(Map<String, VerificationEvaluation> curves, Path file) throws IOException {
        XYChart chart = chart("DET: the closer to the lower left corner, the better", "false non-match rate (FNMR)");
        chart.getStyler().setYAxisLogarithmic(true).setYAxisMax(1.0);
        add(chart, curves, point -> rate(point.fnmr()));
        write(chart, file);
    }

    /**
     * Writes the ROC curves as PNG, in one move.
     *
     * @param curves by name
     */
    public static void writeRoc(Map<String, VerificationEvaluation> curves, Path file) throws IOException {
        XYChart chart = chart("ROC: the closer to the upper left corner, the better", "true acceptance rate (TAR)");
        chart.getStyler().setYAxisMin(0.0).setYAxisMax(1.0);
        add(chart, curves, point -> point.tar().value());
        write(chart, file);
    }

    private static XYChart chart(String title, String errors) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle("false-match rate (FMR)")
                .yAxisTitle(errors)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler()
                .setXAxisLogarithmic(true)
                .setXAxisMax(1.0)
                .setLegendPosition(Styler.LegendPosition.OutsideS)
                .setLegendLayout(Styler.LegendLayout.Horizontal);
        return chart;
    }

    private static void add(
            XYChart chart, Map<String, VerificationEvaluation> curves, Function<VerificationPoint, Double> height) {
        curves.forEach((name, evaluation) -> {
            List<VerificationPoint> points = thinned(evaluation.curve()).stream()
                    .filter(point -> rate(point.fmr()) > 0 && height.apply(point) > 0)
                    .toList();
            if (!points.isEmpty()) {
                double[] across =
                        points.stream().mapToDouble(point -> rate(point.fmr())).toArray();
                double[] up = points.stream().mapToDouble(height::apply).toArray();
                chart.addSeries(name, across, up)
                        .setMarker(points.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            }
        });
    }

    /** The corners of a curve: points between which only one of the errors changes lie on its straight lines and are not needed. */
    private static List<VerificationPoint> thinned(List<VerificationPoint> curve) {
        List<VerificationPoint> corners = new ArrayList<>();
        for (int i = 0; i < curve.size(); i++) {
            boolean inside = i > 0 && i + 1 < curve.size();
            if (!inside || !onALine(curve.get(i - 1), curve.get(i), curve.get(i + 1))) {
                corners.add(curve.get(i));
            }
        }
        int step = corners.size() / MOST_POINTS + 1;
        List<VerificationPoint> few = new ArrayList<>();
        long last = -1;
        for (int i = 0; i < corners.size(); i++) {
            // the left end of a logarithmic axis has few errors and much room
            long falseMatches = corners.get(i).fmr().errors();
            if (i % step == 0 || falseMatches < 100 && falseMatches != last || i + 1 == corners.size()) {
                few.add(corners.get(i));
            }
            last = falseMatches;
        }
        return few;
    }

    private static boolean onALine(VerificationPoint before, VerificationPoint here, VerificationPoint after) {
        boolean sameFmr = before.fmr().equals(here.fmr()) && here.fmr().equals(after.fmr());
        boolean sameFnmr = before.fnmr().equals(here.fnmr()) && here.fnmr().equals(after.fnmr());
        return sameFmr || sameFnmr;
    }

    private static double rate(ErrorRate rate) {
        return rate.errors() == 0 ? 0 : rate.value();
    }

    private static void write(XYChart chart, Path file) throws IOException {
        if (chart.getSeriesMap().isEmpty()) {
            // a chart without any curve cannot be drawn; one that says so can
            chart.addSeries("no false match at any distance", new double[] {1}, new double[] {1})
                    .setMarker(SeriesMarkers.NONE);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(chart, png, BitmapEncoder.BitmapFormat.PNG);
        PendingFile.write(file, png.toByteArray());
    }
}
