package dev.ocellus.train;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.LocalEngines;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.evaluate.VerificationEvaluation;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.testing.DrawnPeople;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Trains a tiny encoder on drawn people. */
class EncoderTrainingIT {
    @TempDir
    Path folder;

    @BeforeEach
    void drawPeople() throws IOException {
        DrawnPeople.writeTo(folder);
    }

    @Test
    void aTrainingThatWasKilledEndsBitForBitAsIfItHadNotBeen() throws Exception {
        EncoderTraining.Result whole =
                training("whole", DrawnPeople.PLAN, new Watch(Long.MAX_VALUE)).run();
        assertThrows(Killed.class, () -> training("killed", DrawnPeople.PLAN, new Watch(4))
                .run());
        assertThrows(Killed.class, () -> training("killed", DrawnPeople.PLAN, new Watch(10))
                .run());
        EncoderTraining.Result resumed =
                training("killed", DrawnPeople.PLAN, new Watch(Long.MAX_VALUE)).run();

        assertEquals(whole.best(), resumed.best());
        assertEquals(
                Files.readString(folder.resolve("whole/curve.csv")),
                Files.readString(folder.resolve("killed/curve.csv")));
        assertEquals(whole.dataSha256(), resumed.dataSha256());
    }

    @Test
    void strangersAreToldApart() throws Exception {
        String plan =
                DrawnPeople.PLAN.replace("steps: 12", "steps: 60").replace("measure-every: 6", "measure-every: 30");
        EncoderTraining.Result result =
                training("run", plan, new Watch(Long.MAX_VALUE)).run();
        VerificationEvaluation strangers = result.evaluations().get(EncoderTraining.ALL);
        assertTrue(strangers.genuine() >= 12 && strangers.impostors() > strangers.genuine());
        assertTrue(strangers.equalErrorRate() < 0.1, () -> "EER " + strangers.equalErrorRate());
        assertTrue(
                result.best().score() > 0.9, () -> "accuracy " + result.best().score());
    }

    @Test
    void fewerStepsThanAreDoneEndAtOnceWithTheBestSoFarAndOtherSettingsDoNotGoOn() throws Exception {
        assertThrows(Killed.class, () -> training("run", DrawnPeople.PLAN, new Watch(7))
                .run());
        Watch watch = new Watch(0);
        EncoderTraining.Result early = training("run", DrawnPeople.PLAN.replace("steps: 12", "steps: 2"), watch)
                .run();
        assertEquals(6, early.best().at());
        EncoderTraining other = training("run", DrawnPeople.PLAN.replace("seed: 3", "seed: 4"), watch);
        String message = assertThrows(IOException.class, other::run).getMessage();
        assertTrue(message.contains("other settings"), message);
    }

    @Test
    void whatCannotBeLearnedFromIsTold() throws Exception {
        Files.writeString(folder.resolve("people/p3/torn.png"), "no picture");
        Image blank = Image.filled(new Size(40, 40), 90, 90, 90);
        ImageWriter.writePng(blank, folder.resolve("people/p4/new.png"));
        ImageWriter.writePng(blank, folder.resolve("people/beside.png"));
        ImageWriter.writePng(
                blank, Files.createDirectories(folder.resolve("people/alone")).resolve("one.png"));
        Files.writeString(
                folder.resolve("people/landmarks.csv"),
                Files.readString(folder.resolve("people/landmarks.csv"))
                        + "alone/one.png,14,14,26,14,20,21,15,26,25,26\np5/gone.png,14,x,26,14,20,21,15,26,25,26\n");
        Watch watch = new Watch(1);
        assertThrows(
                Killed.class, () -> training("run", DrawnPeople.PLAN, watch).run());
        List<String> told = watch.findings.stream()
                .map(finding -> finding.kind() + " " + finding.file().getFileName())
                .sorted()
                .toList();
        assertEquals(
                List.of(
                        "no-face new.png",
                        "not-a-number landmarks.csv",
                        "not-of-a-person beside.png",
                        "single-picture alone",
                        "unreadable-picture torn.png"),
                told);
    }

    private EncoderTraining training(String name, String plan, Watch watch) throws IOException {
        Path file = Files.writeString(folder.resolve("train.yaml"), plan);
        return new EncoderTraining(
                EncoderPlan.read(file),
                folder,
                folder.resolve(name),
                new LocalEngines(1),
                PictureDecoder.of(new ImageReader()),
                image -> {
                    throw new NoFaceException("no face was found");
                },
                Map.of(),
                2,
                watch);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    /** Stops a training after a step, and keeps what it was told. */
    private static final class Watch implements TrainingProgress {
        private final long steps;
        private final List<Finding> findings = new ArrayList<>();

        Watch(long steps) {
            this.steps = steps;
        }

        @Override
        public void begins(List<String> what, List<Finding> findings, long firstStep, long steps) {
            this.findings.addAll(findings);
        }

        @Override
        public void stepped(long step, Loss loss, double learningRate) {
            if (step == steps) {
                throw new Killed();
            }
        }

        @Override
        public void measured(long step, Map<String, Double> measured, double score, boolean best) {}

        @Override
        public void ended(Path weights) {}
    }
}
