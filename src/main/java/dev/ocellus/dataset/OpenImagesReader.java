package dev.ocellus.dataset;

import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Reads labels in OpenImages' form: tables with the columns {@code ImageID, LabelName, XMin, XMax, YMin, YMax}, one line a box, edges as fractions
 * of the picture as it is seen; several, if they are called after their parts, as in {@code train-annotations-bbox.csv}. A table
 * {@code class-descriptions….csv} gives the names of the labels, where they are codes. A table with {@code ImageID} but no boxes lists the pictures
 * that were looked at, with their {@code Subset}: those without boxes show nothing. Groups of objects in one box are difficult.
 *
 * @param sizes how large the pictures are, for the fractions
 * @see <a href="https://storage.googleapis.com/openimages/web/download_v7.html#data-formats">OpenImages' data formats</a>
 */
public record OpenImagesReader(PictureSizes sizes) implements DatasetReader {
    private static final List<String> NEEDED = List.of("ImageID", "LabelName", "XMin", "XMax", "YMin", "YMax");
    private static final int DEEPEST = 2;

    public OpenImagesReader {
        Objects.requireNonNull(sizes);
    }

    /** The tables of a set. */
    private record Tables(List<Path> boxes, List<Path> pictures, List<Path> classes) {}

    /** The lines about one picture. */
    private record Said(Path table, List<CsvTable.Row> rows, Optional<Part> part) {}

    @Override
    public Dataset read(Path folder, Path pictures) throws IOException {
        Tables tables = tables(folder);
        if (tables.boxes().isEmpty()) {
            throw new IOException("no OpenImages labels (*.csv with " + String.join(", ", NEEDED) + ") in " + folder);
        }
        SetBuilder set = new SetBuilder(pictures, pictures);
        Map<String, String> names = new LinkedHashMap<>();
        for (Path table : tables.classes()) {
            readClasses(table, set, names);
        }
        Map<String, Said> byPicture = new LinkedHashMap<>();
        for (Path table : tables.boxes()) {
            Optional<Part> part = Part.ofPath(PictureFiles.id(folder, table));
            rows(table, set, row -> byPicture
                    .computeIfAbsent(row.get("ImageID"), id -> new Said(table, new ArrayList<>(), part))
                    .rows()
                    .add(row));
        }
        for (Path table : tables.pictures()) {
            rows(table, set, row -> {
                Optional<Part> part = Part.ofFolder(row.get("Subset"));
                byPicture.merge(
                        row.get("ImageID"),
                        new Said(table, List.of(), part),
                        (said, listed) -> new Said(said.table(), said.rows(), part.or(said::part)));
            });
        }
        Map<Path, Numerals> numerals = new HashMap<>();
        byPicture.forEach((id, said) ->
                readPicture(id, said, names, numerals.computeIfAbsent(said.table(), table -> new Numerals()), set));
        numerals.forEach((table, used) -> used.tellCommas(table, set.findings()));
        set.tellUnlabelled(set.pictures(), "add its boxes, or its ImageID to a table of pictures if it shows nothing");
        return set.build(List.copyOf(new LinkedHashSet<>(names.values())));
    }

    private void readPicture(String id, Said said, Map<String, String> names, Numerals numerals, SetBuilder set) {
        int line = said.rows().isEmpty() ? 0 : said.rows().get(0).line();
        List<Path> candidates = set.named(id).isEmpty() ? set.withStem(id + ".") : set.named(id);
        Optional<Path> picture = set.claim(candidates, id, said.table(), line);
        Optional<Size> size = picture.flatMap(file -> set.size(file, sizes));
        if (size.isPresent()) {
            BoxSieve boxes = new BoxSieve(said.table(), size.get(), set.findings());
            for (CsvTable.Row row : said.rows()) {
                try {
                    add(row, names, numerals, size.get(), boxes);
                } catch (FaultException fault) {
                    set.findings().add(fault.box(said.table()));
                }
            }
            set.add(picture.get(), boxes, Optional.empty(), said.part());
        }
    }

    private static void add(CsvTable.Row row, Map<String, String> names, Numerals numerals, Size size, BoxSieve boxes)
            throws FaultException {
        int line = row.line();
        String label = row.get("LabelName");
        if (!names.isEmpty() && !names.containsKey(label)) {
            throw new FaultException(
                    Finding.Kind.UNKNOWN_CLASS,
                    line,
                    "a label '" + label + "' that the class descriptions lack",
                    "add it to them, or correct it");
        }
        double[] edges = new double[4];
        String[] columns = {"XMin", "YMin", "XMax", "YMax"};
        for (int i = 0; i < 4; i++) {
            double fraction = numerals.of(row.get(columns[i]), columns[i], line);
            if (Math.abs(fraction) > YoloParser.MOST) {
                throw new FaultException(
                        Finding.Kind.NOT_A_FRACTION,
                        line,
                        columns[i] + " is " + fraction + ", no fraction of the picture",
                        "divide pixels by the picture's width and height");
            }
            edges[i] = fraction * (i % 2 == 0 ? size.width() : size.height());
        }
        boxes.add(
                line,
                edges[0],
                edges[1],
                edges[2],
                edges[3],
                names.getOrDefault(label, label),
                row.get("IsGroupOf").equals("1"));
    }

    private static void rows(Path table, SetBuilder set, CsvTable.RowReader reader) throws IOException {
        try (CsvTable csv = new CsvTable(table)) {
            csv.each(reader, fault -> set.findings().add(fault.box(table)));
        } catch (FaultException fault) {
            set.findings().add(fault.file(table));
        }
    }

    /** Reads {@code code,name} lines; older sets have no header above them. */
    private static void readClasses(Path table, SetBuilder set, Map<String, String> names) throws IOException {
        try (CsvTable csv = new CsvTable(table)) {
            if (!csv.has("LabelName")) {
                names.put(csv.header(0), csv.header(1));
            }
            csv.each(
                    row -> {
                        if (row.get(0).isEmpty() || row.get(1).isEmpty()) {
                            throw new FaultException(
                                    Finding.Kind.CLASS_WITHOUT_NAME,
                                    row.line(),
                                    "no code and name of a class",
                                    "write code,name");
                        }
                        names.put(row.get(0), row.get(1));
                    },
                    fault -> set.findings().add(fault.finding(table, Finding.Loss.NOTHING, "passed over")));
        } catch (FaultException fault) {
            set.findings().add(fault.file(table));
        }
    }

    private static Tables tables(Path folder) throws IOException {
        Tables tables = new Tables(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (Path file :
                FolderWalk.files(folder, DEEPEST, f -> PictureFiles.extension(f).equals("csv"))) {
            try (CsvTable csv = new CsvTable(file)) {
                if (NEEDED.stream().allMatch(csv::has)) {
                    tables.boxes().add(file);
                } else if (csv.has("ImageID") && !csv.has("LabelName")) {
                    tables.pictures().add(file);
                } else if (file.getFileName().toString().startsWith("class-descriptions")) {
                    tables.classes().add(file);
                }
            } catch (FaultException e) {
                // no text, so no table
            }
        }
        return tables;
    }

    @Override
    public Optional<String> evidence(Path folder) throws IOException {
        List<Path> tables = tables(folder).boxes();
        return tables.isEmpty()
                ? Optional.empty()
                : Optional.of("%s has the columns %s"
                        .formatted(PictureFiles.id(folder, tables.get(0)), String.join(", ", NEEDED)));
    }

    @Override
    public String lookedFor() {
        return "CSV tables with " + String.join(", ", NEEDED) + ", in the folder or in one inside it";
    }
}
