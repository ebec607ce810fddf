package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import dev.ocellus.search.Dimension;
import dev.ocellus.search.Finished;
import dev.ocellus.search.Outcome;
import dev.ocellus.search.SearchPlan;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.XYChart;
import org.knowm.xchart.XYChartBuilder;
import org.knowm.xchart.XYSeries.XYSeriesRenderStyle;
import org.knowm.xchart.style.Styler;
import org.knowm.xchart.style.markers.Marker;
import org.knowm.xchart.style.markers.SeriesMarkers;

/**
 * The trials of a search as a picture: a chart for each setting, the score over its values on their own scale, a colour for each round, the best marked.
 * Failed trials lie on the lower edge.
 */
public final class SearchChart {
    private static final int WIDTH = 620;
    private static final int HEIGHT = 340;
    private static final int COLUMNS = 2;

    private SearchChart() {}

    /**
     * Writes the picture as PNG, in one move.
     *
     * @param score what the score is, in a few words
     */
    public static void write(SearchPlan plan, List<Finished> trials, String score, Path file) throws IOException {
        List<XYChart> charts = new ArrayList<>();
        for (Map.Entry<String, Dimension> dimension : plan.space().entrySet()) {
            charts.add(chart(dimension.getKey(), dimension.getValue(), trials, score));
        }
        int columns = Math.min(COLUMNS, charts.size());
        int rows = (charts.size() + columns - 1) / columns;
        while (charts.size() < rows * columns) {
            charts.add(null);
        }
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(charts, rows, columns, png, BitmapEncoder.BitmapFormat.PNG);
        PendingFile.write(file, png.toByteArray());
    }

    private static XYChart chart(String name, Dimension dimension, List<Finished> trials, String score) {
        Axis axis = Axis.of(name, dimension);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name)
                .xAxisTitle(axis.title)
                .yAxisTitle(score)
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setDefaultSeriesRenderStyle(XYSeriesRenderStyle.Scatter);
        chart.getStyler().setLegendPosition(Styler.LegendPosition.OutsideE);
        axis.applyTo(chart);
        List<Finished> ranked = SearchPlan.ranked(trials);
        double lowest = ranked.isEmpty() ? 0 : score(ranked.get(ranked.size() - 1));
        int rounds = trials.stream().mapToInt(f -> f.trial().round()).max().orElse(0);
        for (int round = 1; round <= rounds; round++) {
            int wanted = round;
            List<Finished> of =
                    ranked.stream().filter(f -> f.trial().round() == wanted).toList();
            add(chart, "round " + round, of, name, axis, SearchChart::score, SeriesMarkers.CIRCLE);
        }
        List<Finished> failed = trials.stream()
                .filter(f -> f.outcome() instanceof Outcome.Failed)
                .toList();
        add(chart, "failed", failed, name, axis, f -> lowest, SeriesMarkers.CROSS);
        List<Finished> best = ranked.subList(0, Math.min(1, ranked.size()));
        add(chart, "best", best, name, axis, SearchChart::score, SeriesMarkers.DIAMOND);
        return chart;
    }

    private static void add(
            XYChart chart,
            String series,
            List<Finished> trials,
            String name,
            Axis axis,
            ToDoubleFunction<Finished> score,
            Marker marker) {
        if (!trials.isEmpty()) {
            double[] at = trials.stream()
                    .mapToDouble(
                            f -> axis.place.applyAsDouble(f.trial().settings().get(name)))
                    .toArray();
            chart.addSeries(series, at, trials.stream().mapToDouble(score).toArray())
                    .setMarker(marker);
        }
    }

    private static double score(Finished finished) {
        return ((Outcome.Scored) finished.outcome()).score();
    }

    /**
     * How values of a setting lie along a chart.
     *
     * @param place of a value, on the axis
     * @param options names at 0, 1, 2 … where values have no order; empty for numbers
     */
    private record Axis(String title, boolean logarithmic, ToDoubleFunction<String> place, List<String> options) {
        static Axis of(String name, Dimension dimension) {
            if (dimension instanceof Dimension.Choice choice) {
                return new Axis(name, false, value -> choice.of().indexOf(value), choice.of());
            } else if (dimension instanceof Dimension.OneMinusLog) {
                return new Axis("1 - " + name, true, value -> 1 - Double.parseDouble(value), List.of());
            }
            boolean log =
                    dimension instanceof Dimension.Log || dimension instanceof Dimension.Whole whole && whole.log();
            return new Axis(name, log, Double::parseDouble, List.of());
        }

        void applyTo(XYChart chart) {
            chart.getStyler().setXAxisLogarithmic(logarithmic);
            if (!options.isEmpty()) {
                chart.getStyler().setXAxisMin(-0.5).setXAxisMax(options.size() - 0.5);
                chart.getStyler().setxAxisTickLabelsFormattingFunction(this::option);
            }
        }

        private String option(double place) {
            long nearest = Math.round(place);
            boolean between = Math.abs(place - nearest) > 1e-6;
            return between || nearest < 0 || nearest >= options.size() ? " " : options.get((int) nearest);
        }
    }
}
