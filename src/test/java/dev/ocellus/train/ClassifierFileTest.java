package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.Stages;
import dev.ocellus.augment.FocusCrop;
import dev.ocellus.augment.Mirror;
import dev.ocellus.geometry.Size;
import dev.ocellus.network.Optimiser;
import dev.ocellus.pipeline.PipelineFileException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class ClassifierFileTest {
    @TempDir
    Path folder;

    private ClassifierFile read(String text) throws IOException {
        return ClassifierFile.read(Files.writeString(folder.resolve("t.yaml"), text), Stages.CATALOGUE);
    }

    @Test
    void aFileSaysOnlyWhatIsDifferent() throws IOException {
        ClassifierFile file = read("""
                stages:
                  - focus-crop: {magnify: 1.5}
                  - mirror
                train:
                  input: 32x48x3
                  network: lenet-5
                  optimiser: {sgd: {momentum: 0.8}}
                """);
        assertEquals(new Size(48, 32), file.plan().inputSize());
        FocusCrop crop = (FocusCrop) file.augmentations().get(0);
        assertEquals(List.of(48, 32), List.of(crop.width(), crop.height()), "crops are of the network's size");
        assertEquals(new Mirror(0.5), file.augmentations().get(1));
        assertEquals(0.8, ((Optimiser.Sgd) file.plan().optimiser()).momentum());
        assertEquals(
                ClassifierFile.of(Augmenting.NONE).plan().epochs(), file.plan().epochs());
        assertEquals(7, file.with("epochs", "7").plan().epochs());
        assertEquals(
                48, ((FocusCrop) file.with("input", "48x48x3").augmentations().get(0)).height());
    }

    @ParameterizedTest
    @EnumSource(Augmenting.class)
    void cropsWithoutAFileFitAnySizeToo(Augmenting augmenting) {
        ClassifierFile file = ClassifierFile.of(augmenting).with("input", "96x80x3");
        file.augmentations().stream()
                .filter(FocusCrop.class::isInstance)
                .map(FocusCrop.class::cast)
                .forEach(crop -> assertEquals(List.of(80, 96), List.of(crop.width(), crop.height())));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "epoch: 3         | unknown setting 'epoch'; did you mean 'epochs'?",
                "epochs: 0        | epochs and batch must be at least 1, got 0 and 32",
                "input: 32x32     | input must be height x width x channels such as 32x32x3, got '32x32'",
                "input: 32x32x1   | input must have 3 channels",
                "rate: 0          | rate must be above 0",
                "average: 1       | average must be at least 0 and below 1",
                "label-smoothing: 1 | label-smoothing must be at least 0 and below 1",
                "test-share: 0.9  | development-share and test-share must be at least 0 and below 1 together",
                "fit: squeeze     | fit must be one of crop, letterbox, got 'squeeze'",
            })
    void mistakesAreNamedWithTheirLine(String setting, String message) {
        PipelineFileException e =
                assertThrows(PipelineFileException.class, () -> read("stages: [mirror]\ntrain:\n  " + setting + "\n"));
        assertTrue(e.getMessage().startsWith(folder.resolve("t.yaml") + ":3: train: "), e.getMessage());
        assertTrue(e.getMessage().contains(message), e.getMessage());
    }

    @Test
    void onlyAugmentationsAreStagesOfATraining() {
        PipelineFileException e =
                assertThrows(PipelineFileException.class, () -> read("stages: [letterbox]\ntrain: {}\n"));
        assertTrue(e.getMessage().contains("must be augmentations"), e.getMessage());
    }
}
