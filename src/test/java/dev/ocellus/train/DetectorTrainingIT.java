package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.LocalEngines;
import dev.ocellus.app.Stages;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.image.ImageReader;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.testing.DrawnSquares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains a tiny detector on drawn pictures. */
class DetectorTrainingIT {
    @TempDir
    Path folder;

    @BeforeEach
    void drawSquares() throws IOException {
        DrawnSquares.writeTo(folder);
    }

    @Test
    void aTrainingThatWasKilledEndsBitForBitAsIfItHadNotBeen() throws Exception {
        DetectorTraining.Result whole =
                training("whole", DrawnSquares.PLAN, Integer.MAX_VALUE).run();
        assertThrows(
                Killed.class, () -> training("killed", DrawnSquares.PLAN, 4).run());
        assertThrows(
                Killed.class, () -> training("killed", DrawnSquares.PLAN, 10).run());
        DetectorTraining.Result resumed =
                training("killed", DrawnSquares.PLAN, Integer.MAX_VALUE).run();

        assertEquals(whole.best(), resumed.best());
        assertEquals(whole.score(), resumed.score());
        assertEquals(
                Files.readString(folder.resolve("whole/curve.csv")),
                Files.readString(folder.resolve("killed/curve.csv")));
        assertEquals(whole.dataSha256(), resumed.dataSha256());
    }

    @Test
    void anotherPlanDoesNotGoOnFromTheCheckpoint() throws Exception {
        assertThrows(Killed.class, () -> training("run", DrawnSquares.PLAN, 4).run());
        DetectorTraining other = training("run", DrawnSquares.PLAN.replace("seed: 7", "seed: 8"), Integer.MAX_VALUE);
        String message = assertThrows(IOException.class, other::run).getMessage();
        assertTrue(message.contains("other settings"), message);
    }

    @Test
    void otherDataDoNotGoOnFromTheCheckpointEither() throws Exception {
        assertThrows(Killed.class, () -> training("run", DrawnSquares.PLAN, 4).run());
        Files.delete(folder.resolve("squares/p3.xml"));
        Files.delete(folder.resolve("squares/p3.png"));
        DetectorTraining other = training("run", DrawnSquares.PLAN, Integer.MAX_VALUE);
        String message = assertThrows(IOException.class, other::run).getMessage();
        assertTrue(message.contains("other data"), message);
    }

    private DetectorTraining training(String name, String plan, long killedAfter) throws IOException {
        Path file = Files.writeString(folder.resolve("train.yaml"), plan);
        return new DetectorTraining(
                TrainingFile.read(file, Stages.CATALOGUE),
                folder,
                folder.resolve(name),
                new LocalEngines(1),
                PictureDecoder.of(new ImageReader()),
                2,
                new KilledAfter(killedAfter));
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record KilledAfter(long steps) implements TrainingProgress {
        @Override
        public void begins(List<String> what, List<Finding> findings, long firstStep, long steps) {
            assertTrue(findings.isEmpty(), findings::toString);
        }

        @Override
        public void stepped(long step, Loss loss, double learningRate) {
            if (step == steps) {
                throw new Killed();
            }
        }

        @Override
        public void measured(long step, Map<String, Double> ap50, double mean, boolean best) {}

        @Override
        public void ended(Path weights) {}
    }
}
