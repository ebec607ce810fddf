package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.Stages;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainingFileTest {
    private static final Path SHIPPED = Path.of("pipelines/train-faces.yaml");

    @TempDir
    Path folder;

    @Test
    void theShippedFileSaysHowFacesAreTrained() throws IOException {
        TrainingFile file = TrainingFile.read(SHIPPED, Stages.CATALOGUE);
        assertEquals(List.of("face"), file.plan().labels());
        assertEquals(256, file.crop().width());
        assertEquals(6, file.plan().data().size());
        assertEquals(10 * 16, file.plan().samples(10));
        assertEquals(7750 * 16 + 3750 * 8, file.plan().samples(11_500), "the last phase has smaller batches");
    }

    @Test
    void commentsAndLayoutDoNotChangeTheFingerprintButSettingsDo() throws IOException {
        String text = Files.readString(SHIPPED);
        String shipped = read(text).fingerprint();
        assertEquals(shipped, read("# another word\n" + text).fingerprint());
        assertNotEquals(shipped, read(text.replace("seed: 1", "seed: 2")).fingerprint());
        assertNotEquals(
                shipped,
                read(text.replace("mirror: {probability: 0.5}", "mirror: {probability: 0.4}"))
                        .fingerprint());
    }

    @Test
    void aMistakeDeepInAPlanIsToldWithItsLine() throws IOException {
        String text = Files.readString(SHIPPED);
        List<String> lines = text.lines().toList();
        int line = 1;
        while (!lines.get(line - 1).contains("warm-up:")) {
            line++;
        }
        String message = mistake(text.replace("warm-up:", "warmup:"));
        assertTrue(message.contains(":" + line + ": ") && message.contains("warm-up"), message);
    }

    @Test
    void samplesMustHaveOneSize() throws IOException {
        String text = Files.readString(SHIPPED);
        int from = text.indexOf("  - focus-crop");
        String withoutCrop = text.substring(0, from) + text.substring(text.indexOf('\n', from) + 1);
        assertTrue(mistake(withoutCrop).contains("focus-crop"));
        assertTrue(mistake(text.replace("  - mirror: {probability: 0.5}", "  - letterbox"))
                .contains("augmentations"));
    }

    @Test
    void aRandomCropMayComeFirst() throws IOException {
        String text = Files.readString(SHIPPED);
        int from = text.indexOf("  - focus-crop");
        String crop = text.substring(from, text.indexOf('\n', from));
        TrainingFile file = read(text.replace(crop, "  - random-crop: {width: 320, height: 256}"));
        assertEquals(320, file.crop().width());
        assertEquals(256, file.crop().height());
    }

    private TrainingFile read(String text) throws IOException {
        return TrainingFile.read(Files.writeString(folder.resolve("train.yaml"), text), Stages.CATALOGUE);
    }

    private String mistake(String text) {
        return assertThrows(IllegalArgumentException.class, () -> read(text)).getMessage();
    }
}
