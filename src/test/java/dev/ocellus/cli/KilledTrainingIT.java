package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.testing.DrawnSquares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * A training in a process of its own that is killed without warning, at whatever it does. {@code tools/kill-test} does the same with more kills and
 * other pictures.
 */
class KilledTrainingIT {
    private static final int KILLS = 3;

    @TempDir
    Path folder;

    @Test
    void endsInTheSameBitsHoweverOftenItIsKilled() throws IOException, InterruptedException {
        DrawnSquares.writeTo(folder);
        Files.writeString(
                folder.resolve("train.yaml"),
                DrawnSquares.PLAN
                        .replace("steps: 14", "steps: 300")
                        .replace("checkpoint-every: 3", "checkpoint-every: 1")
                        .replace("measure-every: 7", "measure-every: 100"));
        assertEquals(0, train("whole").waitFor());
        for (int kill = 0; kill < KILLS; kill++) {
            Process process = train("killed");
            Path checkpoint = folder.resolve("killed/checkpoint.safetensors");
            byte[] before = Files.exists(checkpoint) ? Files.readAllBytes(checkpoint) : new byte[0];
            while (process.isAlive()
                    && (!Files.exists(checkpoint) || Arrays.equals(Files.readAllBytes(checkpoint), before))) {
                Thread.sleep(5);
            }
            Thread.sleep(20 * (kill + 1));
            assertTrue(process.isAlive(), "it is killed before it is done");
            process.destroyForcibly();
            assertTrue(process.waitFor(10, TimeUnit.SECONDS));
        }
        assertFalse(Files.exists(folder.resolve("killed/squares")), "no weights before the end");
        assertEquals(0, train("killed").waitFor());
        for (String file : List.of("squares/model.onnx", "squares/parameters.safetensors", "curve.csv", "curve.png")) {
            assertArrayEquals(
                    Files.readAllBytes(folder.resolve("whole").resolve(file)),
                    Files.readAllBytes(folder.resolve("killed").resolve(file)),
                    file);
        }
    }

    private Process train(String out) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                Ocellus.class.getName(),
                "train",
                folder.resolve("train.yaml").toString()));
        command.addAll(List.of(
                "--data", folder.toString(), "--out", folder.resolve(out).toString()));
        command.addAll(List.of("--threads", "1", "--quiet"));
        return new ProcessBuilder(command)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .redirectError(folder.resolve("err.txt").toFile())
                .start();
    }
}
