package dev.ocellus.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.Dataset;
import dev.ocellus.dataset.LabelledPicture;
import dev.ocellus.dataset.VocReader;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import dev.ocellus.geometry.Size;
import dev.ocellus.report.PictureResult.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ResultWritersTest {
    private static final String AWKWARD = "größe, \"写真\" 🦉 & <co>.jpg";

    private static final Landmarks LANDMARKS = new Landmarks(
            new Point(15, 20.125), new Point(35, 20), new Point(25, 30), new Point(17.5, 40), new Point(-1, 40));

    private static final List<PictureResult> RESULTS = List.of(
            new PictureResult(
                    "a.jpg",
                    Status.OK,
                    Optional.of(new Size(200, 100)),
                    List.of(
                            new Detection(new Box(10, 20, 60.126, 80), "face", 0.98765),
                            new Detection(new Box(-5, 90, 20, 130), "mask", 0.5)),
                    List.of(),
                    12.34),
            new PictureResult(
                    "sub/" + AWKWARD,
                    Status.WARNING,
                    Optional.of(new Size(50, 50)),
                    List.of(new Detection(new Box(0, 0, 50, 50), "face", 1).withLandmarks(LANDMARKS, 0.75)),
                    List.of(new Reason("TRUNCATED", "the file ends too early")),
                    5),
            new PictureResult("none.png", Status.OK, Optional.of(new Size(8, 8)), List.of(), List.of(), 1),
            PictureResult.rejected("text.jpg", new Reason("NOT_A_PICTURE", "it's \"text\""), 0.1));

    private static final OutputNames NAMES =
            new OutputNames(RESULTS.stream().map(PictureResult::name).toList());

    @TempDir
    Path folder;

    private static void writeAll(ResultWriter writer) throws IOException {
        try (writer) {
            Summary.Tally tally = new Summary.Tally();
            for (PictureResult result : RESULTS) {
                writer.write(result);
                tally.add(result);
            }
            writer.finish(tally.summary(true, 3, 0.5));
        }
    }

    @Test
    void cocoListsBoxesAsCornerAndSizeInSourcePixels() throws IOException {
        Path file = folder.resolve("new/detections.json");
        writeAll(new CocoWriter(file));
        assertEquals("""
                [
                {"file_name":"a.jpg","label":"face","bbox":[10.00,20.00,50.13,60.00],"score":0.9876},
                {"file_name":"a.jpg","label":"mask","bbox":[-5.00,90.00,25.00,40.00],"score":0.5000},
                {"file_name":"sub/größe, \\"写真\\" \\uD83E\\uDD89 & <co>.jpg","label":"face","bbox":[0.00,0.00,50.00,50.00],"score":1.0000,"keypoints":[15.00,20.12,1,35.00,20.00,1,25.00,30.00,1,17.50,40.00,1,-1.00,40.00,1],"keypoints_score":0.7500}
                ]""", Files.readString(file));
        JsonNode parsed = new ObjectMapper().readTree(file.toFile());
        assertEquals("sub/" + AWKWARD, parsed.get(2).get("file_name").asText());
    }

    @Test
    void aListOfNothingIsAnEmptyList() throws IOException {
        Path file = folder.resolve("detections.json");
        try (CocoWriter writer = new CocoWriter(file)) {
            writer.finish(new Summary.Tally().summary(true, 0, 0));
        }
        assertEquals(0, new ObjectMapper().readTree(file.toFile()).size());
    }

    @Test
    void csvQuotesWhatNeedsIt() throws IOException {
        Path file = folder.resolve("detections.csv");
        writeAll(new CsvWriter(file));
        String none = ",,,,,,,,,,";
        assertEquals(
                List.of(
                        fields("file_name,label,x,y,width,height,score,"
                                + "re_x,re_y,le_x,le_y,nose_x,nose_y,rm_x,rm_y,lm_x,lm_y,landmark_score"),
                        fields("a.jpg,face,10.00,20.00,50.13,60.00,0.9876," + none),
                        fields("a.jpg,mask,-5.00,90.00,25.00,40.00,0.5000," + none),
                        Stream.concat(
                                        Stream.of("sub/" + AWKWARD),
                                        fields(
                                                "face,0.00,0.00,50.00,50.00,1.0000,"
                                                        + "15.00,20.12,35.00,20.00,25.00,30.00,17.50,40.00,-1.00,40.00,0.7500")
                                                .stream())
                                .toList()),
                parseCsv(Files.readString(file)));
    }

    private static List<String> fields(String line) {
        return List.of(line.split(",", -1));
    }

    /** Reads RFC 4180 letter by letter. */
    private static List<List<String>> parseCsv(String text) {
        List<List<String>> records = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (quoted && c == '"' && i + 1 < text.length() && text.charAt(i + 1) == '"') {
                field.append(text.charAt(++i));
            } else if (c == '"') {
                quoted = !quoted;
            } else if (!quoted && (c == ',' || c == '\n')) {
                fields.add(field.toString());
                field.setLength(0);
                if (c == '\n') {
                    records.add(List.copyOf(fields));
                    fields.clear();
                }
            } else if (quoted || c != '\r') {
                field.append(c);
            }
        }
        return records;
    }

    @Test
    void vocIsReadBackByTheReaderOfLabels() throws IOException {
        Path labels = folder.resolve("annotations");
        writeAll(new VocWriter(labels, NAMES));
        Files.createDirectories(folder.resolve("images/sub"));
        for (String name : List.of("a.jpg", "none.png", "sub/" + AWKWARD)) {
            Files.write(folder.resolve("images").resolve(name), new byte[0]);
        }
        Dataset read = new VocReader(Corners.PIXELS_FROM_ONE).read(folder);
        assertEquals(List.of(), read.findings());
        assertEquals(
                List.of(
                        new TruthBox(new Box(10, 20, 60, 80), "face", false),
                        new TruthBox(new Box(0, 90, 20, 100), "mask", false)),
                boxes(read, "images/a.jpg"));
        assertEquals(List.of(), boxes(read, "images/none.png"));
        assertFalse(Files.exists(labels.resolve("text.xml")), "a rejected picture has no labels");
        assertEquals(List.of(new TruthBox(new Box(0, 0, 50, 50), "face", false)), boxes(read, "images/sub/" + AWKWARD));
    }

    private static List<TruthBox> boxes(Dataset dataset, String id) {
        LabelledPicture picture = dataset.pictures().stream()
                .filter(p -> p.id().equals(id))
                .findFirst()
                .orElseThrow(() -> new AssertionError(id + " is not among " + dataset.pictures()));
        return picture.truth().boxes();
    }

    @Test
    void yoloWritesFractionsAndNumbersClassesAsTheyTurnUp() throws IOException {
        writeAll(new YoloWriter(folder, NAMES));
        // (10 + 60.126) / 2 / 200, (20 + 80) / 2 / 100, 50.126 / 200, 60 / 100; the second box is cut to 0..20 x
        // 90..100
        assertEquals(
                "0 0.175315 0.500000 0.250630 0.600000\n1 0.050000 0.950000 0.100000 0.100000\n",
                Files.readString(folder.resolve("labels/a.txt")));
        assertEquals("", Files.readString(folder.resolve("labels/none.txt")), "searched, and nothing in it");
        assertFalse(Files.exists(folder.resolve("labels/text.txt")), "a rejected picture has no labels");
        assertEquals("face\nmask\n", Files.readString(folder.resolve("classes.txt")));
        assertTrue(Files.readString(folder.resolve("data.yaml")).endsWith("names:\n  0: 'face'\n  1: 'mask'\n"));
    }

    @Test
    void theLedgerHoldsEveryInputOnceAndTheCounts() throws IOException {
        Path file = folder.resolve("report.json");
        writeAll(LedgerWriter.toFile(file));
        JsonNode ledger = new ObjectMapper().readTree(file.toFile());
        assertEquals(1, ledger.get("schema").asInt());
        List<String> endings = new ArrayList<>();
        ledger.get("pictures")
                .forEach(p -> endings.add(
                        p.get("file_name").asText() + " " + p.get("status").asText()));
        assertEquals(List.of("a.jpg ok", "sub/" + AWKWARD + " warning", "none.png ok", "text.jpg rejected"), endings);
        JsonNode rejected = ledger.get("pictures").get(3);
        assertEquals("NOT_A_PICTURE", rejected.get("reasons").get(0).get("code").asText());
        assertEquals("it's \"text\"", rejected.get("reasons").get(0).get("text").asText());
        assertFalse(rejected.has("width"));
        assertEquals(200, ledger.get("pictures").get(0).get("width").asInt());
        assertEquals(2, ledger.get("pictures").get(0).get("detections").size());
        assertEquals(
                new ObjectMapper()
                        .valueToTree(Map.of(
                                "complete",
                                true,
                                "pictures",
                                4,
                                "ok",
                                2,
                                "warning",
                                1,
                                "rejected",
                                1,
                                "skipped_files",
                                3,
                                "found",
                                Map.of("face", 2, "mask", 1))),
                without(ledger.get("summary"), "seconds"));
    }

    private static JsonNode without(JsonNode object, String field) {
        ((com.fasterxml.jackson.databind.node.ObjectNode) object).remove(field);
        return object;
    }

    @Test
    void aLedgerOnAStreamLeavesItOpen() throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream() {
            @Override
            public void close() {
                throw new AssertionError("not ours to close");
            }
        };
        writeAll(LedgerWriter.toStream(bytes));
        assertEquals(
                4,
                new ObjectMapper().readTree(bytes.toByteArray()).get("pictures").size());
    }

    @Test
    void aRunThatIsKilledLeavesWhatItReportedAndNothingThatLooksWhole() throws IOException {
        // the writers are neither finished nor closed, as if the program had been killed
        List<ResultWriter> writers = List.of(
                new CocoWriter(folder.resolve("detections.json")),
                new CsvWriter(folder.resolve("detections.csv")),
                LedgerWriter.toFile(folder.resolve("report.json")));
        for (ResultWriter writer : writers) {
            writer.write(RESULTS.get(0));
        }
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(
                    List.of("detections.csv.part", "detections.json.part", "report.json.part"),
                    files.map(file -> file.getFileName().toString()).sorted().toList());
        }
        for (String name : List.of("detections.csv.part", "detections.json.part", "report.json.part")) {
            String text = Files.readString(folder.resolve(name), StandardCharsets.UTF_8);
            assertTrue(text.contains("a.jpg") && text.contains("0.9876"), name + ": " + text);
        }
        for (ResultWriter writer : writers) {
            writer.close();
        }
        writeAll(new CocoWriter(folder.resolve("detections.json")));
        assertFalse(Files.exists(folder.resolve("detections.json.part")), "a later run starts anew");
        assertEquals(
                3,
                new ObjectMapper()
                        .readTree(folder.resolve("detections.json").toFile())
                        .size());
    }
}
