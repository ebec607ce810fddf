package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.image.PictureFit;
import dev.ocellus.image.Reading;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import dev.ocellus.testing.BrokenInputs;
import dev.ocellus.testing.DrawnShapes;
import dev.ocellus.zoo.NetworkFile;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From folders of pictures to weights to words, by the command line alone. */
class TrainClassifierCommandIT {
    private static final String CIRCLE = DrawnShapes.Shape.CIRCLE.folder();

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void shapesAreToldApartAndTheWeightsSaySo() throws IOException {
        Path shapes = folder.resolve("shapes");
        DrawnShapes.writeTo(shapes, 80, 1);
        Path run = folder.resolve("run");
        assertEquals(0, train(shapes, run, "--input", "24x24x3", "--epochs", "14"), this::err);
        assertTrue(
                out().contains("3 classes; 168 pictures to learn from, 36 to choose the best epoch, 36 to test"),
                out());
        assertTrue(out().contains("ocellus classify --weights "), out());
        assertEquals("", err());

        WeightsFolder weights = WeightsFolder.open(run.resolve("weights"));
        ModelCard card = weights.card();
        assertEquals(ModelCard.CLASSIFY, card.task());
        Map<String, String> versions = card.provenance().versions();
        assertEquals(List.of("engine", "ocellus", "nd4j", "onnxruntime", "java"), List.copyOf(versions.keySet()));
        assertEquals("nd4j 1.0.0-M2.1", versions.get("engine") + " " + versions.get("nd4j"));
        assertEquals(List.of(CIRCLE, "квадрат", "三角形"), card.labels());
        for (ModelCard.Metric metric : card.metrics()) {
            assertTrue(metric.value() > 0.95, metric::toString);
        }
        assertEquals(
                List.of("train", "dev", "test"),
                card.metrics().stream()
                        .map(metric -> metric.set().replaceAll(",.*", ""))
                        .toList());
        assertEquals(
                24,
                NetworkFile.read(run.resolve("weights/network.yaml")).input().width());
        assertPictures(run);

        Path more = folder.resolve("more");
        DrawnShapes.writeTo(more, 20, 2);
        Path table = folder.resolve("classes.csv");
        String in = run.resolve("weights").toString();
        assertEquals(
                0,
                run("classify", "--weights", in, more.toString(), "--recursive", "--csv", table.toString()),
                this::err);
        assertTrue(out().lines().anyMatch(line -> line.matches("квадрат/p0\\.png +квадрат \\d\\d.*%.*%.*%")), out());
        assertMostAreRight(table);
        assertEquals(weights.card().labels(), metadataLabels(weights));
    }

    private void assertPictures(Path run) throws IOException {
        for (String name : List.of("curves.png", "confusion.png")) {
            Reading reading = new ImageReader().read(run.resolve(name));
            assertTrue(
                    reading instanceof Reading.Decoded decoded
                            && decoded.image().width() >= 600,
                    name);
        }
        Reading.Decoded curves = (Reading.Decoded) new ImageReader().read(run.resolve("curves.png"));
        assertEquals(new Size(900, 960), curves.image().size(), "loss, accuracy and learning rate");
        String history = Files.readString(run.resolve("curve.csv"));
        assertTrue(history.startsWith("epoch,learning-rate,loss,accuracy,dev loss,dev accuracy\n1,"), history);
        assertEquals(1 + 240, Files.readAllLines(run.resolve("files.csv")).size());
    }

    private static void assertMostAreRight(Path table) throws IOException {
        List<String> lines = Files.readAllLines(table);
        long right = lines.stream()
                .skip(1)
                .filter(line -> line.startsWith(line.split(",")[1] + "/"))
                .count();
        assertEquals(61, lines.size());
        assertTrue(right > 57, right + " of 60 are right:\n" + String.join("\n", lines));
    }

    private static List<String> metadataLabels(WeightsFolder weights) throws IOException {
        try (OnnxRuntimeNetwork network = OnnxRuntimeNetwork.open(weights.read(WeightsFolder.MODEL), 1, "shapes")) {
            float[] said = probabilities(network, weights.card());
            double sum = 0;
            for (float probability : said) {
                sum += probability;
            }
            assertEquals(1, sum, 1e-5);
            assertTrue(network.metadata().get("preprocessing").contains("24x24"), network.metadata()::toString);
            return List.of(network.metadata().get("labels").split("\n"));
        }
    }

