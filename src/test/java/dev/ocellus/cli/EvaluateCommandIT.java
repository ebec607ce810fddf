package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.testing.PictureFiles;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Detections that were written down, judged on a small set in YOLO's form; weights are judged where there are some. */
class EvaluateCommandIT {
    private static final String HEADING = "file_name,label,x,y,width,height,score\n";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Path set;
    private Path results;

    /** Four pictures of 48 x 32 pixels, each with a cat in its left half; the last file is no picture. */
    @BeforeEach
    void makeSet() throws IOException {
        set = folder.resolve("set");
        results = folder.resolve("results");
        Files.createDirectories(set.resolve("images"));
        Files.createDirectories(set.resolve("labels"));
        for (String name : List.of("a", "b", "c", "d")) {
            Files.write(set.resolve("images/" + name + ".jpg"), PictureFiles.jpeg());
            Files.writeString(set.resolve("labels/" + name + ".txt"), "0 0.25 0.5 0.5 1\n");
        }
        Files.writeString(set.resolve("data.yaml"), "train: images\nnames: [cat]\n");
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Ocellus.run(
                new Terminal(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                arguments);
    }

    private Path detections(String... lines) throws IOException {
        return Files.writeString(folder.resolve("found.csv"), HEADING + String.join("\n", lines) + "\n");
    }

    private int evaluate(Path detections, String... more) {
        String[] arguments = new String[more.length + 6];
        System.arraycopy(
                new String[] {
                    "evaluate", set.toString(), "--detections", detections.toString(), "--out", results.toString()
                },
                0,
                arguments,
                0,
                6);
        System.arraycopy(more, 0, arguments, 6, more.length);
        return run(arguments);
    }

    private JsonNode figures() throws IOException {
        return new ObjectMapper().readTree(results.resolve("evaluation.json").toFile());
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }

    @Test
    void judgesWritesEverythingAndSumsUpMarkedCauses() throws IOException {
        Path found = detections(
                "a.jpg,cat,0,0,24,32,0.9",
                "b.jpg,cat,0,0,24,32,0.8",
                "b.jpg,cat,30,4,10,10,0.95",
                "c.jpg,dog,0,0,24,32,0.7");
        assertEquals(0, evaluate(found, "--score", "0.5", "--rounds", "20"), err());
        for (String file : List.of(
                "report.html",
                "evaluation.json",
                "errors.csv",
                "classes.csv",
                "curves.csv",
                "pictures.csv",
                "confusion.csv")) {
            assertTrue(Files.size(results.resolve(file)) > 0, file);
        }
        JsonNode point = figures().get("at-score");
        assertEquals(2, point.get("true-positives").intValue());
        assertEquals(2, point.get("false-positives").intValue());
        assertEquals(
                1,
                figures().get("error-kinds").get("background").get("at-score").intValue());
        assertEquals(
                1, figures().get("error-kinds").get("class").get("at-score").intValue());
        assertEquals(
                1, figures().get("error-kinds").get("missed").get("at-score").intValue());
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("AP50"));
        assertTrue(Files.readString(results.resolve("report.html")).contains("data:image/jpeg;base64,"));

        Path sheet = results.resolve("errors.csv");
        List<String> lines = Files.readAllLines(sheet);
        int small = List.of(lines.get(0).split(",")).indexOf("small");
        String[] fields = lines.get(1).split(",", -1);
        fields[small] = "x";
        Files.writeString(sheet, lines.get(0) + "\r\n" + String.join(",", fields) + "\r\n");
        assertEquals(0, run("evaluate", "--errors", sheet.toString()), err());
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("1 of 3 errors have a cause"), out.toString());
        assertTrue(Files.readString(results.resolve("causes.csv")).contains("\nsmall,1,1,"));

