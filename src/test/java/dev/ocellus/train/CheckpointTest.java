package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointTest {
    private static final Map<String, Tensor> NETWORK =
            Map.of("a.weight", new Tensor(new float[] {1, 2}, 2), "optimiser/step", new Tensor(new float[] {3}, 1));
    private static final Map<String, Tensor> AVERAGE = Map.of("a.weight", new Tensor(new float[] {4, 5}, 2));

    @TempDir
    Path folder;

    @Test
    void comesBackAsItWas() throws IOException {
        Best best = new Best(
                Map.of("a.weight", new Tensor(new float[] {6, 7}, 2)), 1000, Map.of("eden", 0.75, "web", 0.5), 0.625);
        Checkpoint written = new Checkpoint(1250, 60.5, NETWORK, AVERAGE, best);
        written.write(folder.resolve("c"), "print");
        assertEquals(written, Checkpoint.read(folder.resolve("c"), "print").orElseThrow());
    }

    @Test
    void beforeTheFirstMeasurementThereIsNoBest() throws IOException {
        new Checkpoint(10, 1, NETWORK, AVERAGE, null).write(folder.resolve("c"), "print");
        assertNull(Checkpoint.read(folder.resolve("c"), "print").orElseThrow().best());
        assertTrue(Checkpoint.read(folder.resolve("none"), "print").isEmpty());
    }

    @Test
    void anotherTrainingsCheckpointIsRefused() throws IOException {
        new Checkpoint(10, 1, NETWORK, AVERAGE, null).write(folder.resolve("c"), "print");
        String message = assertThrows(IOException.class, () -> Checkpoint.read(folder.resolve("c"), "other"))
                .getMessage();
        assertTrue(message.contains("--out"), message);
    }

    @Test
    void aDamagedFileIsRefusedByName() throws IOException {
        Path file = folder.resolve("c");
        new Checkpoint(10, 1, NETWORK, AVERAGE, null).write(file, "print");
        byte[] bytes = Files.readAllBytes(file);
        Files.write(file, Arrays.copyOf(bytes, bytes.length - 5));
        String message = assertThrows(IOException.class, () -> Checkpoint.read(file, "print"))
                .getMessage();
        assertTrue(message.contains(file.toString()), message);
    }
}
