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
import java.util.function.Function;
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
        // the encoder wants every place of its grid taken
        int columns = charts.size() % 2 == 0 ? 2 : 1;
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(charts, charts.size() / columns, columns, png, BitmapEncoder.BitmapFormat.PNG);
        PendingFile.write(file, png.toByteArray());
    }

    private static XYChart chart(String name, Dimension dimension, List<Finished> trials, String score) {
        Axis axis = Axis.of(dimension);
        XYChart chart = new XYChartBuilder()
                .width(WIDTH)
                .height(HEIGHT)
                .title(name)
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
     * How values of a setting lie along a chart: numbers at their position on their own scale, options at 0, 1, 2 …
     *
     * @param place of a value
     * @param label of a place; of each place another, for the chart spreads ticks until their labels differ
     */
    private record Axis(double from, double to, ToDoubleFunction<String> place, Function<Double, String> label) {
        private static final double MARGIN = 0.02;

        static Axis of(Dimension dimension) {
            if (dimension instanceof Dimension.Choice choice) {
                List<String> options = choice.of();
                return new Axis(-0.5, options.size() - 0.5, options::indexOf, place -> option(options, place));
            }
            return new Axis(-MARGIN, 1 + MARGIN, dimension::position, place -> value(dimension, place));
        }

        /** Ticks are also asked for far away, where there are no values and nothing is drawn. */
        private static String value(Dimension dimension, double place) {
            boolean inside = place > -MARGIN && place < 1 + MARGIN;
            return inside ? dimension.at(Math.min(1, Math.max(0, place))) : Double.toString(place);
        }

        private static String option(List<String> options, double place) {
            long nearest = Math.round(place);
            boolean at = Math.abs(place - nearest) < 1e-6 && nearest >= 0 && nearest < options.size();
            return at
                    ? options.get((int) nearest)
                    : " ".repeat((int) Math.min(100, Math.abs(Math.round(10 * (place + 1)))));
        }

        void applyTo(XYChart chart) {
            chart.getStyler().setXAxisMin(from).setXAxisMax(to);
            chart.getStyler().setxAxisTickLabelsFormattingFunction(label);
        }
    }
}
