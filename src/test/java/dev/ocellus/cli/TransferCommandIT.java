package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.Safetensors;
import dev.ocellus.testing.DrawnClasses;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Learning on from other weights, by the command line alone. */
class TransferCommandIT {
    private static final String BACKBONE = "backbone.stage5.residual.relu";

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void writeData() throws IOException {
        DrawnClasses.writeTo(folder.resolve("bars"), 20);
    }

    @Test
    void theFacesBackboneCarriesAClassifierAndTheCacheChangesNothing() throws IOException {
        assertEquals(0, train("frozen", "weights/faces", "--freeze-up-to", BACKBONE, "--augment", "none"), this::err);
        assertEquals(
                0,
                train("cached", "weights/faces", "--freeze-up-to", BACKBONE, "--augment", "none", "--cache"),
                this::err);
        assertTrue(out().contains("the frozen layers look at"), out());
        Map<String, Tensor> faces = parameters(Path.of("weights/faces"));
        Map<String, Tensor> frozen = parameters(folder.resolve("frozen/weights"));
        Map<String, Tensor> cached = parameters(folder.resolve("cached/weights"));
        assertEquals(frozen.keySet(), cached.keySet());
        assertArrayEquals(new int[] {3, 128}, frozen.get("head.dense.weight").shape());
        frozen.forEach((name, tensor) -> {
            assertArrayEquals(tensor.data(), cached.get(name).data(), 1e-4f, name);
            if (name.startsWith("backbone.")) {
                assertEquals(faces.get(name), tensor, name);
            }
        });
        assertTrue(frozen.keySet().stream().noneMatch(name -> name.contains("neck") || name.contains("level")));
    }

    @Test
    void aClassifierTakesOtherClasses() throws IOException {
        assertEquals(0, run(arguments("three", "--network", "small")), this::err);
        Path two = folder.resolve("two");
        Files.createDirectories(two);
        for (String name : List.of("lying", "standing")) {
            Files.move(folder.resolve("bars").resolve(name), two.resolve(name));
        }
        Files.move(folder.resolve("bars"), folder.resolve("old"));
        Files.move(two, folder.resolve("bars"));
        String from = folder.resolve("three/weights").toString();
        assertEquals(0, train("two-run", from, "--freeze-up-to", "backbone.mean", "--cache", "3"), this::err);
        Map<String, Tensor> before = parameters(folder.resolve("three/weights"));
        Map<String, Tensor> after = parameters(folder.resolve("two-run/weights"));
        assertEquals(before.keySet(), after.keySet());
        after.forEach((name, tensor) -> {
            if (name.startsWith("backbone.")) {
                assertEquals(before.get(name), tensor, name);
            }
        });
        assertEquals(2, after.get("head.dense.weight").dimension(0));
    }

    @Test
    void whatDoesNotGoTogetherIsSaid() {
        refused("--cache needs --freeze-up-to", "--cache");
        refused("give --augment none, or keep several forms", "--freeze-up-to", BACKBONE, "--cache");
        refused(
                "cannot be cut at 'backbone.stage5.residual.second.conv'", //
                "--freeze-up-to",
                "backbone.stage5.residual.second.conv",
                "--cache",
                "2");
        refused("there is no node 'backbone.stage6'", "--freeze-up-to", "backbone.stage6");
        assertFalse(Files.exists(folder.resolve("wrong/weights")));
    }

    private void refused(String words, String... more) {
        err.reset();
        assertEquals(2, train("wrong", "weights/faces", more), this::err);
        assertTrue(err().contains(words), this::err);
    }

    private static Map<String, Tensor> parameters(Path weights) throws IOException {
        return Safetensors.read(weights.resolve("parameters.safetensors")).tensors();
    }

    private int train(String to, String from, String... more) {
        List<String> all = new ArrayList<>(List.of("--from", from));
        all.addAll(List.of(more));
        return run(arguments(to, all.toArray(String[]::new)));
    }

    private String[] arguments(String to, String... more) {
        List<String> all = new ArrayList<>(List.of(
                "train-classifier",
                folder.resolve("bars").toString(),
                "--out",
                folder.resolve(to).toString(),
                "--epochs",
                "2",
                "--input",
                "32x32x3",
                "--threads",
                "2"));
        all.addAll(List.of(more));
        return all.toArray(String[]::new);
    }

    private int run(String... arguments) {
        Terminal terminal = new Terminal(print(out), print(err), false);
        return Ocellus.run(terminal, arguments);
    }

    private static PrintStream print(ByteArrayOutputStream to) {
        return new PrintStream(to, true, StandardCharsets.UTF_8);
    }

    private String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    private String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
