package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.ModelCard;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.testing.DrawnSquares;
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

/** From labelled pictures to weights to boxes, by the command line alone. */
class TrainCommandIT {
    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeDataAndPlan() throws IOException {
        DrawnSquares.writeTo(folder);
        String plan = DrawnSquares.PLAN.replace(
                "  - mirror: {probability: 0.5}", "  - mirror: {probability: 0.5}\n  - pca-colour");
        Files.writeString(folder.resolve("train.yaml"), plan);
    }

    @Test
    void theWeightsOfATrainingDetect() throws IOException {
        assertEquals(0, train("train.yaml"), this::err);
        assertTrue(out().contains("squares: ") && out().contains("Weights: "), out());

        WeightsFolder weights = WeightsFolder.open(folder.resolve("run/squares"));
        ModelCard card = weights.card();
        assertEquals(List.of("square"), card.labels());
        assertEquals("train.yaml", card.provenance().pipeline());
        assertEquals(3, card.anchors().size());
        assertEquals(3, card.provenance().colourAxes().size(), "the axes of pca-colour travel with the weights");
        assertTrue(card.metrics().stream().anyMatch(metric -> metric.what().equals("AP50")), card::toString);
        assertTrue(weights.read(WeightsFolder.MODEL).length > 1000);

        Files.writeString(folder.resolve("detect.yaml"), """
                stages:
                  - letterbox: {longest-side: 96}
                  - detect: {weights: run/squares}
                  - suppress
                """);
        assertEquals(
                0,
                run(
                        "detect",
                        folder.resolve("squares").toString(),
                        "--pipeline",
                        folder.resolve("detect.yaml").toString(),
                        "--out",
                        folder.resolve("out").toString(),
                        "--score",
                        "0.001"),
                this::err);
        assertTrue(Files.readString(folder.resolve("out/detections.json")).contains("\"square\""));
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        assertEquals(2, train("none.yaml"));
        assertTrue(err().contains("none.yaml"), err());
        Files.writeString(folder.resolve("train.yaml"), DrawnSquares.PLAN.replace("steps: 14", "steps: many"));
        assertEquals(2, train("train.yaml"));
        assertTrue(err().contains("steps must be a whole number, got 'many'"), err());
    }

    @Test
    void aLearningRateThatDivergesEndsTheTrainingAndSaysWhatIsKept() throws IOException {
        Files.writeString(
                folder.resolve("train.yaml"),
                DrawnSquares.PLAN
                        .replace("peak: 0.01", "peak: 1.0e+30")
                        .replace("checkpoint-every: 3", "checkpoint-every: 1"));
        assertEquals(1, train("train.yaml"), this::err);
        assertTrue(err().contains("smaller learning rate"), err());
        assertTrue(err().contains("is kept in " + folder.resolve("run/checkpoint.safetensors")), err());
        assertTrue(Files.exists(folder.resolve("run/checkpoint.safetensors")));
        assertFalse(Files.exists(folder.resolve("run/squares")), "no weights of a failed training");
    }

    private int train(String file) {
        return run(
                "train",
                folder.resolve(file).toString(),
                "--data",
                folder.toString(),
                "--out",
                folder.resolve("run").toString(),
                "--threads",
                "1");
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(
                new PrintStream(out, false, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Ocellus.run(terminal, arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
