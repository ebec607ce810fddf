package dev.ocellus.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.evaluate.Assessment;
import dev.ocellus.evaluate.DetectionError;
import dev.ocellus.evaluate.ErrorAnalysis;
import dev.ocellus.evaluate.ErrorKind;
import dev.ocellus.evaluate.PartErrors;
import dev.ocellus.evaluate.PartErrors.Measured;
import dev.ocellus.evaluate.PartErrors.Role;
import dev.ocellus.evaluate.Suspicion;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.xml.sax.InputSource;

/** What an evaluation writes, on a scene with a mistake of several kinds and names that would be markup. */
class EvaluationReportTest {
    private static final String WICKED = "<script>alert(\"1\")</script>&";

    @TempDir
    private Path folder;

    private static Box square(int place) {
        return new Box(100 * place, 0, 100 * place + 40, 40);
    }

    private static EvaluationContent content() {
        Image image = Image.filled(new Size(640, 100), 90, 120, 150);
        Frame frame = Frame.of("a/" + WICKED + ".jpg", image)
                .withTruth(Truth.of(List.of(
                        new TruthBox(square(0), "cat", false),
                        new TruthBox(square(1), "cat", false),
                        new TruthBox(square(2), WICKED, false),
                        new TruthBox(square(3), "cat", false))))
                .withDetections(List.of(
                        new Detection(square(0), "cat", 0.9),
                        new Detection(square(1), WICKED, 0.95),
                        new Detection(square(2), WICKED, 0.8),
                        new Detection(square(5), "cat", 0.97)));
        Assessment assessment = Assessment.of(List.of(frame), new Assessment.Settings(0.5, 20, 1));
        List<Suspicion> suspicions = Suspicion.of(assessment.reported());
        var outcome = assessment.reported().outcomes().get(0);
        var shown = new EvaluationContent.Shown(
                image, image.size().bounds(), outcome, assessment.reported().errors());
        var doubtful = suspicions.stream()
                .map(s -> new EvaluationContent.Shown(image, image.size().bounds(), outcome, List.of(s.error())))
                .toList();
        return new EvaluationContent(
                new EvaluationContent.About(
                        "weights",
                        "data",
                        "all pictures",
                        "ocellus evaluate data",
                        LocalDate.EPOCH,
                        true,
                        20,
                        1,
                        List.of("a note")),
                assessment,
                Optional.of(new EvaluationContent.Parts(
                        "1 − AP50",
                        true,
                        new PartErrors(
                                0.02,
                                Map.of(Role.TRAIN, new Measured(0.1, 0.01, 9), Role.DEV, new Measured(0.3, 0.02, 9))))),
                suspicions,
                doubtful,
                List.of(shown),
                List.of(
                        new PictureResult(
                                frame.id(),
                                PictureResult.Status.OK,
                                Optional.of(image.size()),
                                frame.detections(),
                                List.of(),
                                1),
                        PictureResult.rejected("b.jpg", new Reason("TRUNCATED", "it ends too early"), 1)),
                List.of());
    }

    @Test
    void thePageNeedsNothingButItselfAndNoNameBecomesMarkup() throws IOException {
        Path page = folder.resolve("report.html");
        EvaluationPage.write(content(), page);
        String html = Files.readString(page);
        assertFalse(html.contains("<script"), "no script, and none from a name");
        Matcher references = Pattern.compile("(?:href|src)=\"([^\"]*)\"").matcher(html);
        while (references.find()) {
            String target = references.group(1);
            assertTrue(
                    target.startsWith("#") || target.startsWith("data:") || target.startsWith("https://arxiv.org/"),
                    target);
        }
        assertFalse(html.contains("@import") || html.contains("url("), "the style sheet fetches nothing");
        for (String link : html.split("href=\"#")) {
            if (!link.startsWith("<!DOCTYPE")) {
                String id = link.substring(0, link.indexOf('"'));
                assertTrue(html.contains("id=\"" + id + "\""), "a link leads to nothing: #" + id);
            }
        }
        for (ErrorKind kind : ErrorKind.values()) {
            assertTrue(html.contains("<b>" + EvaluationWords.of(kind) + "</b>"), kind.toString());
        }
        assertTrue(html.contains("it ends too early"));
        assertTrue(html.contains("variance"));
    }

