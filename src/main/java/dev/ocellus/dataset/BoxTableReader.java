package dev.ocellus.dataset;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Reads {@code boxes.csv}: a header and one line a box with the columns {@code file, xmin, ymin, xmax, ymax} and, if there, {@code label}, {@code score}
 * and the landmarks of faces, see {@link LandmarkTableReader}; other columns are left alone. The pictures lie in {@code images/} or beside the table.
 * Corners are edges in continuous pixels. A line with a file but without numbers says that the picture shows nothing; of a picture without any line
 * nobody knows what it shows, so it is left out.
 *
 * @param minimumScore boxes with a lower score, which a machine was not sure of, become difficult
 */
public record BoxTableReader(double minimumScore) implements DatasetReader {
    /** The label of tables without a column for it. */
    public static final String LABEL = "object";

    private static final String TABLE = "boxes.csv";
    private static final List<String> NEEDED = List.of("file", "xmin", "ymin", "xmax", "ymax");

    public BoxTableReader {
        if (!(minimumScore >= 0 && minimumScore <= 1)) {
            throw new IllegalArgumentException("minimum score must be in [0, 1], got " + minimumScore);
        }
    }

    /** What the table says about one picture. */
    private record Said(int line, BoxSieve boxes) {}

    @Override
    public Dataset read(Path folder, Path pictures) throws IOException {
        Path table = folder.resolve(TABLE);
        SetBuilder set = new SetBuilder(pictures, PictureFiles.firstFolder(pictures, "images", "JPEGImages"));
        Map<String, Said> byFile = new LinkedHashMap<>();
        Numerals numerals = new Numerals();
        try (CsvTable csv = new CsvTable(table)) {
            requireColumns(table, csv);
            csv.each(
                    row -> {
                        Said said = byFile.computeIfAbsent(
                                row.get("file"),
                                file -> new Said(row.line(), new BoxSieve(table, null, set.findings())));
                        add(csv, row, numerals, said.boxes());
                    },
                    fault -> set.findings().add(fault.box(table)));
        } catch (FaultException fault) {
            set.findings().add(fault.file(table));
        }
        numerals.tellCommas(table, set.findings());
        byFile.forEach((name, said) -> set.claim(set.named(name), name, table, said.line())
                .ifPresent(picture -> set.add(picture, said.boxes(), Optional.empty(), Optional.empty())));
        set.tellUnlabelled(set.pictures(), "add a line to " + TABLE);
        return set.build(List.of());
    }

    private static void requireColumns(Path table, CsvTable csv) throws IOException {
        for (String name : NEEDED) {
            if (!csv.has(name)) {
                throw new IOException(table + ":1: no column '" + name + "' in the header");
            }
        }
    }

    private void add(CsvTable csv, CsvTable.Row row, Numerals numerals, BoxSieve boxes) throws FaultException {
        if (row.get("xmin").isEmpty()) {
            return;
        }
        boolean difficult = csv.has("score") && numerals.of(row.get("score"), "score", row.line()) < minimumScore;
        String label = csv.has("label") ? row.get("label") : LABEL;
        double left = numerals.of(row.get("xmin"), "xmin", row.line());
        double top = numerals.of(row.get("ymin"), "ymin", row.line());
        double right = numerals.of(row.get("xmax"), "xmax", row.line());
        double bottom = numerals.of(row.get("ymax"), "ymax", row.line());
        if (LandmarkTableReader.hasColumns(csv) && right > left && bottom > top) {
            Landmarks landmarks = LandmarkTableReader.landmarks(row, numerals);
            boxes.add(row.line(), new Box(left, top, right, bottom), label, difficult, landmarks);
        } else {
            boxes.add(row.line(), left, top, right, bottom, label, difficult);
        }
    }

    @Override
    public Optional<String> evidence(Path folder) throws IOException {
        Path table = folder.resolve(TABLE);
        if (!Files.isRegularFile(table)) {
            return Optional.empty();
        }
        try (CsvTable csv = new CsvTable(table)) {
            return NEEDED.stream().allMatch(csv::has)
                    ? Optional.of(TABLE + " has the columns " + String.join(", ", NEEDED))
                    : Optional.empty();
        } catch (FaultException e) {
            return Optional.empty();
        }
    }

    @Override
    public String lookedFor() {
        return TABLE + " with the columns " + String.join(", ", NEEDED);
    }
}
