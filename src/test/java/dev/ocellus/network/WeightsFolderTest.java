package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WeightsFolderTest {
    private static final byte[] MODEL = "a model".getBytes(StandardCharsets.UTF_8);

    @TempDir
    Path parent;

    private Path folder;

    @BeforeEach
    void writeFolder() throws IOException {
        folder = parent.resolve("faces");
        WeightsFolder.write(folder, ModelCardTest.FACES, Map.of(WeightsFolder.MODEL, MODEL));
    }

    @Test
    void whatWasWrittenIsReadWithItsCard() throws IOException {
        WeightsFolder weights = WeightsFolder.open(folder);
        assertArrayEquals(MODEL, weights.read(WeightsFolder.MODEL));
        // printf 'a model' | sha256sum
        Map<String, String> hashes =
                Map.of("model.onnx", "97ff8a35544dcf40ad84047074439dd6aa3a0be469ea578a1b1c017d939ec61c");
        assertEquals(ModelCardTest.FACES.withFiles(hashes), weights.card());
    }

    @Test
    void aChangedFileIsNotHandedOut() throws IOException {
        Files.writeString(folder.resolve("model.onnx"), "another model");
        assertRefused("is not the file that its card describes");
    }

    @Test
    void aMissingFileIsNamed() throws IOException {
        Files.delete(folder.resolve("model.onnx"));
        assertRefused("model.onnx is missing");
    }

    @Test
    void filesThatTheCardDoesNotKnowAreNotRead() throws IOException {
        Files.writeString(folder.resolve("other.onnx"), "x");
        WeightsFolder weights = WeightsFolder.open(folder);
        IOException e = assertThrows(IOException.class, () -> weights.read("other.onnx"));
        assertTrue(e.getMessage().contains("names no file 'other.onnx'; known are [model.onnx]"), e.getMessage());
    }

    @Test
    void foldersWithoutCardSaySo() throws IOException {
        assertTrue(assertThrows(IOException.class, () -> WeightsFolder.open(parent.resolve("nowhere")))
                .getMessage()
                .contains("no such folder"));
        assertTrue(assertThrows(IOException.class, () -> WeightsFolder.open(parent))
                .getMessage()
                .contains("it has no card.yaml"));
    }

    private void assertRefused(String reason) throws IOException {
        WeightsFolder weights = WeightsFolder.open(folder);
        IOException e = assertThrows(IOException.class, () -> weights.read(WeightsFolder.MODEL));
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }
}
