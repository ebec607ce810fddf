package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.detect.Detector;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import dev.ocellus.testing.DrawnSquares;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
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

    /** A network and a course so small that they take a second. */
    private static final String SMALL = "network: {widths: [4, 4, 8, 8, 8], neck: 8}";

    private int trainFolder(String... more) throws IOException {
        Path changes = folder.resolve("small.yaml");
        Files.writeString(changes, "train:\n  " + SMALL + "\n  course: {steps: 12, batch: 2}\n");
        List<String> arguments = new ArrayList<>(List.of(
                "train",
                folder.resolve("squares").toString(),
                "--out",
                folder.resolve("run").toString(),
                "--threads",
                "1",
                "--size",
                "64",
                "--plan",
                changes.toString()));
        arguments.addAll(List.of(more));
        return run(arguments.toArray(String[]::new));
    }

    @Test
    void aFolderIsEnough() throws IOException {
        assertEquals(0, trainFolder(), this::err);
        for (String chosen : List.of("format", "parts", "labels", "longest-side", "strides", "anchors")) {
            assertTrue(out().contains("\n" + chosen + " ") || out().startsWith(chosen + " "), chosen + " in " + out());
        }
        assertTrue(out().contains("recommended") && out().contains("squares, test"), out());
        for (String file :
                List.of("plan.yaml", "curve.csv", "curve.png", "anchors.csv", "anchors.png", "detect.yaml")) {
            assertTrue(Files.size(folder.resolve("run").resolve(file)) > 0, file);
        }
        int listed = 0;
        for (String list : List.of("train.txt", "dev.txt", "test.txt")) {
            listed += Files.readAllLines(folder.resolve("run").resolve(list)).size();
        }
        assertEquals(20, listed, "every picture is on one list");
        ModelCard card = WeightsFolder.open(folder.resolve("run/squares")).card();
        assertEquals(List.of("square"), card.labels());
        assertTrue(card.metrics().stream().anyMatch(metric -> metric.set().equals("squares, test")), card::toString);
        assertEquals(
                0,
                run(
                        "detect",
                        folder.resolve("squares/p0.png").toString(),
                        "--pipeline",
                        folder.resolve("run/detect.yaml").toString(),
                        "--out",
                        folder.resolve("out").toString()),
                this::err);

        String weights = Files.readString(folder.resolve("run/squares/card.yaml"));
        assertEquals(0, trainFolder(), this::err);
        assertEquals(
                weights.replaceAll("duration: .*", ""),
                Files.readString(folder.resolve("run/squares/card.yaml")).replaceAll("duration: .*", ""),
                "what is complete stays as it is");
    }

    @Test
    void thePlanThatWasWrittenIsGoneOnWith() throws IOException {
        assertEquals(0, trainFolder(), this::err);
        assertEquals(2, trainFolder("--seed", "5"));
        assertTrue(err().contains("plan.yaml fixes") && err().contains("--seed 5"), err());
        String plan = Files.readString(folder.resolve("run/plan.yaml"));
        assertTrue(plan.contains("# Asked for: --size 64 --plan"), plan);
        assertEquals(
                0,
                run(
                        "train",
                        folder.resolve("run/plan.yaml").toString(),
                        "--data",
                        folder.toString(),
                        "--out",
                        folder.resolve("again").toString(),
                        "--threads",
                        "1",
                        "--quiet"),
                this::err);
        assertEquals(
                Files.readString(folder.resolve("run/curve.csv")), Files.readString(folder.resolve("again/curve.csv")));
    }

    @Test
    void aFolderFromWhichNothingCanBeLearnedIsRefused() throws IOException {
        Files.createDirectories(folder.resolve("nothing"));
        Path out = folder.resolve("run");
        assertEquals(2, run("train", folder.resolve("nothing").toString(), "--out", out.toString()));
        assertTrue(err().contains("no labels were recognised"), err());
        assertEquals(
                2,
                run(
                        "train",
                        folder.resolve("squares").toString(),
                        "--out",
                        folder.resolve("squares/run").toString()));
        assertTrue(err().contains("must not lie among the pictures"), err());
        assertEquals(2, trainFolder("--set", "course.stepz=3"));
        assertTrue(err().contains("unknown setting 'stepz'"), err());
        assertEquals(2, trainFolder("--from", folder.resolve("none").toString()));
        assertTrue(err().contains("there are no weights in"), err());
    }

    @Test
    void faultsAboveTheBudgetStopTheTraining() throws IOException {
        Path label = folder.resolve("squares/p0.xml");
        Files.writeString(label, Files.readString(label).replaceFirst("<xmax>.*</xmax>", "<xmax>1</xmax>"));
        assertEquals(1, trainFolder(), this::err);
        assertTrue(err().contains("--allow-rejects 1") && !err().contains("p0.xml"), err());
        assertFalse(Files.exists(folder.resolve("run/plan.yaml")));
        assertEquals(0, trainFolder("--allow-rejects", "1"), this::err);
        assertTrue(err().contains("p0.xml"), "what is left out is told: " + err());
    }

    /** Decodes with nothing but the model and what it says of itself. */
    @Test
    void theModelIsEnoughForOnnxRuntime() throws IOException {
        assertEquals(0, trainFolder("--quiet"), this::err);
        WeightsFolder weights = WeightsFolder.open(folder.resolve("run/squares"));
        ObjectMapper json = new ObjectMapper();
        try (OnnxRuntimeNetwork network = OnnxRuntimeNetwork.open(weights.read(WeightsFolder.MODEL), 1, "squares")) {
            JsonNode input = json.readTree(network.metadata().get("preprocessing"));
            JsonNode anchors = json.readTree(network.metadata().get("anchors"));
            assertEquals(
                    "square",
                    json.readTree(network.metadata().get("labels")).get(0).asText());
            JsonNode thresholds = json.readTree(network.metadata().get("thresholds"));
            assertEquals(
                    weights.card().thresholds().score(), thresholds.get("score").asDouble());
            int side = 3 * input.get("stride").asInt();
            Image picture = Image.filled(new Size(side, side), 40, 60, 50)
                    .withPatch(Image.filled(new Size(30, 30), 230, 200, 40), 20, 30);
            Tensor batch = Tensor.zeros(1, 3, side, side);
            for (int channel = 0, at = 0; channel < 3; channel++) {
                for (int y = 0; y < side; y++) {
                    for (int x = 0; x < side; x++) {
                        batch.data()[at++] = (float)
                                ((picture.at(x, y, channel) - input.get("mean").asDouble())
                                        / input.get("scale").asDouble());
                    }
                }
            }
            List<double[]> found = decode(network.forward(batch), anchors);

            Detector ours = Detector.open(weights, 1e-9, 1, model -> OnnxRuntimeNetwork.open(model, 1, "squares"));
            List<Detection> expected = ours.apply(Frame.of("picture", picture)).detections();
            ours.close();
            assertTrue(expected.size() > 10, "there is something to compare: " + expected.size());
            for (Detection detection : expected) {
                assertTrue(found.stream().anyMatch(box -> agree(box, detection)), detection + " was decoded otherwise");
            }
        }
    }

    /** Left, top, right, bottom and score of every prediction, by the words in the metadata. */
    private static List<double[]> decode(List<Tensor> outputs, JsonNode anchors) {
        List<double[]> boxes = new ArrayList<>();
        for (int level = 0; level < outputs.size(); level++) {
            Tensor output = outputs.get(level);
            int stride = anchors.get(level).get("stride").asInt();
            JsonNode sizes = anchors.get(level).get("boxes");
            int rows = output.dimension(2);
            int columns = output.dimension(3);
            int values = output.dimension(1) / sizes.size();
            for (int a = 0; a < sizes.size(); a++) {
                for (int cell = 0; cell < rows * columns; cell++) {
                    double[] s = new double[values];
                    for (int v = 0; v < values; v++) {
                        s[v] = 1 / (1 + Math.exp(-output.data()[(a * values + v) * rows * columns + cell]));
                    }
                    double x = (2 * s[0] - 0.5 + cell % columns) * stride;
                    double y = (2 * s[1] - 0.5 + cell / columns) * stride;
                    double w = 4 * s[2] * s[2] * sizes.get(a).get(0).asDouble();
                    double h = 4 * s[3] * s[3] * sizes.get(a).get(1).asDouble();
                    boxes.add(new double[] {x - w / 2, y - h / 2, x + w / 2, y + h / 2, s[4]});
                }
            }
        }
        return boxes;
    }

    /** Boxes are cut off at the edges of a picture of 96 x 96. */
    private static boolean agree(double[] box, Detection detection) {
        return Math.abs(Math.max(0, box[0]) - detection.box().left()) < 0.01
                && Math.abs(Math.max(0, box[1]) - detection.box().top()) < 0.01
                && Math.abs(Math.min(96, box[2]) - detection.box().right()) < 0.01
                && Math.abs(Math.min(96, box[3]) - detection.box().bottom()) < 0.01
                && Math.abs(box[4] - detection.score()) < 1e-4;
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
