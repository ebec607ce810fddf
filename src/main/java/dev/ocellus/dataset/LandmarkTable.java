package dev.ocellus.dataset;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Point;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The five landmarks of pictures that show one face each, as a table says them: a header, then a line for each picture with the columns {@code file, re_x,
 * re_y, le_x, le_y, nose_x, nose_y, rm_x, rm_y, lm_x, lm_y}, in continuous pixels of the picture. Files are named relative to the table's folder.
 *
 * @param byFile landmarks by file
 * @param findings lines that could not be used
 */
public record LandmarkTable(Map<String, Landmarks> byFile, List<Finding> findings) {
    private static final String[] POINTS = {"re", "le", "nose", "rm", "lm"};

    public LandmarkTable {
        byFile = Map.copyOf(byFile);
        findings = List.copyOf(findings);
    }

    /**
     * Reads a table.
     *
     * @throws IOException where the file cannot be read or lacks a column
     */
    public static LandmarkTable read(Path file) throws IOException {
        Map<String, Landmarks> byFile = new HashMap<>();
        List<Finding> findings = new ArrayList<>();
        Numerals numerals = new Numerals();
        try (CsvTable table = new CsvTable(file)) {
            for (String point : POINTS) {
                if (!table.has("file") || !table.has(point + "_x") || !table.has(point + "_y")) {
                    throw new IOException(
                            file
                                    + " needs the columns file, re_x, re_y, le_x, le_y, nose_x, nose_y, rm_x, rm_y, lm_x, lm_y");
                }
            }
            table.each(
                    row -> byFile.put(row.get("file"), landmarks(row, numerals)),
                    fault -> findings.add(fault.finding(file, Finding.Loss.PICTURE, "line left out")));
        } catch (FaultException fault) {
            throw new IOException(file + ": " + fault.getMessage(), fault);
        }
        return new LandmarkTable(byFile, findings);
    }

    /** The landmarks in a picture, where the table has them. */
    public Optional<Landmarks> of(String id) {
        return Optional.ofNullable(byFile.get(id));
    }

    private static Landmarks landmarks(CsvTable.Row row, Numerals numerals) throws FaultException {
        List<Point> points = new ArrayList<>();
        for (String point : POINTS) {
            points.add(new Point(number(row, point + "_x", numerals), number(row, point + "_y", numerals)));
        }
        return Landmarks.of(points);
    }

    private static double number(CsvTable.Row row, String column, Numerals numerals) throws FaultException {
        return numerals.of(row.get(column), column, row.line());
    }
}