    private static float[] probabilities(Network network, ModelCard card) {
        Image image = PictureFit.CROP.apply(Image.filled(new Size(1, 1), 90, 90, 90), new Size(24, 24));
        List<Tensor> outputs = network.forward(card.input().preprocessing().toBatch(List.of(image)));
        return outputs.get(0).data();
    }

    @Test
    void aKilledTrainingGoesOnAndEndsAsIfNothingHadHappened() throws Exception {
        Path shapes = folder.resolve("shapes");
        DrawnShapes.writeTo(shapes, 12, 3);
        Path whole = folder.resolve("whole");
        Path killed = folder.resolve("killed");
        String[] options = {"--input", "16x16x3", "--epochs", "3", "--batch", "8", "--augment", "strong"};
        killAfter("epoch 1:", shapes, killed, options);
        assertFalse(Files.exists(killed.resolve("weights")));
        assertEquals(0, train(shapes, whole, options), this::err);
        assertEquals(0, train(shapes, killed, options), this::err);
        assertTrue(out().contains("going on after step "), out());
        for (String file : List.of("weights/parameters.safetensors", "weights/model.onnx", "curve.csv")) {
            assertArrayEquals(Files.readAllBytes(whole.resolve(file)), Files.readAllBytes(killed.resolve(file)), file);
        }
        assertEquals(1, train(shapes, killed, "--epochs", "7"), "other settings");
        assertTrue(err().contains("is the checkpoint of a training with other settings or other data"), err());
    }

