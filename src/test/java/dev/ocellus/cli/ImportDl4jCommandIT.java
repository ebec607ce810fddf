package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.network.Graph;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import dev.ocellus.network.safetensors.Safetensors;
import dev.ocellus.zoo.NetworkFile;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.deeplearning4j.util.ModelSerializer;
import org.deeplearning4j.zoo.model.LeNet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.nd4j.linalg.factory.Nd4j;

/** A model that DL4J saved becomes weights that classify, by the command line alone. */
class ImportDl4jCommandIT {
    private static final int SIDE = 16;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @Test
    void aSavedModelClassifies() throws IOException {
        MultiLayerNetwork model = save();
        Files.writeString(folder.resolve("labels.txt"), "cat\ndog\nfox\n");
        assertEquals(
                0,
                run(
                        "import-dl4j",
                        path("model.zip"),
                        "--out",
                        path("weights"),
                        "--labels",
                        path("labels.txt"),
                        "--licence",
                        "MIT"),
                this::err);
        assertTrue(out().contains("11 layers for 16x16x3"), out());

        WeightsFolder weights = WeightsFolder.open(folder.resolve("weights/model"));
        ModelCard card = weights.card();
        assertEquals(List.of("cat", "dog", "fox"), card.labels());
        assertEquals("MIT", card.licence());
        assertEquals("model.zip", card.provenance().pipeline());
        Graph graph = NetworkFile.read(folder.resolve("weights/model").resolve(NetworkFile.NAME));
        graph.requireParameters(Safetensors.read(folder.resolve("weights/model/parameters.safetensors"))
                .tensors());
        assertArrayEquals(outputs(model, picture()), ask(weights, picture()), 1e-5f);

        ImageWriter.writePng(Image.filled(new Size(SIDE, SIDE), 0, 200, 0), folder.resolve("green.png"));
        assertEquals(0, run("classify", "--weights", path("weights/model"), path("green.png")), this::err);
        assertTrue(Stream.of("cat", "dog", "fox").anyMatch(out()::contains), out());
    }

    @Test
    void networksThatSawBlueFirstAreTurnedRound() throws IOException {
        MultiLayerNetwork model = save();
        assertEquals(
                0,
                run("import-dl4j", path("model.zip"), "--out", path("weights"), "--bgr", "--name", "turned", "--quiet"),
                this::err);
        assertEquals("", out());
        Tensor rgb = picture();
        Tensor bgr = Tensor.zeros(rgb.shape());
        int plane = SIDE * SIDE;
        for (int i = 0; i < bgr.size(); i++) {
            bgr.data()[i] = rgb.data()[(2 - i / plane) * plane + i % plane];
        }
        WeightsFolder weights = WeightsFolder.open(folder.resolve("weights/turned"));
        assertArrayEquals(outputs(model, bgr), ask(weights, rgb), 1e-5f);
        assertNotEquals(outputs(model, rgb)[0], ask(weights, rgb)[0], 1e-4f);
    }

    @Test
    void anArchitectureOfTheZooIsThereToBeTrained() throws IOException {
        assertEquals(
                0,
                run("import-dl4j", "--zoo", "squeezenet", "--classes", "4", "--input", "40x40x3", "--out", path("w")),
                this::err);
        ModelCard card = WeightsFolder.open(folder.resolve("w/squeezenet")).card();
        assertEquals(4, card.labels().size());
        assertEquals("none needed: random numbers", card.licence());
        assertEquals(0, run("describe", path("w/squeezenet")), this::err);
        assertTrue(out().contains("fire9_exp3x3"), out());
    }

    @Test
    void whatIsWrongIsSaid() throws IOException {
        save();
        assertEquals(2, run("import-dl4j", "--out", path("w")));
        assertTrue(err().contains("MODEL or --zoo NAME"), err());
        assertEquals(2, run("import-dl4j", "--zoo", "resnet", "--input", "64x64x3", "--out", path("w")));
        assertTrue(err().contains("known are") && err().contains("resnet50"), err());
        assertEquals(2, run("import-dl4j", "--zoo", "unet", "--out", path("w")));
        assertTrue(err().contains("--input"), err());
        assertEquals(1, run("import-dl4j", path("model.zip"), "--input", "20x20x3", "--out", path("w")));
        assertTrue(err().contains("made for an input of 3x16x16"), err());
        Files.writeString(folder.resolve("labels.txt"), "cat\n");
        assertEquals(2, run("import-dl4j", path("model.zip"), "--labels", path("labels.txt"), "--out", path("w")));
        assertTrue(err().contains("3 classes apart, got 1 labels"), err());
        Files.createDirectories(folder.resolve("w/model"));
        assertEquals(2, run("import-dl4j", path("model.zip"), "--out", path("w")));
        assertTrue(err().contains("is there already"), err());
        try (Stream<Path> files = Files.list(folder.resolve("w/model"))) {
            assertEquals(0, files.count(), "nothing is written into a folder that was there");
        }
        assertFalse(Files.exists(folder.resolve("w/unet")));
    }

    private MultiLayerNetwork save() throws IOException {
        MultiLayerNetwork model = (MultiLayerNetwork) LeNet.builder()
                .inputShape(new int[] {3, SIDE, SIDE})
                .numClasses(3)
                .seed(1)
                .build()
                .init();
        ModelSerializer.writeModel(model, folder.resolve("model.zip").toFile(), true);
        return model;
    }

    private static Tensor picture() {
        Tensor picture = Tensor.zeros(1, 3, SIDE, SIDE);
        for (int i = 0; i < picture.size(); i++) {
            picture.data()[i] = i * 37 % 101 / 101f;
        }
        return picture;
    }

    private static float[] outputs(MultiLayerNetwork model, Tensor picture) {
        return model.output(Nd4j.createFromArray(picture.data()).reshape('c', 1, 3, SIDE, SIDE))
                .data()
                .asFloat();
    }

    private static float[] ask(WeightsFolder weights, Tensor picture) throws IOException {
        try (Network network = OnnxRuntimeNetwork.open(weights.read(WeightsFolder.MODEL), 1, "imported")) {
            return network.forward(picture).get(0).data();
        }
    }

    private String path(String name) {
        return folder.resolve(name).toString();
    }

    private int run(String... arguments) {
        out.reset();
        err.reset();
        return Ocellus.run(
                new Terminal(
                        new PrintStream(out, true, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                arguments);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
