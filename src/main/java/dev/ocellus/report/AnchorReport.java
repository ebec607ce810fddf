package dev.ocellus.report;

import dev.ocellus.detect.AnchorBox;
import dev.ocellus.detect.AnchorClustering;
import dev.ocellus.detect.AnchorCoverage;
import dev.ocellus.files.PendingFile;
import dev.ocellus.geometry.Box;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.StringJoiner;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/** How well so and so many anchors fit the boxes of a set, as a table and as a picture. */
public final class AnchorReport {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 420;
    /** More points hide one another. */
    private static final int MOST_POINTS = 2000;

    private AnchorReport() {}

    /**
     * Writes both, each in one move.
     *
     * @param boxes that were clustered, in pixels
     */
    public static void write(AnchorCoverage coverage, List<Box> boxes, Path csv, Path png) throws IOException {
        PendingFile.write(csv, csv(coverage));
        ByteArrayOutputStream picture = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(
                List.of(fit(coverage), sizes(coverage, boxes)), 2, 1, picture, BitmapEncoder.BitmapFormat.PNG);
        PendingFile.write(png, picture.toByteArray());
    }

    static String csv(AnchorCoverage coverage) {
        StringJoiner lines = new StringJoiner("\n", "anchors,mean-iou,best-possible-recall,recommended,sizes\n", "\n");
        for (int i = 0; i < coverage.rows().size(); i++) {
            AnchorClustering row = coverage.rows().get(i);
            lines.add(String.format(
                    Locale.ROOT,
                    "%d,%.4f,%.4f,%s,%s",
                    i + 1,
                    row.meanIou(),
                    row.recall(),
                    i + 1 == coverage.recommended() ? "yes" : "no",
                    words(row.anchors())));
        }
        return lines.toString();
    }

    private static String words(List<AnchorBox> anchors) {
        return anchors.stream()
                .map(anchor -> String.format(Locale.ROOT, "%.0fx%.0f", anchor.width(), anchor.height()))
                .collect(Collectors.joining(" "));
    }

    private static XYChart fit(AnchorCoverage coverage) {
        XYChart chart =
                chart("how well anchors fit; %d are recommended".formatted(coverage.recommended()), "anchors", "");
        chart.getStyler().setYAxisMax(1.0);
        double[] counts = IntStream.rangeClosed(1, coverage.rows().size())
                .mapToDouble(i -> i)
                .toArray();
        chart.addSeries(
                "mean IoU",
                counts,
                coverage.rows().stream().mapToDouble(AnchorClustering::meanIou).toArray());
        chart.addSeries(
                "best possible recall",
                counts,
                coverage.rows().stream().mapToDouble(AnchorClustering::recall).toArray());
        return chart;
    }

    private static XYChart sizes(AnchorCoverage coverage, List<Box> boxes) {
        XYChart chart = chart("sizes of the boxes, and the recommended anchors", "width in pixels", "height in pixels");
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        int every = (boxes.size() + MOST_POINTS - 1) / MOST_POINTS;
        List<Box> some = IntStream.range(0, boxes.size())
                .filter(i -> i % every == 0)
                .mapToObj(boxes::get)
                .toList();
        chart.addSeries(
                        "boxes",
                        some.stream().mapToDouble(Box::width).toArray(),
                        some.stream().mapToDouble(Box::height).toArray())
                .setMarker(SeriesMarkers.CIRCLE);
        List<AnchorBox> anchors =
                coverage.rows().get(coverage.recommended() - 1).anchors();
        chart.addSeries(
                        "anchors",
                        anchors.stream().mapToDouble(AnchorBox::width).toArray(),
                        anchors.stream().mapToDouble(AnchorBox::height).toArray())
                .setMarker(SeriesMarkers.DIAMOND);
        chart.getStyler().setMarkerSize(5);
        return chart;
    }

    private static XYChart chart(String title, String x, String y) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(x)
                .yAxisTitle(y)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        return chart;
    }
}
