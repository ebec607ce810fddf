package dev.ocellus.dataset;

import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads the landmarks of faces without boxes: one table, and pictures in {@code images/} or beside it. The box of a face is the one around its points.
 *
 * <p>Either {@code landmarks.csv} (or {@code landmarks-machine.csv}) with a header and the columns {@code file, re_x, re_y, le_x, le_y, nose_x, nose_y, rm_x,
 * rm_y, lm_x, lm_y} and, if there, {@code score}: right and left eye, nose, right and left corner of the mouth, of the person. Or {@code landmarks.txt}
 * without a header: file, x of the five points, y of the five points, separated by blanks, the eye and the corner on the left side of the picture first,
 * which are the person's right ones. Numbers are continuous pixels.
 *
 * @param minimumScore faces with a lower score, which a machine was not sure of, become difficult
 */
public record LandmarkTableReader(double minimumScore) implements DatasetReader {
    private static final List<String> TABLES = List.of("landmarks.csv", "landmarks-machine.csv");
    private static final String TEXT = "landmarks.txt";
    private static final String FILE = "file";
    private static final List<String> POINTS = List.of("re", "le", "nose", "rm", "lm");

    public LandmarkTableReader {
        if (!(minimumScore >= 0 && minimumScore <= 1)) {
            throw new IllegalArgumentException("minimum score must be in [0, 1], got " + minimumScore);
        }
    }

    /** What the table says about one picture. */
    private record Said(int line, BoxSieve faces) {}

    /** A table while it is read. */
    private record Reading(Path table, SetBuilder set, Map<String, Said> byFile, Numerals numerals) {
        void add(String file, int line, Landmarks landmarks, boolean difficult) throws FaultException {
            Said said = byFile.computeIfAbsent(file, f -> new Said(line, new BoxSieve(table, null, set.findings())));
            said.faces().add(line, around(landmarks), BoxTableReader.LABEL, difficult, landmarks);
        }
    }

    @Override
    public Dataset read(Path folder, Path pictures) throws IOException {
        Path table = table(folder).orElseThrow(() -> new IOException("%s holds no %s".formatted(folder, lookedFor())));
        SetBuilder set = new SetBuilder(pictures, PictureFiles.firstFolder(pictures, "images", "JPEGImages"));
        Reading reading = new Reading(table, set, new LinkedHashMap<>(), new Numerals());
        try {
            if (table.endsWith(TEXT)) {
                readText(reading);
            } else {
                readTable(reading);
            }
        } catch (FaultException fault) {
            set.findings().add(fault.file(table));
        }
        reading.numerals().tellCommas(table, set.findings());
        reading.byFile().forEach((name, said) -> set.claim(set.named(name), name, table, said.line())
                .ifPresent(picture -> set.add(picture, said.faces(), Optional.empty(), Optional.empty())));
        set.tellUnlabelled(set.pictures(), "add a line to " + table.getFileName());
        return set.build(List.of());
    }

    private static Optional<Path> table(Path folder) {
        return Stream.concat(TABLES.stream(), Stream.of(TEXT))
                .map(folder::resolve)
                .filter(Files::isRegularFile)
                .findFirst();
    }

    private void readTable(Reading reading) throws IOException, FaultException {
        try (CsvTable csv = new CsvTable(reading.table())) {
            if (!csv.has(FILE) || !hasColumns(csv)) {
                throw new IOException(reading.table() + ":1: the header must name " + FILE + ", "
                        + String.join(", ", columns().toList()));
            }
            csv.each(
                    row -> {
                        boolean difficult = csv.has("score")
                                && reading.numerals().of(row.get("score"), "score", row.line()) < minimumScore;
                        reading.add(row.get(FILE), row.line(), landmarks(row, reading.numerals()), difficult);
                    },
                    fault -> reading.set().findings().add(fault.box(reading.table())));
        }
    }

    private static void readText(Reading reading) throws IOException {
        try (TextLines lines = new TextLines(reading.table())) {
            lines.each(
                    (text, line) -> {
                        String[] fields = text.strip().split("\\s+");
                        if (fields.length != 1 + 2 * Landmarks.COUNT) {
                            throw new FaultException(
                                    Finding.Kind.FIELD_COUNT,
                                    line,
                                    "%d fields where a file and %d numbers are expected"
                                            .formatted(fields.length, 2 * Landmarks.COUNT),
                                    "write file, x1 to x5, y1 to y5");
                        }
                        List<Point> points = new ArrayList<>();
                        for (int i = 1; i <= Landmarks.COUNT; i++) {
                            points.add(new Point(
                                    reading.numerals().of(fields[i], "x" + i, line),
                                    reading.numerals().of(fields[i + Landmarks.COUNT], "y" + i, line)));
                        }
                        reading.add(fields[0], line, Landmarks.of(points), false);
                    },
                    fault -> reading.set().findings().add(fault.box(reading.table())));
        }
    }

    /** Whether a table has the columns of the five points. */
    static boolean hasColumns(CsvTable csv) {
        return columns().allMatch(csv::has);
    }

    private static Stream<String> columns() {
        return POINTS.stream().flatMap(point -> Stream.of(point + "_x", point + "_y"));
    }

    /** The five points of a line. */
    static Landmarks landmarks(CsvTable.Row row, Numerals numerals) throws FaultException {
        List<Point> points = new ArrayList<>();
        for (String point : POINTS) {
            points.add(new Point(
                    numerals.of(row.get(point + "_x"), point + "_x", row.line()),
                    numerals.of(row.get(point + "_y"), point + "_y", row.line())));
        }
        return Landmarks.of(points);
    }

    private static Box around(Landmarks face) {
        double[] x = face.points().stream().mapToDouble(Point::x).sorted().toArray();
        double[] y = face.points().stream().mapToDouble(Point::y).sorted().toArray();
        return new Box(x[0], y[0], x[x.length - 1], y[y.length - 1]);
    }

    @Override
    public Optional<String> evidence(Path folder) throws IOException {
        return table(folder).map(table -> table.getFileName() + " is there");
    }

    @Override
    public String lookedFor() {
        return String.join(" or ", TABLES) + " or " + TEXT;
    }
}
