package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.geometry.Box;
import dev.ocellus.testing.BrokenInputs;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The whole way, in this process: pictures from files, the shipped weights, results in files. */
class OcellusIT {
    private static final Path SAMPLES = Path.of("sample-images");

    /** The face in sample-images/astronaut.jpg, forehead to chin, marked by hand. */
    private static final Box ASTRONAUT = new Box(180, 75, 268, 185);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private int run(boolean attached, String... arguments) {
        out.reset();
        err.reset();
        return Ocellus.run(
                new Terminal(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        attached),
                arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    private static JsonNode json(Path file) throws IOException {
        return new ObjectMapper().readTree(file.toFile());
    }

    private static Box box(JsonNode bbox) {
        double x = bbox.get(0).asDouble();
        double y = bbox.get(1).asDouble();
        return new Box(x, y, x + bbox.get(2).asDouble(), y + bbox.get(3).asDouble());
    }

    @Test
    void findsTheFacesOfTheSamplePictures() throws IOException {
        Path results = folder.resolve("out");
        assertEquals(0, run(false, "detect", SAMPLES.toString(), "--out", results.toString()), this::err);
        Map<String, List<Box>> found = new TreeMap<>();
        json(results.resolve("detections.json")).forEach(detection -> found.computeIfAbsent(
                        detection.get("file_name").asText(), name -> new ArrayList<>())
                .add(box(detection.get("bbox"))));
        assertTrue(
                found.get("astronaut.jpg").stream().anyMatch(box -> box.iou(ASTRONAUT) > 0.5),
                () -> "the astronaut's face is not among " + found.get("astronaut.jpg"));
        assertTrue(found.containsKey("astronaut-turned-by-exif.jpg"));
        assertFalse(found.containsKey("coffee.jpg"));

        List<String> lines = out().lines().toList();
        assertEquals(10 + 3, lines.size(), this::out);
        assertTrue(lines.get(3).matches("astronaut\\.jpg +\\d × face +0\\.\\d\\d.* +\\d+ ms"), lines.get(3));
        assertTrue(lines.get(10).startsWith("10 pictures in "), lines.get(10));
        assertTrue(lines.get(11).matches("Found: \\d+ × face"), lines.get(11));
        for (String name : List.of("astronaut.jpg", "drawn-hills.jpg", "größe-S-小さい写真.jpg")) {
            assertTrue(Files.size(results.resolve("annotated").resolve(name)) > 1000, name);
        }
        assertTrue(Files.readString(results.resolve("detections.csv")).contains("astronaut.jpg,face,"));
        assertEquals("", err());
    }

    @Test
    void everyBrokenInputEndsWithItsReasonAndTheOthersAreDone() throws IOException {
        Path inputs = Files.createDirectory(folder.resolve("inputs"));
        List<BrokenInputs.Expected> expected = BrokenInputs.writeTo(inputs);
        Path results = folder.resolve("out");

        int exit = run(
                false,
                "detect",
                inputs.toString(),
                "--out",
                results.toString(),
                "--json",
                "--max-pixels",
                "100000000",
                "--threads",
                "2");

        assertEquals(1, exit, this::err);
        JsonNode ledger = new ObjectMapper().readTree(out.toByteArray());
        assertEquals(ledger, json(results.resolve("report.json")), "what is printed is what is written");
        Map<String, JsonNode> byName = new TreeMap<>();
        ledger.get("pictures")
                .forEach(picture -> byName.put(picture.get("file_name").asText(), picture));
        assertEquals(expected.size(), byName.size(), () -> byName.keySet() + " for " + expected);
        int rejected = 0;
        for (BrokenInputs.Expected input : expected) {
            JsonNode picture = byName.get(input.file().getFileName().toString());
            List<String> codes = new ArrayList<>();
            picture.get("reasons").forEach(reason -> {
                codes.add(reason.get("code").asText());
                assertFalse(reason.get("text").asText().isBlank(), input::toString);
            });
            if (input.rejection().isPresent()) {
                rejected++;
                assertEquals("rejected", picture.get("status").asText(), input::toString);
                assertEquals(List.of(input.rejection().get().name()), codes, input::toString);
            } else {
                assertEquals(
                        input.notices().stream().map(Enum::name).sorted().toList(),
                        codes.stream().sorted().toList(),
                        input::toString);
                assertTrue(
                        List.of("ok", "warning").contains(picture.get("status").asText()), input::toString);
            }
        }
        assertEquals(rejected, ledger.get("summary").get("rejected").asInt());
        assertEquals("warning", byName.get("cut-at-half.jpg").get("status").asText());
        assertEquals("ok", byName.get("exif-6.jpg").get("status").asText());
    }

    @Test
    void quietSaysOnlyWhatWentWrong() throws IOException {
        Files.copy(SAMPLES.resolve("coffee.jpg"), folder.resolve("coffee.jpg"));
        Files.writeString(folder.resolve("text.jpg"), "no picture");
        String results = folder.resolve("out").toString();
        assertEquals(1, run(true, "detect", folder.toString(), "--out", results, "--quiet", "--no-pictures"));
        assertEquals("", out());
        assertTrue(err().startsWith("text.jpg    rejected: the content is none of JPEG"), err());
        assertEquals(1, err().lines().count());
        assertFalse(Files.exists(folder.resolve("out/annotated")));
    }

    @Test
    void aBarIsShownWhereAPersonWatchesAndErasedAtTheEnd() {
        String results = folder.resolve("out").toString();
        String coffee = SAMPLES.resolve("coffee.jpg").toString();
        String cat = SAMPLES.resolve("cat.jpg").toString();
        assertEquals(0, run(true, "detect", coffee, cat, "--out", results, "--no-pictures"));
        assertTrue(out().contains("[###############               ] 1 of 2, 0:0"), this::out);
        assertTrue(out().indexOf("\r\u001b[K") < out().indexOf("cat.jpg "), this::out);
        run(false, "detect", coffee, cat, "--out", results, "--no-pictures");
        assertFalse(out().contains("["), this::out);
    }

    @Test
    void settingsOfThePipelineAreChangedOnTheCommandLine() throws IOException {
        Path results = folder.resolve("out");
        String astronaut = SAMPLES.resolve("astronaut.jpg").toString();
        run(
                false,
                "detect",
                astronaut,
                "--out",
                results.toString(),
                "--score",
                "1",
                "--format",
                "coco",
                "--no-pictures");
        assertEquals(0, json(results.resolve("detections.json")).size(), "nothing is as sure as 1");
        // without the stage that lets no two boxes of one face stand
        Path plain = Files.writeString(folder.resolve("plain.yaml"), """
                stages:
                  - letterbox: {longest-side: 640, enlarge: true}
                  - detect: {weights: '%s', octaves: 2}
                  - suppress: {iou: 0.45}
                """.formatted(
                        Path.of("weights/faces").toAbsolutePath()));
        int all = found(plain, astronaut, results, "1");
        int suppressed = found(plain, astronaut, results, "0.2");
        assertTrue(suppressed >= 1 && suppressed < all, suppressed + " of " + all);
    }

    private int found(Path pipeline, String picture, Path results, String iou) throws IOException {
        String[] arguments = {"detect", picture, "--pipeline", pipeline.toString(), "--out", results.toString()};
        String[] settings = {"--score", "0.02", "--iou", iou, "--format", "coco"};
        run(false, Stream.concat(Stream.of(arguments), Stream.of(settings)).toArray(String[]::new));
        return json(results.resolve("detections.json")).size();
    }

    @Test
    void patternsAndFormatsTakeTheirPlaces() {
        Path results = folder.resolve("out");
        String pattern = SAMPLES + "/**/astro*.jpg";
        assertEquals(0, run(false, "detect", pattern, "--out", results.toString(), "--format", "voc,yolo"), this::err);
        assertTrue(Files.exists(results.resolve("voc/astronaut.xml")));
        assertTrue(Files.exists(results.resolve("yolo/labels/astronaut-far.txt")));
        assertTrue(Files.exists(results.resolve("yolo/data.yaml")));
        assertFalse(Files.exists(results.resolve("detections.json")));
    }
}
