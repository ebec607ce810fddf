package dev.ocellus.dataset;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import dev.ocellus.frame.Detection;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Detections that somebody wrote down: {@code detections.json} or {@code detections.csv} of {@code ocellus detect}, or results in COCO's form, which
 * number pictures and classes as a file of COCO labels does. Boxes are corner, width and height in pixels of the upright picture.
 *
 * @param byPicture detections by what the file calls their picture
 * @param findings lines that could not be read
 * @see <a href="https://cocodataset.org/#format-results">COCO's results format</a>
 */
public record DetectionsFile(Map<String, List<Detection>> byPicture, List<Finding> findings) {
    public DetectionsFile {
        byPicture = new LinkedHashMap<>(byPicture);
        findings = List.copyOf(findings);
    }

    /**
     * Reads a file, JSON or a table as its first sign tells.
     *
     * @param labels the folder of labels, in which names for COCO's numbers are looked up
     * @throws IOException where the file cannot be read or is neither
     */
    public static DetectionsFile read(Path file, Path labels) throws IOException {
        Reading reading = new Reading(file, labels);
        try {
            if (isJson(file)) {
                reading.json();
            } else {
                reading.table();
            }
        } catch (FaultException fault) {
            throw new IOException(fault.file(file).toString(), fault);
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s:%d: not JSON: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()), e);
        }
        return new DetectionsFile(reading.found, reading.findings);
    }

    private static boolean isJson(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            for (int c = in.read(); c >= 0; c = in.read()) {
                if (!Character.isWhitespace(c) && c != 0xef && c != 0xbb && c != 0xbf) {
                    return c == '[' || c == '{';
                }
            }
        }
        throw new IOException(file + " is empty: no detections, no heading");
    }

    /**
     * The detections of each picture, by its id.
     *
     * @param unknown gets the names that fit no picture
     */
    public Map<String, List<Detection>> of(List<LabelledPicture> pictures, List<String> unknown) {
        NameIndex byName = new NameIndex(true);
        NameIndex byStem = new NameIndex(false);
        Map<Path, String> ids = new HashMap<>();
        for (LabelledPicture picture : pictures) {
            byName.add(picture.id(), picture.file());
            byStem.add(picture.id(), picture.file());
            ids.put(picture.file(), picture.id());
        }
        Map<String, List<Detection>> matched = new HashMap<>();
        byPicture.forEach((name, detections) -> {
            List<Path> files = byName.find(name);
            if (files.isEmpty()) {
                files = byStem.find(name);
            }
            if (files.size() == 1) {
                matched.computeIfAbsent(ids.get(files.get(0)), id -> new ArrayList<>())
                        .addAll(detections);
            } else {
                unknown.add(name);
            }
        });
        return matched;
    }

    /** The reading of one file. */
    private static final class Reading {
        private final Path file;
        private final Path labels;
        private final Map<String, List<Detection>> found = new LinkedHashMap<>();
        private final List<Finding> findings = new ArrayList<>();
        private final Numerals numerals = new Numerals();
        private Optional<CocoNames> names = Optional.empty();

        Reading(Path file, Path labels) {
            this.file = file;
            this.labels = labels;
        }

        void table() throws IOException, FaultException {
            try (CsvTable table = new CsvTable(file)) {
                for (String column : List.of("file_name", "label", "x", "y", "width", "height", "score")) {
                    if (!table.has(column)) {
                        throw new FaultException(
                                Finding.Kind.FIELD_COUNT,
                                1,
                                "no column " + column,
                                "detections have the columns file_name, label, x, y, width, height, score");
                    }
                }
                table.each(
                        row -> add(
                                row.line(),
                                row.get("file_name"),
                                row.get("label"),
                                List.of(row.get("x"), row.get("y"), row.get("width"), row.get("height")),
                                row.get("score")),
                        fault -> findings.add(fault.box(file)));
            }
        }

        void json() throws IOException, FaultException {
            try (JsonParser json = new JsonFactory().createParser(file.toFile())) {
                if (json.nextToken() != JsonToken.START_ARRAY) {
                    throw new FaultException(
                            Finding.Kind.UNREADABLE_LABELS,
                            1,
                            "detections are a list, and this file starts with something else",
                            "take detections.json or a file in COCO's results format");
                }
                while (json.nextToken() == JsonToken.START_OBJECT) {
                    int line = json.currentTokenLocation().getLineNr();
                    try {
                        object(json, line);
                    } catch (FaultException fault) {
                        findings.add(fault.box(file));
                    }
                }
            }
        }

        private void object(JsonParser json, int line) throws IOException, FaultException {
            Map<String, String> texts = new HashMap<>();
            List<String> box = new ArrayList<>();
            while (json.nextToken() != JsonToken.END_OBJECT) {
                String field = json.currentName();
                JsonToken value = json.nextToken();
                if (field.equals("bbox") && value == JsonToken.START_ARRAY) {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        box.add(json.getText());
                        json.skipChildren();
                    }
                } else if (value.isScalarValue()) {
                    texts.put(field, json.getText());
                } else {
                    json.skipChildren();
                }
            }
            String name = texts.get("file_name");
            if (name == null) {
                name = name(texts.get("image_id"), line);
            }
            String label = texts.get("label");
            if (label == null) {
                label = label(texts.get("category_id"), line);
            }
            if (box.size() != 4) {
                throw new FaultException(
                        Finding.Kind.OBJECT_WITHOUT_BOX,
                        line,
                        "no bbox of four numbers",
                        "write [x, y, width, height]");
            }
            add(line, name, label, box, texts.getOrDefault("score", ""));
        }

        private String name(String id, int line) throws IOException, FaultException {
            if (id == null) {
                throw new FaultException(
                        Finding.Kind.MISSING_ID, line, "a detection without file_name or image_id", "add one");
            }
            String name = names().images().get(id);
            // some write the file's name where COCO has a number
            return name == null ? id : name;
        }

        private String label(String id, int line) throws IOException, FaultException {
            String label = id == null ? null : names().categories().get(id);
            if (label == null) {
                throw new FaultException(
                        Finding.Kind.UNKNOWN_CLASS,
                        line,
                        id == null
                                ? "a detection without label or category_id"
                                : "category %s is in no file of COCO labels in %s".formatted(id, labels),
                        "give the label's name, or the folder with the labels that number it");
            }
            return label;
        }

        private CocoNames names() throws IOException {
            if (names.isEmpty()) {
                names = Optional.of(CocoNames.in(labels));
            }
            return names.get();
        }

        private void add(int line, String name, String label, List<String> box, String score) throws FaultException {
            double left = numerals.of(box.get(0), "x", line);
            double top = numerals.of(box.get(1), "y", line);
            double width = numerals.of(box.get(2), "width", line);
            double height = numerals.of(box.get(3), "height", line);
            double sure = numerals.of(score, "score", line);
            if (!(width >= 0 && height >= 0)) {
                throw new FaultException(
                        Finding.Kind.BOX_WITHOUT_AREA,
                        line,
                        "a box of %s by %s".formatted(width, height),
                        "write corner, width and height");
            }
            if (!(sure >= 0 && sure <= 1)) {
                throw new FaultException(
                        Finding.Kind.NOT_A_FRACTION, line, "a score of " + sure, "scores are from 0 to 1");
            }
            found.computeIfAbsent(name, n -> new ArrayList<>())
                    .add(new Detection(new Box(left, top, left + width, top + height), label, sure));
        }
    }
}