    @Test
    void everyDrawingIsWellFormed() throws Exception {
        Path page = folder.resolve("report.html");
        EvaluationPage.write(content(), page);
        Matcher drawings = Pattern.compile("<svg.*?</svg>", Pattern.DOTALL).matcher(Files.readString(page));
        int count = 0;
        while (drawings.find()) {
            DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(new InputSource(new java.io.StringReader(drawings.group())));
            count++;
        }
        assertTrue(count >= 5, count + " drawings");
    }

    @Test
    void figuresAreInTheFileAndErrorsComeBackAsTheyWere() throws IOException {
        EvaluationContent content = content();
        Path file = folder.resolve("evaluation.json");
        EvaluationFile.write(content, file);
        JsonNode json = new ObjectMapper().readTree(file.toFile());
        assertEquals(
                content.assessment().coco().ap50(), json.get("coco").get("AP50").doubleValue(), 1e-6);
        assertTrue(json.get("coco").get("AP-large").isNull(), "what is not defined is null");
        assertEquals(1, json.get("rejected-pictures").intValue());
        assertEquals(
                0.2, json.get("parts").get("steps").get("variance").get("size").doubleValue(), 1e-9);
        EvaluationFile.Recorded recorded = EvaluationFile.read(file);
        assertEquals(content.assessment().point(), recorded.point());
        List<DetectionError> errors = content.assessment().reported().errors();
        assertEquals(errors.size(), recorded.errors().size());
        for (DetectionError error : errors) {
            DetectionError read = recorded.errors().get(ErrorSheet.id(error));
            assertEquals(error.kind(), read.kind());
            assertEquals(error.hidesTruth(), read.hidesTruth());
            assertEquals(error.truthNumber(), read.truthNumber());
            assertEquals(error.detection(), read.detection());
        }
    }

    @Test
    void theSheetBeginsWithDoubtfulLabelsAndComesBackSummedUp() throws IOException {
        EvaluationContent content = content();
        ErrorAnalysis reported = content.assessment().reported();
        Path sheet = folder.resolve("errors.csv");
        ErrorSheet.write(reported, content.suspicions(), sheet);
        EvaluationFile.write(content, folder.resolve("evaluation.json"));
        List<String> lines = Files.readAllLines(sheet);
        assertTrue(lines.get(0).startsWith("\uFEFFid,number,doubtful_label,kind,"));
        assertTrue(lines.get(1).contains("found most surely but not marked"), lines.get(1));
        assertEquals(reported.errors().size() + 1, lines.size());
        assertFalse(MarkedSheet.read(sheet).isMarked());

        // the first two are not the detector's fault, says somebody, in a column of his own and with semicolons
        String marked = Stream.concat(
                        Stream.of("id;not ours"),
                        lines.stream()
                                .skip(1)
                                .map(line -> line.split(",")[0])
                                .map(id -> id + ";x")
                                .limit(2))
                .reduce("", (text, line) -> text + line + "\r\n");
        Files.writeString(sheet, marked);
        CauseSummary summary =
                CauseSummary.of(MarkedSheet.read(sheet), EvaluationFile.read(folder.resolve("evaluation.json")));
        assertEquals(List.of(), summary.remarks());
        assertEquals(1, summary.causes().size());
        // 2 of 4 found, 2 false; without the stray detection and with the wrong label mended 3 of 4 found, none false
        assertEquals(2 * 2 / (2 + 2 + 4.0), summary.point().f1(), 1e-12);
        assertEquals(2 * 3 / (3 + 0 + 4.0), summary.causes().get(0).mended().f1(), 1e-12);
    }

    @Test
    void idsOfErrorsAreLettersAndDifferent() {
        List<String> ids = content().assessment().reported().errors().stream()
                .map(ErrorSheet::id)
                .toList();
        assertEquals(ids.size(), ids.stream().distinct().count());
        ids.forEach(id -> assertTrue(id.matches("[a-z]{8}"), id));
    }
}