    /** Runs the training in a process of its own and kills it once it has said something. */
    private void killAfter(String words, Path data, Path to, String... options) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Ocellus.class.getName()));
        command.addAll(List.of(arguments(data, to, options)));
        ProcessBuilder builder = new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().put("LC_ALL", "C.UTF-8");
        Process process = builder.start();
        try (BufferedReader said =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            String line = said.readLine();
            while (line != null && !line.startsWith(words)) {
                line = said.readLine();
            }
            assertTrue(line != null, "the training ended before it said '" + words + "'");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    @Test
    void brokenSmallAndLonelyPicturesDoNotStopATraining() throws IOException {
        Path data = folder.resolve("data");
        DrawnShapes.writeTo(data, 8, 4);
        List<BrokenInputs.Expected> broken = BrokenInputs.writeTo(
                Files.createDirectories(data.resolve(CIRCLE).resolve("found on the web")));
        Files.writeString(data.resolve("README"), "shapes");
        Path single = Files.createDirectories(data.resolve("single"));
        ImageWriter.writePng(Image.filled(new Size(1, 1), 200, 10, 10), single.resolve("pixel.png"));
        Files.createDirectories(data.resolve("empty"));

        Path run = folder.resolve("run");
        assertEquals(0, train(data, run, "--network", "softmax", "--input", "16x16x3", "--epochs", "2"), this::err);

        assertTrue(err().contains("README is not used: it lies beside the folders"), err());
        assertTrue(err().contains("empty is not used: the class has no pictures"), err());
        Map<String, String> status = new TreeMap<>();
        for (String line : Files.readAllLines(run.resolve("files.csv"))) {
            status.put(line.replaceAll(",.*", "").replaceAll(".*/", ""), line);
        }
        for (BrokenInputs.Expected input : broken) {
            String name = input.file().getFileName().toString();
            if (Files.isRegularFile(input.file())) {
                String line = status.get(name);
                assertTrue(
                        line.contains(input.rejection().isPresent() ? ",rejected," : ",train,")
                                || line.contains(",dev,")
                                || line.contains(",test,"),
                        line);
            }
        }
        assertTrue(status.get("pixel.png").contains(",train,single,ok,"), status.get("pixel.png"));
        assertEquals(
                4, WeightsFolder.open(run.resolve("weights")).card().labels().size());
    }

    @Test
    void twoClassesCanHaveASingleOutputAndALearnedBackboneServesOtherClasses() throws IOException {
        Path two = folder.resolve("two");
        DrawnShapes.writeTo(two, 20, 5);
        Files.walk(two.resolve("三角形")).sorted((a, b) -> b.compareTo(a)).forEach(file -> file.toFile()
                .delete());
        Path logistic = folder.resolve("logistic");
        assertEquals(
                0, train(two, logistic, "--network", "logistic", "--input", "16x16x3", "--epochs", "2"), this::err);
        String picture = two.resolve(CIRCLE).resolve("p0.png").toString();
        JsonNode ledger = classify(logistic, picture);
        double sum = 0;
        for (JsonNode guess : ledger.get("pictures").get(0).get("classes")) {
            sum += guess.get("probability").asDouble();
        }
        assertEquals(1, sum, 2e-4);

        Path small = folder.resolve("small");
        assertEquals(0, train(two, small, "--input", "16x16x3", "--epochs", "2"), this::err);
        Path three = folder.resolve("three");
        DrawnShapes.writeTo(three, 10, 6);
        Path transferred = folder.resolve("transferred");
        String from = small.resolve("weights").toString();
        assertEquals(
                0,
                train(
                        three,
                        transferred,
                        "--input",
                        "16x16x3",
                        "--epochs",
                        "1",
                        "--from",
                        from,
                        "--freeze-up-to",
                        "backbone.mean"),
                this::err);
        assertTrue(out().contains("numbers start from " + from + "; 387 learn"), out());
        assertEquals(
                WeightsFolder.open(small.resolve("weights")).card().input().mean(),
                WeightsFolder.open(transferred.resolve("weights"))
                        .card()
                        .input()
                        .mean(),
                "what was frozen sees what it saw before");
        assertEquals(2, train(three, transferred, "--from", from, "--freeze-up-to", "none"));
        assertTrue(err().contains("no layer 'none' to freeze up to; known: backbone.conv1"), err());
    }

    private JsonNode classify(Path run, String picture) throws IOException {
        out.reset();
        assertEquals(0, run("classify", "--weights", run.resolve("weights").toString(), picture, "--json"), this::err);
        return new ObjectMapper().readTree(out.toByteArray());
    }

    @Test
    void whatCannotBeLearntFromIsRefused() throws IOException {
        Path one = folder.resolve("one");
        Files.createDirectories(one.resolve("only"));
        ImageWriter.writePng(Image.filled(new Size(3, 3), 1, 2, 3), one.resolve("only/p.png"));
        Files.createDirectories(one.resolve("none"));
        assertEquals(2, train(one, folder.resolve("run")));
        assertTrue(err().contains("has usable pictures of one class only, 'only'"), err());
        assertTrue(err().contains("none is not used: the class has no pictures"), err());

        DrawnShapes.writeTo(folder.resolve("shapes"), 3, 7);
        Path shapes = folder.resolve("shapes");
        assertEquals(2, train(shapes, shapes.resolve("run")));
        assertTrue(err().contains("the results must not lie among the pictures"), err());
        assertEquals(2, train(shapes, folder.resolve("run"), "--network", "lenet5"));
        assertTrue(err().contains("no network and no file 'lenet5'; did you mean 'lenet-5'?"), err());
        assertEquals(2, train(shapes, folder.resolve("run"), "--network", "logistic"));
        assertTrue(err().contains("logistic regression tells 2 classes apart, not 3"), err());
        assertEquals(2, train(shapes, folder.resolve("run"), "--network", "lenet-5", "--input", "8x8x3"));
        assertTrue(err().contains("lenet-5 does not take pictures of 8x8x3"), err());
        assertEquals(
                2,
                train(
                        shapes,
                        folder.resolve("run"),
                        "--from",
                        folder.resolve("nothing").toString()));
        assertTrue(err().contains("no such folder"), err());
        assertEquals(2, run("classify", "--weights", "weights/faces", "sample-images"));
        assertTrue(err().contains("holds no classifier"), err());
        assertFalse(Files.exists(folder.resolve("run/weights")));
    }

    private int train(Path data, Path to, String... options) {
        return run(arguments(data, to, options));
    }

    private static String[] arguments(Path data, Path to, String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("train-classifier", data.toString(), "--out", to.toString(), "--threads", "1"));
        arguments.addAll(Arrays.asList(options));
        return arguments.toArray(String[]::new);
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
