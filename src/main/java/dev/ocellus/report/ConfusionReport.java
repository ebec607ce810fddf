package dev.ocellus.report;

import dev.ocellus.evaluate.Confusion;
import dev.ocellus.files.PendingFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.StringJoiner;
import org.knowm.xchart.BitmapEncoder;
import org.knowm.xchart.HeatMapChart;
import org.knowm.xchart.HeatMapChartBuilder;
import org.knowm.xchart.style.Styler;

/** What was taken for what, as a table and as a picture. */
public final class ConfusionReport {
    private static final int FRAME = 260;
    private static final int SMALLEST = 600;
    private static final int CELL = 26;

    /** From this number of classes on, counts would not be readable. */
    private static final int MOST_WITH_COUNTS = 25;

    private ConfusionReport() {}

    /** Writes the table as CSV, in one move: a row for each class that pictures show, a column for each that was said. */
    public static void writeCsv(Confusion confusion, Path file) throws IOException {
        StringBuilder csv = new StringBuilder();
        StringJoiner heading = new StringJoiner(",", "shown \\ said,", "\r\n");
        confusion.labels().forEach(label -> heading.add(CsvWriter.quoted(label)));
        csv.append(heading);
        for (int truth = 0; truth < confusion.labels().size(); truth++) {
            StringJoiner line = new StringJoiner(",", "", "\r\n");
            line.add(CsvWriter.quoted(confusion.labels().get(truth)));
            for (int said = 0; said < confusion.labels().size(); said++) {
                line.add(Integer.toString(confusion.count(truth, said)));
            }
            csv.append(line);
        }
        PendingFile.write(file, csv.toString());
    }

    /** Writes the picture as PNG, in one move. */
    public static void writePicture(Confusion confusion, String title, Path file) throws IOException {
        List<String> labels = confusion.labels();
        int side = Math.max(SMALLEST, FRAME + CELL * labels.size());
        HeatMapChart chart = new HeatMapChartBuilder()
                .width(side)
                .height(side)
                .title(title)
                .xAxisTitle("said")
                .yAxisTitle("shown")
                .theme(Styler.ChartTheme.Matlab)
                .build();
        chart.getStyler().setShowValue(labels.size() <= MOST_WITH_COUNTS);
        chart.getStyler().setXAxisLabelRotation(90);
        chart.getStyler().setMin(0);
        // the first class stands on top, as in a table
        List<String> upwards = new ArrayList<>(labels);
        Collections.reverse(upwards);
        List<Number[]> cells = new ArrayList<>();
        for (int x = 0; x < labels.size(); x++) {
            for (int y = 0; y < labels.size(); y++) {
                int count = confusion.count(labels.size() - 1 - y, x);
                if (count > 0) {
                    cells.add(new Number[] {x, y, count});
                }
            }
        }
        chart.addSeries("pictures", labels, upwards, cells);
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        BitmapEncoder.saveBitmap(chart, png, BitmapEncoder.BitmapFormat.PNG);
        PendingFile.write(file, png.toByteArray());
    }
}
