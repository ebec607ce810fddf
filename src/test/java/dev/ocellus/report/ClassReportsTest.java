package dev.ocellus.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.dataset.FileOutcome;
import dev.ocellus.dataset.Part;
import dev.ocellus.evaluate.Confusion;
import dev.ocellus.frame.Classification;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Reading;
import dev.ocellus.learn.History;
import dev.ocellus.report.PictureResult.Status;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is left behind of pictures that were taken for something, and of learning it. */
class ClassReportsTest {
    private static final List<String> LABELS = List.of("cat, \"tame\"", "犬");
    private static final PictureResult CAT = new PictureResult(
            "a.jpg",
            Status.OK,
            Optional.of(new Size(4, 3)),
            List.of(),
            Optional.of(Classification.of(LABELS, new float[] {0.75f, 0.25f})),
            List.of(),
            1);
    private static final PictureResult REJECTED =
            PictureResult.rejected("b.txt", new Reason("NOT_A_PICTURE", "text, not a picture"), 0);

    @TempDir
    Path folder;

    @Test
    void aTableHoldsEveryClassOfEveryPicture() throws IOException {
        Path file = folder.resolve("classes.csv");
        try (ClassCsvWriter writer = new ClassCsvWriter(file, LABELS)) {
            writer.write(CAT);
            writer.write(REJECTED);
            writer.finish(new Summary(true, 1, 0, 1, 0, Map.of(), 1));
        }
        assertEquals(
                "file_name,label,probability,status,reason,\"cat, \"\"tame\"\"\",犬\r\n"
                        + "a.jpg,\"cat, \"\"tame\"\"\",0.7500,ok,,0.7500,0.2500\r\n"
                        + "b.txt,,,rejected,\"text, not a picture\",,\r\n",
                Files.readString(file));
    }

    @Test
    void theLedgerHoldsTheClassesAndCountsTheLikeliest() throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        Summary.Tally tally = new Summary.Tally();
        tally.add(CAT);
        try (LedgerWriter ledger = LedgerWriter.toStream(out)) {
            ledger.write(CAT);
            ledger.write(REJECTED);
            ledger.finish(tally.summary(true, 0, 1));
        }
        JsonNode json = new ObjectMapper().readTree(out.toByteArray());
        JsonNode classes = json.get("pictures").get(0).get("classes");
        assertEquals("cat, \"tame\"", classes.get(0).get("label").asText());
        assertEquals(0.25, classes.get(1).get("probability").asDouble());
        assertFalse(json.get("pictures").get(1).has("classes"));
        assertEquals(1, json.get("summary").get("found").get("cat, \"tame\"").asInt());
    }

    @Test
    void everyFileIsListed() throws IOException {
        Path file = folder.resolve("files.csv");
        FileOutcome ok =
                new FileOutcome("a/1.png", Optional.of(Part.DEVELOPMENT), Optional.of("a"), FileOutcome.Status.OK, "");
        FileOutcome no = new FileOutcome("x,y", Optional.empty(), Optional.empty(), FileOutcome.Status.REJECTED, "odd");
        FileList.write(List.of(ok, no), file);
        assertEquals(
                "file_name,part,label,status,reason\r\na/1.png,dev,a,ok,\r\n\"x,y\",,,rejected,odd\r\n",
                Files.readString(file));
    }

    @Test
    void confusionIsATableAndAPicture() throws IOException {
        Confusion confusion = new Confusion(LABELS, new int[] {0, 0, 1}, new int[] {0, 1, 1});
        Path table = folder.resolve("confusion.csv");
        ConfusionReport.writeCsv(confusion, table);
        assertEquals(
                "shown \\ said,\"cat, \"\"tame\"\"\",犬\r\n\"cat, \"\"tame\"\"\",1,1\r\n犬,0,1\r\n",
                Files.readString(table));
        Path picture = folder.resolve("confusion.png");
        ConfusionReport.writePicture(confusion, "confusion", picture);
        assertEquals(new Size(600, 600), decoded(picture).size());
    }

    @Test
    void curvesHaveAChartForEachMetricAndTheLearningRate() throws IOException {
        History history = new History("epoch", List.of())
                .with(new History.Row(1, 0.1, Map.of("loss", 2.0), Map.of("loss", 2.5)))
                .with(new History.Row(2, 0.05, Map.of("loss", 1.0), Map.of("loss", 1.5)));
        Path file = folder.resolve("curves.png");
        CurveChart.write(history, file);
        Image curves = decoded(file);
        assertEquals(new Size(900, 640), curves.size());
        assertTrue(blue(curves, 0, 320) > 200 && blue(curves, 320, 640) > 200, "a line in each chart");

        CurveChart.write(new History("epoch", List.of()).with(history.last()), file);
        assertEquals(new Size(900, 640), decoded(file).size(), "a single epoch will do");
    }

    /** How many pixels have the colour of the first line. */
    private static int blue(Image image, int fromRow, int toRow) {
        int count = 0;
        for (int y = fromRow; y < toRow; y++) {
            for (int x = 0; x < image.width(); x++) {
                count += image.at(x, y, 2) > 200 && image.at(x, y, 0) < 60 ? 1 : 0;
            }
        }
        return count;
    }

    private static Image decoded(Path file) {
        return ((Reading.Decoded) new ImageReader().read(file)).image();
    }
}
