package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import dev.ocellus.learn.History;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The course of a training as a picture: a chart for the loss and for each metric, training and development part in one, one for all that was measured
 * on the development part only, and one for the learning rate.
 */
public final class CurveChart {
    private static final int WIDTH = 900;
    private static final int HEIGHT = 320;

    private CurveChart() {}

    /**
     * Writes the picture as PNG, in one move.
     *
     * @param history at least one row
     */
    public static void write(History history, Path file) throws IOException {
        List<XYChart> charts = new ArrayList<>();
        Set<String> names = new LinkedHashSet<>();
        history.rows().forEach(row -> names.addAll(row.train().keySet()));
        for (String name : names) {
            Map<String, Function<History.Row, Double>> lines = new LinkedHashMap<>();
            lines.put("training", row -> row.train().get(name));
            lines.put("development", row -> row.dev().get(name));
            charts.add(chart(history, name, lines));
        }
        Map<String, Function<History.Row, Double>> measured = new LinkedHashMap<>();
        history.rows().stream()
                .flatMap(row -> row.dev().keySet().stream())
                .filter(name -> !names.contains(name))
                .forEach(name -> measured.put(name, row -> row.dev().get(name)));
        if (!measured.isEmpty()) {
            charts.add(chart(history, "development part", measured));
        }
        charts.add(chart(history, "learning rate", Map.of("learning rate", History.Row::learningRate)));
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(charts, charts.size(), 1, png, BitmapEncoder.BitmapFormat.PNG);
        PendingFile.write(file, png.toByteArray());
    }

    private static XYChart chart(History history, String title, Map<String, Function<History.Row, Double>> lines) {
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(title)
                .xAxisTitle(history.unit())
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        lines.forEach((name, value) -> {
            List<History.Row> measured = history.rows().stream()
                    .filter(row -> value.apply(row) != null)
                    .toList();
            if (!measured.isEmpty()) {
                double[] at = measured.stream().mapToDouble(History.Row::at).toArray();
                double[] values = measured.stream().mapToDouble(value::apply).toArray();
                chart.addSeries(name, at, values)
                        .setMarker(measured.size() > 1 ? SeriesMarkers.NONE : SeriesMarkers.CIRCLE);
            }
        });
        return chart;
    }
}
