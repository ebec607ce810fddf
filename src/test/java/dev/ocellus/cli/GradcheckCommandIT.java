package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GradcheckCommandIT {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @TempDir
    Path folder;

    private List<String> run(String... arguments) {
        out.reset();
        err.reset();
        int exit = Ocellus.run(
                new Terminal(
                        new PrintStream(out, false, StandardCharsets.UTF_8),
                        new PrintStream(err, true, StandardCharsets.UTF_8),
                        false),
                arguments);
        assertEquals(0, exit, () -> out.toString(StandardCharsets.UTF_8) + err.toString(StandardCharsets.UTF_8));
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    @Test
    void aNetworkFileIsChecked() throws IOException {
        Path file = folder.resolve("network.yaml");
        Files.writeString(file, """
                input: 10x12x3
                layers:
                  - conv: {name: stem, outputs: 6, kernel: 3, bias: false}
                  - batch-norm
                  - silu
                  - conv: {outputs: 6, kernel: 3, groups: 6}
                  - add: {from: [conv2, silu1]}
                  - leaky-relu
                  - space-to-depth
                  - average-pool
                  - global-average-pool
                  - dense: {outputs: 5}
                  - l2-normalise
                outputs: [l2-normalise1, add1]
                """);
        List<String> lines = run("gradcheck", folder.toString(), "--pictures", "3", "--seed", "5");
        assertEquals(folder + ", engine nd4j: 7 parameters, 3 pictures of 10x12x3, seed 5", lines.get(0));
        assertEquals(
                List.of(
                        "stem.weight",
                        "batch-norm1.gain",
                        "batch-norm1.shift",
                        "conv2.weight",
                        "conv2.bias",
                        "dense1.weight",
                        "dense1.bias"),
                lines.subList(2, 9).stream().map(line -> line.split(" ")[0]).toList());
        assertTrue(lines.subList(2, 9).stream().allMatch(line -> line.endsWith("  ok")), lines::toString);
        assertTrue(lines.get(10).startsWith("7 of 7 parameters agree; the largest error is "), lines::toString);
    }

    @Test
    void whereNobodySaysHowLargeThePicturesAreTheyAreSmall() {
        List<String> lines = run("gradcheck", "darknet-tiny", "--numbers", "1", "--pictures", "2");
        assertEquals("darknet-tiny, engine nd4j: 47 parameters, 2 pictures of 32x32x3, seed 1", lines.get(0));
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("47 of 47 parameters agree")), lines::toString);
    }
}
