package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.LocalEngines;
import dev.ocellus.app.Stages;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.dataset.RejectBudget;
import dev.ocellus.detect.AnchorBox;
import dev.ocellus.image.ImageReader;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.DrawnSquares;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
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
        DetectorTraining.Result whole = train("whole", DrawnSquares.PLAN, Integer.MAX_VALUE);
        assertThrows(Killed.class, () -> train("killed", DrawnSquares.PLAN, 4));
        assertThrows(Killed.class, () -> train("killed", DrawnSquares.PLAN, 10));
        DetectorTraining.Result resumed = train("killed", DrawnSquares.PLAN, Integer.MAX_VALUE);

        assertEquals(whole.best(), resumed.best());
        assertEquals(whole.score(), resumed.score());
        assertEquals(
                Files.readString(folder.resolve("whole/curve.csv")),
                Files.readString(folder.resolve("killed/curve.csv")));
        assertEquals(whole.dataSha256(), resumed.dataSha256());
    }

    @Test
    void anotherPlanDoesNotGoOnFromTheCheckpoint() throws Exception {
        assertThrows(Killed.class, () -> train("run", DrawnSquares.PLAN, 4));
        String other = DrawnSquares.PLAN.replace("seed: 7", "seed: 8");
        String message = assertThrows(IOException.class, () -> train("run", other, Integer.MAX_VALUE))
                .getMessage();
        assertTrue(message.contains("other settings"), message);
    }

    @Test
    void otherDataDoNotGoOnFromTheCheckpointEither() throws Exception {
        assertThrows(Killed.class, () -> train("run", DrawnSquares.PLAN, 4));
        Files.delete(folder.resolve("squares/p3.xml"));
        Files.delete(folder.resolve("squares/p3.png"));
        String message = assertThrows(IOException.class, () -> train("run", DrawnSquares.PLAN, Integer.MAX_VALUE))
                .getMessage();
        assertTrue(message.contains("other data"), message);
    }

    @Test
    void aTrainingThatGetsNoBetterEndsEarlyAlsoWhenItGoesOn() throws Exception {
        String patient = DrawnSquares.PLAN
                .replace("steps: 14", "steps: 40")
                .replace("peak: 0.01", "peak: 1.0e-12")
                .replace("measure-every: 7", "measure-every: 2\n    patience: 3");
        DetectorTraining.Result whole = train("whole", patient, Integer.MAX_VALUE);
        List<String> rows = Files.readAllLines(folder.resolve("whole/curve.csv"));
        String last = rows.get(rows.size() - 1);
        assertEquals(
                whole.best().at() + 3 * 2,
                Long.parseLong(last.substring(0, last.indexOf(','))),
                "three measurements after the best: " + rows);
        assertEquals(whole.best(), train("whole", patient, 0).best(), "nothing is learned after the end");
    }

    @Test
    void theBestMayBeChosenByCocosFigure() throws Exception {
        DetectorTraining.Result result = train(
                "run", DrawnSquares.PLAN.replace("measure-every: 7", "measure-every: 7\n    best: ap50-to-95"), 99);
        double measured = result.measured().get("squares").ap50To95();
        assertEquals(measured, result.best().score());
    }

    @Test
    void theTestPartIsMeasuredAtTheEndAndNeverLearned() throws Exception {
        TrainingFile file =
                file(DrawnSquares.PLAN.replace("development-share: 0.3", "development-share: 0.3\n  test-share: 0.2"));
        TrainingData data = data(file);
        DataSource.Parts parts = data.parts().get(0);
        assertEquals(
                20,
                parts.train().size() + parts.development().size() + parts.test().size());
        DetectorTraining.Result result = new DetectorTraining(file, data, Map.of(), new LocalEngines(1))
                .run(folder.resolve("run"), new KilledAfter(99));
        assertEquals(Set.of("squares"), result.tested().keySet());
        assertEquals(parts.test().size(), result.tested().get("squares").truths(), "a square in each picture");
    }

    @Test
    void backboneAndNeckMayStartWithWhatWasLearnedBefore() throws Exception {
        Map<String, Tensor> before =
                train("before", DrawnSquares.PLAN, Integer.MAX_VALUE).best().parameters();
        String still = DrawnSquares.PLAN
                .replace("seed: 7", "seed: 9\n  from: before")
                .replace("peak: 0.01", "peak: 1.0e-30")
                .replace("average: 0.9", "average: 0");
        TrainingFile file = file(still);
        DetectorTraining.Result after = new DetectorTraining(file, data(file), before, new LocalEngines(1))
                .run(folder.resolve("after"), new KilledAfter(99));
        String backbone = "backbone.stage4.residual.first.conv.weight";
        assertEquals(before.get(backbone), after.best().parameters().get(backbone));
        String head = "head.level16.conv.weight";
        assertNotEquals(before.get(head), after.best().parameters().get(head));
        IllegalArgumentException misfit = assertThrows(
                IllegalArgumentException.class,
                () -> new DetectorTraining(file, data(file), Map.of(), new LocalEngines(1)));
        assertTrue(misfit.getMessage().contains("before"), misfit::getMessage);
    }

    @Test
    void anchorsOfThePlanAreTaken() throws Exception {
        String given = DrawnSquares.PLAN.replace(
                "network: {widths: [4, 4, 8, 8, 8], neck: 8}",
                "network: {widths: [4, 4, 8, 8, 8], neck: 8, strides: [16, 32]}\n"
                        + "  anchors:\n"
                        + "    - {stride: 16, anchors: [{width: 11, height: 12}]}\n"
                        + "    - {stride: 32, anchors: [{width: 31, height: 32}, {width: 41, height: 42}]}");
        DetectorTraining.Result result = train("run", given, Integer.MAX_VALUE);
        assertEquals(
                List.of(new AnchorBox(11, 12)), result.layout().levels().get(0).anchors());
        assertEquals(2, result.graph().outputs().size());
    }

    private DetectorTraining.Result train(String name, String plan, long killedAfter)
            throws IOException, InterruptedException {
        TrainingFile file = file(plan);
        return new DetectorTraining(file, data(file), Map.of(), new LocalEngines(1))
                .run(folder.resolve(name), new KilledAfter(killedAfter));
    }

    private TrainingFile file(String plan) throws IOException {
        return TrainingFile.read(Files.writeString(folder.resolve("train.yaml"), plan), Stages.CATALOGUE);
    }

    private TrainingData data(TrainingFile file) throws IOException, InterruptedException {
        TrainingData data = TrainingData.read(
                file.plan().data(),
                folder,
                file.plan().shares(),
                RejectBudget.NONE,
                PictureDecoder.of(new ImageReader()),
                2);
        assertTrue(data.findings().isEmpty(), data.findings()::toString);
        return data;
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private record KilledAfter(long steps) implements TrainingProgress {
        @Override
        public void begins(List<String> what, List<Finding> findings, long firstStep, long steps) {}

        @Override
        public void stepped(long step, Loss loss, double learningRate) {
            if (step == steps) {
                throw new Killed();
            }
        }

        @Override
        public void measured(long step, Map<String, Double> ap50, double score, boolean best) {}

        @Override
        public void ended(Path weights) {}
    }
}
