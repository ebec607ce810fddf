package dev.ocellus.dataset;

import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Reads {@code boxes.csv}: a header and one line a box with the columns {@code file, xmin, ymin, xmax, ymax} and, if there, {@code label} and
 * {@code score}; other columns are left alone and no field holds commas. The pictures lie in {@code images/} or beside the table. Corners are
 * edges in continuous pixels. A line with a file but without numbers says that the picture shows nothing; of a picture without any line nobody
 * knows what it shows, so it is left out.
 *
 * @param minimumScore boxes with a lower score, which a machine was not sure of, become difficult
 */
public record BoxTableReader(double minimumScore) implements DatasetReader {
    /** The label of tables without a column for it. */
    public static final String LABEL = "object";

    private static final String TABLE = "boxes.csv";

    public BoxTableReader {
        if (!(minimumScore >= 0 && minimumScore <= 1)) {
            throw new IllegalArgumentException("minimum score must be in [0, 1], got " + minimumScore);
        }
    }

    @Override
    public Dataset read(Path folder) throws IOException {
        Path table = folder.resolve(TABLE);
        List<String> lines = Files.readAllLines(table, StandardCharsets.UTF_8);
        Map<String, Integer> columns = columns(table, lines);
        List<Finding> findings = new ArrayList<>();
        Map<String, List<TruthBox>> boxes = new HashMap<>();
        Map<String, Integer> firstLine = new TreeMap<>();
        for (int i = 1; i < lines.size(); i++) {
            if (lines.get(i).isBlank()) {
                continue;
            }
            String[] fields = lines.get(i).split(",", -1);
            String file = fields[columns.get("file")].strip();
            firstLine.putIfAbsent(file, i + 1);
            List<TruthBox> found = boxes.computeIfAbsent(file, name -> new ArrayList<>());
            try {
                TruthBox box = box(columns, fields);
                if (box != null) {
                    found.add(box);
                }
            } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException fault) {
                findings.add(new Finding(
                        table, i + 1, "not a box (" + fault.getMessage() + "), left out", "correct the line"));
            }
        }
        List<LabelledPicture> pictures = new ArrayList<>();
        for (Path picture : PictureFiles.in(PictureFiles.firstFolder(folder, "images", "JPEGImages"))) {
            String name = picture.getFileName().toString();
            if (firstLine.remove(name) == null) {
                findings.add(new Finding(picture, 0, "a picture without labels, left out", "add a line to " + TABLE));
            } else {
                pictures.add(new LabelledPicture(PictureFiles.id(folder, picture), picture, Truth.of(boxes.get(name))));
            }
        }
        firstLine.forEach((name, line) -> findings.add(
                new Finding(table, line, "labels without a picture: " + name, "add the picture or remove the lines")));
        return new Dataset(folder.getFileName().toString(), pictures, findings);
    }

    private static Map<String, Integer> columns(Path table, List<String> lines) throws IOException {
        Map<String, Integer> columns = new HashMap<>();
        String[] names = lines.isEmpty() ? new String[0] : lines.get(0).split(",");
        for (int i = 0; i < names.length; i++) {
            // a byte order mark is no part of the first name
            columns.put(names[i].replace("\ufeff", "").strip(), i);
        }
        for (String name : List.of("file", "xmin", "ymin", "xmax", "ymax")) {
            if (!columns.containsKey(name)) {
                throw new IOException(table + ":1: no column '" + name + "' in the header");
            }
        }
        return columns;
    }

    /** The box of a line; null where the line says that there is none. */
    private TruthBox box(Map<String, Integer> columns, String[] fields) {
        if (fields[columns.get("xmin")].isBlank()) {
            return null;
        }
        Box box = new Box(
                number(columns, fields, "xmin"),
                number(columns, fields, "ymin"),
                number(columns, fields, "xmax"),
                number(columns, fields, "ymax"));
        if (box.area() == 0) {
            throw new IllegalArgumentException("a box without area: " + box);
        }
        double score = columns.containsKey("score") ? number(columns, fields, "score") : 1;
        String label = columns.containsKey("label") ? fields[columns.get("label")].strip() : LABEL;
        return new TruthBox(box, label, score < minimumScore);
    }

    private static double number(Map<String, Integer> columns, String[] fields, String name) {
        return Double.parseDouble(fields[columns.get(name)].strip());
    }
}
