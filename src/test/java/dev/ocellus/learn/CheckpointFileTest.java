package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.Safetensors;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CheckpointFileTest {
    private static final Map<String, Tensor> NETWORK =
            Map.of("a.weight", new Tensor(new float[] {1, 2}, 2), "optimiser/step", new Tensor(new float[] {3}, 1));
    private static final Map<String, Tensor> AVERAGE = Map.of("a.weight", new Tensor(new float[] {4, 5}, 2));
    private static final History HISTORY =
            new History("step", List.of(new History.Row(1250, 0.1, Map.of("loss", 1.0), Map.of("eden", 0.75))));

    @TempDir
    Path folder;

    @Test
    void comesBackAsItWas() throws IOException {
        Best best = new Best(
                1000,
                Map.of("a.weight", new Tensor(new float[] {6, 7}, 2)),
                Map.of("eden", 0.75, "web", 0.1 + 0.2),
                0.625);
        Checkpoint written =
                new Checkpoint(1250, 60.5, NETWORK, AVERAGE, Optional.of(best), HISTORY, Map.of("sum.loss", "0.5 3"));
        file("print").write(written);
        assertEquals(Optional.of(written), file("print").read());
    }

    @Test
    void beforeTheFirstMeasurementThereIsNoBest() throws IOException {
        assertEquals(Optional.empty(), file("print").read());
        file("print").write(checkpoint(10));
        assertEquals(Optional.of(checkpoint(10)), file("print").read());
    }

    @Test
    void anotherTrainingsCheckpointIsRefused() throws IOException {
        file("print").write(checkpoint(10));
        String message =
                assertThrows(IOException.class, () -> file("other").read()).getMessage();
        assertTrue(message.contains("give another folder"), message);
    }

    @Test
    void aDamagedFileIsRefusedByName() throws IOException {
        file("print").write(checkpoint(10));
        Path place = folder.resolve(CheckpointFile.NAME);
        byte[] bytes = Files.readAllBytes(place);
        Files.write(place, Arrays.copyOf(bytes, bytes.length - 5));
        String message =
                assertThrows(IOException.class, () -> file("print").read()).getMessage();
        assertTrue(message.contains(place.toString()), message);
    }

    /** A disk that takes one checkpoint and half of the next. */
    @Test
    void aFullDiskIsToldAndLeavesTheLastCheckpoint() throws IOException {
        CheckpointFile.Writer full = (file, tensors, texts) -> {
            if (texts.get("steps").equals("10")) {
                Safetensors.write(file, tensors, texts);
            } else {
                throw new IOException("No space left on device");
            }
        };
        CheckpointFile file = new CheckpointFile(folder, "print", full);
        file.write(checkpoint(10));
        String message = assertThrows(IOException.class, () -> file.write(checkpoint(20)))
                .getMessage();
        assertTrue(
                message.startsWith(
                        "the checkpoint of step 20 could not be written, so the training stops: No space left on device"),
                message);
        assertTrue(message.contains("MB free"), message);
        assertTrue(
                message.contains("the checkpoint of step 10 is kept in " + folder.resolve(CheckpointFile.NAME) + ";"),
                message);
        assertEquals(Optional.of(checkpoint(10)), file("print").read());

        CheckpointFile never = new CheckpointFile(folder.resolve("new"), "print", (place, tensors, texts) -> {
            throw new IOException("Read-only file system");
        });
        message = assertThrows(IOException.class, () -> never.write(checkpoint(20)))
                .getMessage();
        assertTrue(message.endsWith("no checkpoint was written before"), message);
    }

    @Test
    void whatIsNoNumberIsNotKept() throws IOException {
        file("print").write(checkpoint(10));
        Checkpoint spoilt = new Checkpoint(
                20,
                1,
                Map.of("a.weight", new Tensor(new float[] {1, Float.NaN}, 2)),
                Map.of(),
                Optional.empty(),
                HISTORY,
                Map.of());
        String message = assertThrows(
                        DivergedException.class, () -> file("print").write(spoilt))
                .getMessage();
        assertTrue(message.contains("'a.weight' holds NaN after 20 steps"), message);
        assertEquals(Optional.of(checkpoint(10)), file("print").read());
        try (Stream<Path> files = Files.list(folder)) {
            assertEquals(List.of(folder.resolve(CheckpointFile.NAME)), files.toList(), "nothing is left beside it");
        }
    }

    private CheckpointFile file(String training) {
        return new CheckpointFile(folder, training);
    }

    private static Checkpoint checkpoint(long steps) {
        return new Checkpoint(steps, 1, NETWORK, AVERAGE, Optional.empty(), HISTORY, Map.of());
    }
}