        // marks are not written over
        assertEquals(2, evaluate(found));
        assertTrue(err().contains("marks that would be lost"), err());
    }

    @Test
    void aBadPictureIsInTheLedgerAndTheOthersAreJudged() throws IOException {
        Files.writeString(set.resolve("images/c.jpg"), "no picture");
        // labels in fractions need the picture's size, so the reader leaves this one out
        assertEquals(1, evaluate(detections("a.jpg,cat,0,0,24,32,0.9"), "--rounds", "5"));
        assertEquals(3, figures().get("pictures").intValue());
        assertTrue(err().contains("c.jpg"), err());
        // a picture that ends too early has a size, and is judged with a warning
        Files.write(
                set.resolve("images/c.jpg"),
                java.util.Arrays.copyOf(PictureFiles.jpeg(), PictureFiles.jpeg().length - 40));
        evaluate(detections("a.jpg,cat,0,0,24,32,0.9"), "--rounds", "5");
        String ledger = Files.readString(results.resolve("pictures.csv"));
        assertTrue(ledger.contains("images/c.jpg,warning,"), ledger);
    }

    @Test
    void partsAsListsGiveTheTableOfBiasAndVariance() throws IOException {
        Path train = Files.writeString(folder.resolve("train.txt"), "a\nb\n");
        Path dev = Files.writeString(folder.resolve("dev.txt"), "c.jpg\nd.jpg\n");
        Path found = detections("a.jpg,cat,0,0,24,32,0.9", "b.jpg,cat,0,0,24,32,0.8", "c.jpg,cat,0,0,24,32,0.7");
        assertEquals(
                0,
                evaluate(
                        found,
                        "--compare",
                        "train=" + train + ",dev=" + dev,
                        "--target-error",
                        "0.01",
                        "--rounds",
                        "20"),
                err());
        JsonNode parts = figures().get("parts");
        assertEquals(0, parts.get("train").get("error").doubleValue(), 1e-9);
        // of two cats one is found: recalls to 0.5 at precision 1
        assertEquals(1 - 51 / 101.0, parts.get("dev").get("error").doubleValue(), 1e-6);
        assertTrue(figures().get("selection").textValue().contains("dev"));
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("variance"));
    }

    @Test
    void labelsAreRenamedAndStrangeOnesTold() throws IOException {
        Path found = detections("a.jpg,pet,0,0,24,32,0.9");
        assertEquals(0, evaluate(found, "--rounds", "5"), err());
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("never says"), out.toString());
        assertEquals(0, evaluate(found, "--rounds", "5", "--labels", "cat=pet"), err());
        assertFalse(out.toString(StandardCharsets.UTF_8).contains("never says"));
        assertEquals(26 / 101.0, figures().get("coco").get("AP50").doubleValue(), 1e-6);
    }

    @Test
    void wrongUsageIsToldBeforeAnythingIsDone() throws IOException {
        Path found = detections("a.jpg,cat,0,0,24,32,0.9");
        assertEquals(2, run("evaluate", set.toString()));
        assertTrue(err().contains("--weights, --pipeline or --detections"), err());
        assertEquals(2, evaluate(found, "--part", "test"));
        assertTrue(err().contains("'test' is no part of the set"), err());
        assertEquals(2, evaluate(found, "--compare", "practice=a.txt"));
        assertTrue(err().contains("train, train-dev, dev, test"), err());
        assertEquals(2, evaluate(found, "--labels", "dog=pet"));
        assertTrue(err().contains("'cat'"), err());
        assertEquals(2, evaluate(detections("z.jpg,cat,0,0,24,32,0.9")));
        assertTrue(err().contains("none of the pictures"), err());
        assertEquals(2, run("evaluate", "--errors", folder.resolve("errors.csv").toString()));
        assertFalse(Files.exists(results));
    }

    @Test
    void choosingPointsAtMistakesInTheRequirements() {
        assertEquals(
                2,
                run(
                        "choose",
                        "runs/a",
                        "--data",
                        set.toString(),
                        "--best",
                        "ap",
                        "--subject-to",
                        "p95-ms<=30,speed<=5"));
        assertTrue(err().contains("no figure 'speed'") && err().contains("^"), err());
        assertEquals(2, run("choose", "runs/a", "--data", set.toString(), "--best", "beauty"));
        assertTrue(err().contains("'beauty'"), err());
        assertEquals(2, run("choose", folder.resolve("nothing").toString(), "--data", set.toString(), "--best", "ap"));
        assertTrue(err().contains("there is no folder of weights"), err());
    }

    @Test
    void choosesAmongShippedWeights() throws IOException {
        Path table = folder.resolve("choice.csv");
        assertEquals(
                1,
                run(
                        "choose",
                        "weights/faces",
                        "--data",
                        set.toString(),
                        "--labels",
                        "cat=face",
                        "--best",
                        "ap50",
                        "--subject-to",
                        "size-mb<=1",
                        "--out",
                        table.toString()),
                err());
        String csv = assertTable(table);
        assertTrue(csv.contains("not size-mb<=1"), csv);
        assertEquals(
                0,
                run(
                        "choose",
                        "weights/faces",
                        "--data",
                        set.toString(),
                        "--labels",
                        "cat=face",
                        "--best",
                        "ap50",
                        "--subject-to",
                        "size-mb<=10,p95-ms<100000",
                        "--quiet"),
                err());
        assertEquals("weights/faces", out.toString(StandardCharsets.UTF_8).strip());
    }

    private static String assertTable(Path table) throws IOException {
        String csv = Files.readString(table);
        assertTrue(csv.startsWith("run,chosen,why_not,ap,"), csv);
        return csv;
    }
}
