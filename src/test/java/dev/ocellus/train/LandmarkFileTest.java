package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.Stages;
import dev.ocellus.pipeline.PipelineFile;
import dev.ocellus.pipeline.PipelineFileException;
import dev.ocellus.pipeline.StageDefinition.Part;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LandmarkFileTest {
    private static final Path SHIPPED = Path.of("pipelines/train-landmarks.yaml");

    @TempDir
    Path folder;

    private LandmarkFile changed(String from, String to) throws IOException {
        String text = Files.readString(SHIPPED);
        assertTrue(text.contains(from), from);
        return LandmarkFile.read(
                Files.writeString(folder.resolve("train.yaml"), text.replace(from, to)), Stages.CATALOGUE);
    }

    private String mistake(String from, String to) {
        return assertThrows(IllegalArgumentException.class, () -> changed(from, to))
                .getMessage();
    }

    @Test
    void theShippedFileIsReadAndItsNetworkStaysSmall() throws IOException {
        LandmarkFile file = LandmarkFile.read(SHIPPED, Stages.CATALOGUE);

        assertEquals("face-landmarks", file.plan().name());
        long parameters = file.plan().network().graph(file.crop().side()).parameterCount();
        assertTrue(6 * parameters < 1_000_000, "model and half-precision parameters fit into a megabyte");
    }

    @Test
    void mistakesAreTold() {
        assertTrue(
                mistake("  - face-crop:", "  - focus-crop: {}\n  - face-crop:").contains("must be 'face-crop'"));
        assertTrue(mistake("  - mirror: {probability: 0.5}", "  - letterbox").contains("must be augmentations"));
        assertTrue(mistake("background: 0.06", "background: 1").contains("background"));
        assertTrue(mistake("development-share: 0.1", "development-share: 0").contains("development-share"));
        assertTrue(mistake("widths: [16, 32, 56, 72]", "widths: [16]").contains("4 widths"));
        assertTrue(mistake("batch: 64", "batch: 0").contains("batch"));
    }

    @Test
    void everySettingButNoCommentChangesTheFingerprint() throws IOException {
        String same = changed("# FOLDER holds", "# The folder holds").fingerprint();
        assertEquals(LandmarkFile.read(SHIPPED, Stages.CATALOGUE).fingerprint(), same);
        assertNotEquals(same, changed("turn: 40", "turn: 41").fingerprint());
        assertNotEquals(same, changed("seed: 1", "seed: 2").fingerprint());
        assertNotEquals(same, changed("largest: 0.4", "largest: 0.3").fingerprint());
    }

    @Test
    void landmarksNeedDetections() throws IOException {
        Path file = Files.writeString(folder.resolve("alone.yaml"), "stages:\n  - letterbox\n  - landmarks\n");

        String message = assertThrows(
                        PipelineFileException.class,
                        () -> PipelineFile.read(file, Stages.CATALOGUE, Set.of(Part.IMAGE)))
                .getMessage();

        assertTrue(message.contains("alone.yaml:3") && message.contains("needs detections"), message);
    }
}
