package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.pipeline.StageCatalogue;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DetectPicturesTest {
    private static final StageCatalogue CATALOGUE = StageCatalogue.of(List.of(RedSpot.class));

    @TempDir
    Path folder;

    private Path pictures;
    private Path out;
    private Path pipeline;

    @BeforeEach
    void prepare() throws IOException {
        pictures = Files.createDirectory(folder.resolve("pictures"));
        out = folder.resolve("out");
        pipeline = Files.writeString(folder.resolve("pipeline.yaml"), "stages: [red-spot]\n");
    }

    private void draw(String name) throws IOException {
        byte[] rgb = new byte[3 * 12 * 8];
        for (int y = 2; y < 5; y++) {
            for (int x = 3; x < 7; x++) {
                rgb[3 * (y * 12 + x)] = (byte) 255;
            }
        }
        Path file = pictures.resolve(name);
        Files.createDirectories(file.getParent());
        ImageWriter.writePng(Image.owning(new Size(12, 8), rgb), file);
    }

    private DetectRequest request(int threads, Map<String, String> changes, boolean annotated, Path to) {
        return new DetectRequest(
                List.of(pictures.toString()),
                true,
                Optional.of(pipeline),
                changes,
                to,
                EnumSet.allOf(OutputFormat.class),
                annotated,
                Optional.empty(),
                threads,
                1_000_000);
    }

    private List<PictureResult> run(int threads) throws Exception {
        List<PictureResult> results = new ArrayList<>();
        try (DetectPictures detection = DetectPictures.open(request(threads, Map.of(), false, out), CATALOGUE)) {
            detection.run(results::add);
        }
        return results;
    }

    @Test
    void whatIsFoundIsWrittenDownInEveryForm() throws Exception {
        draw("a.png");
        draw("sub/a.png");
        try (DetectPictures detection =
                DetectPictures.open(request(2, Map.of("score", "0.25"), true, out), CATALOGUE)) {
            Summary summary = detection.run(result -> {});
            assertEquals(Map.of("spot", 2), summary.found());
            assertTrue(summary.complete());
        }
        JsonNode coco =
                new ObjectMapper().readTree(out.resolve("detections.json").toFile());
        assertEquals(
                "{\"file_name\":\"sub/a.png\",\"label\":\"spot\",\"bbox\":[3.0,2.0,4.0,3.0],\"score\":0.25}",
                coco.get(1).toString());
        for (String file : List.of(
                "report.json",
                "detections.csv",
                "voc/a.xml",
                "voc/sub/a.xml",
                "yolo/labels/sub/a.txt",
                "annotated/a.jpg",
                "annotated/sub/a.jpg")) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
        try (Stream<Path> files = Files.walk(out)) {
            assertEquals(
                    List.of(), files.filter(f -> f.toString().endsWith(".part")).toList());
        }
    }

    @Test
    void resultsComeInTheOrderOfTheInputsWhateverTheThreads() throws Exception {
        List<String> names = IntStream.range(0, 20)
                .mapToObj(i -> "%02d%s.png".formatted(i, i % 3 == 0 ? "-slow" : ""))
                .toList();
        for (String name : names) {
            draw(name);
        }
        for (int threads : List.of(1, 2, 4)) {
            assertEquals(names, run(threads).stream().map(PictureResult::name).toList(), threads + " threads");
            byte[] coco = Files.readAllBytes(out.resolve("detections.json"));
            if (threads > 1) {
                assertArrayEquals(Files.readAllBytes(folder.resolve("first.json")), coco);
            } else {
                Files.write(folder.resolve("first.json"), coco);
            }
        }
    }

    @Test
    void aPictureOnWhichAStageBreaksDownIsRejectedAndTheOthersAreDone() throws Exception {
        draw("a.png");
        draw("breaks.png");
        draw("overflows.png");
        draw("starves.png");
        draw("z.png");
        Files.writeString(pictures.resolve("text.jpg"), "no picture");
        List<PictureResult> results = run(2);
        assertEquals(
                List.of(
                        "a.png OK",
                        "breaks.png REJECTED FAILED stage 1 'red-spot' failed on 'breaks.png': out of order",
                        "overflows.png REJECTED FAILED java.lang.StackOverflowError",
                        "starves.png REJECTED TOO_LARGE memory is too small for this picture; use fewer --threads",
                        "text.jpg REJECTED NOT_A_PICTURE",
                        "z.png OK"),
                results.stream().map(DetectPicturesTest::ending).toList());
    }

    private static String ending(PictureResult result) {
        String ending = result.name() + " " + result.status();
        if (result.status() != Status.REJECTED) {
            return ending;
        }
        String code = result.reasons().get(0).code();
        String text = result.reasons().get(0).text();
        return ending + " " + code + (code.equals("NOT_A_PICTURE") ? "" : " " + text);
    }

    @Test
    void aStoppedRunLeavesWholeFilesOfWhatWasDone() throws Exception {
        for (int i = 0; i < 20; i++) {
            draw("%02d-slow.png".formatted(i));
        }
        List<PictureResult> results = new ArrayList<>();
        try (DetectPictures detection = DetectPictures.open(request(1, Map.of(), false, out), CATALOGUE)) {
            Summary summary = detection.run(result -> {
                results.add(result);
                detection.stop();
            });
            assertFalse(summary.complete());
        }
        assertEquals(2, results.size(), "the one that was done and the one that was waiting in line");
        JsonNode ledger = new ObjectMapper().readTree(out.resolve("report.json").toFile());
        assertFalse(ledger.get("summary").get("complete").asBoolean());
        assertEquals(2, ledger.get("pictures").size());
        assertEquals(
                2,
                new ObjectMapper()
                        .readTree(out.resolve("detections.json").toFile())
                        .size());
    }

    @Test
    void whatCannotBeDoneAsAskedIsToldBeforeTheFirstPicture() throws Exception {
        draw("a.png");
        Path file = Files.createFile(folder.resolve("file"));
        assertEquals(
                "--score high: must be a number, got 'high'", refusal(request(1, Map.of("score", "high"), false, out)));
        assertEquals(
                "--iou 0.5: no stage of this pipeline has a setting 'iou'",
                refusal(request(1, Map.of("iou", "0.5"), false, out)));
        assertTrue(refusal(request(1, Map.of(), false, file)).startsWith("no results can be written to '" + file));
        assertFalse(Files.exists(out), "nothing was begun");
        Files.delete(pictures.resolve("a.png"));
        assertTrue(refusal(request(1, Map.of(), false, out)).startsWith("there are no pictures in " + pictures));
        Files.delete(pipeline);
        assertEquals("there is no pipeline file '" + pipeline + "'", refusal(request(1, Map.of(), false, out)));
    }

    @Test
    void aResultNeverReplacesAnInput() throws Exception {
        draw("annotated/a.png");
        Files.copy(pictures.resolve("annotated/a.png"), pictures.resolve("annotated/b.jpg"));
        pictures = pictures.resolve("annotated");
        assertTrue(refusal(request(1, Map.of(), true, folder.resolve("pictures")))
                .endsWith("b.jpg'; choose another folder with --out"));
    }

    private static String refusal(DetectRequest request) {
        return assertThrows(WrongUsageException.class, () -> DetectPictures.open(request, CATALOGUE)
                        .close())
                .getMessage();
    }
}
