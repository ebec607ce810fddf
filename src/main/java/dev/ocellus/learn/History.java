package dev.ocellus.learn;

import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.StringJoiner;
import java.util.function.Function;
import java.util.regex.Pattern;

/**
 * The course of a training as a table.
 *
 * @param unit what its rows count: {@code epoch} or {@code step}
 * @param rows one for each epoch or for every so many steps, oldest first
 */
public record History(String unit, List<Row> rows) {
    private static final String DEV = "dev ";
    private static final String RATE = "learning-rate";
    /** A cell of the heading in quotes or without. */
    private static final Pattern CELL = Pattern.compile("(?:^|,)(?:\"((?:[^\"]|\"\")*)\"|([^,]*))");

    /**
     * What was known after an epoch or a number of steps.
     *
     * @param at how many epochs or steps were complete
     * @param learningRate of the last step
     * @param train losses and metrics since the row before, while it was learning, by name
     * @param dev losses and metrics on what it does not learn from; empty where that was not measured
     */
    public record Row(long at, double learningRate, Map<String, Double> train, Map<String, Double> dev) {
        public Row {
            train = Collections.unmodifiableMap(new LinkedHashMap<>(train));
            dev = Collections.unmodifiableMap(new LinkedHashMap<>(dev));
        }
    }

    public History {
        rows = List.copyOf(rows);
    }

    public History with(Row row) {
        List<Row> more = new ArrayList<>(rows);
        more.add(row);
        return new History(unit, more);
    }

    /** @throws java.util.NoSuchElementException before the first row */
    public Row last() {
        return rows.stream().reduce((a, b) -> b).orElseThrow();
    }

    /**
     * The table as CSV: a heading, then a line for each row; columns of {@link Row#dev} are called {@code dev ...}. Numbers are written in full, so that
     * {@link #parse} gives the same table.
     */
    public String toCsv() {
        Set<String> train = names(Row::train);
        Set<String> dev = names(Row::dev);
        StringJoiner csv = new StringJoiner("\n", "", "\n");
        StringJoiner heading = new StringJoiner(",").add(unit).add(RATE);
        train.forEach(name -> heading.add(quoted(name)));
        dev.forEach(name -> heading.add(quoted(DEV + name)));
        csv.add(heading.toString());
        for (Row row : rows) {
            StringJoiner line =
                    new StringJoiner(",").add(Long.toString(row.at())).add(text(row.learningRate()));
            train.forEach(name -> line.add(text(row.train().get(name))));
            dev.forEach(name -> line.add(text(row.dev().get(name))));
            csv.add(line.toString());
        }
        return csv.toString();
    }

    /** The table that {@link #toCsv} wrote. */
    static History parse(String csv) {
        List<String> lines = csv.lines().toList();
        List<String> heading = cells(lines.get(0));
        List<Row> rows = new ArrayList<>();
        for (String line : lines.subList(1, lines.size())) {
            String[] cells = line.split(",", -1);
            Map<String, Double> train = new LinkedHashMap<>();
            Map<String, Double> dev = new LinkedHashMap<>();
            for (int i = 2; i < heading.size(); i++) {
                String name = heading.get(i);
                boolean ofDev = name.startsWith(DEV);
                if (!cells[i].isEmpty()) {
                    (ofDev ? dev : train).put(ofDev ? name.substring(DEV.length()) : name, Double.valueOf(cells[i]));
                }
            }
            rows.add(new Row(Long.parseLong(cells[0]), Double.parseDouble(cells[1]), train, dev));
        }
        return new History(heading.get(0), rows);
    }

    /** Writes the table as CSV, in one move. */
    public void write(Path file) throws IOException {
        PendingFile.write(file, toCsv());
    }

    private Set<String> names(Function<Row, Map<String, Double>> part) {
        Set<String> names = new LinkedHashSet<>();
        rows.forEach(row -> names.addAll(part.apply(row).keySet()));
        return names;
    }

    /** As RFC 4180 wants it. */
    private static String quoted(String name) {
        return name.contains(",") || name.contains("\"") ? '"' + name.replace("\"", "\"\"") + '"' : name;
    }

    private static List<String> cells(String heading) {
        return CELL.matcher(heading)
                .results()
                .map(cell ->
                        cell.group(1) == null ? cell.group(2) : cell.group(1).replace("\"\"", "\""))
                .toList();
    }

    private static String text(Double value) {
        return value == null ? "" : value.toString();
    }
}
