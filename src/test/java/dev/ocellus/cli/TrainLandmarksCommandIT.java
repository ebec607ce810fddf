package dev.ocellus.cli;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.LandmarkMeasurement;
import dev.ocellus.app.LocalEngines;
import dev.ocellus.app.Stages;
import dev.ocellus.app.TrainLandmarks;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.image.ImageWriter;
import dev.ocellus.learn.History;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.train.LandmarkFile;
import dev.ocellus.train.LandmarkTraining;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From marked faces to weights, by the command line and killed in between; the faces are drawn. */
class TrainLandmarksCommandIT {
    private static final String PLAN = """
            stages:
              - face-crop: {side: 32, shift: 0.05, scale: 0.1, turn: 10, small-often: 0.2, smallest: 16}
              - mirror: {probability: 0.5}
            train:
              name: drawn-landmarks
              summary: drawn faces
              licence: Apache-2.0
              terms: none
              seed: 3
              network: {widths: [8, 8, 8, 8]}
              preprocessing: {mean: 127.5, scale: 64}
              background: 0.1
              course:
                epochs: 3
                samples: 640
                batch: 32
                learning-rate: {cosine: {peak: 0.01, final-share: 0.1, warm-up: 5}}
                optimiser: {beta2: 0.99, clip-norm: 10}
                average: 0.9
              development-share: 0.3
              data:
                - {format: box-table, folder: drawn}
            """;

    @TempDir
    Path folder;

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();

    @BeforeEach
    void drawFaces() throws IOException {
        Path set = Files.createDirectories(folder.resolve("drawn/images"));
        StringBuilder table = new StringBuilder(
                "file,xmin,ymin,xmax,ymax,score,re_x,re_y,le_x,le_y,nose_x,nose_y,rm_x,rm_y,lm_x,lm_y\n");
        Random random = new Random(1);
        for (int i = 0; i < 60; i++) {
            double unit = 12 + 8 * random.nextDouble();
            double x = 60 + 40 * random.nextDouble();
            double y = 60 + 40 * random.nextDouble();
            double[] px = {x - unit / 2, x + unit / 2, x, x - 0.44 * unit, x + 0.44 * unit};
            double[] py = {y - 0.55 * unit, y - 0.55 * unit, y, y + 0.5 * unit, y + 0.5 * unit};
            Image picture = Image.filled(new Size(160, 160), 60, 90, 60)
                    .withPatch(
                            patch(2.2 * unit, 3 * unit, 220, 170, 140), (int) (x - 1.1 * unit), (int) (y - 1.7 * unit));
            for (int p = 0; p < 5; p++) {
                double dot = unit / 4;
                picture = picture.withPatch(
                        patch(dot, dot, p < 2 ? 10 : 150, 10, p == 2 ? 90 : 10),
                        (int) Math.round(px[p] - dot / 2),
                        (int) Math.round(py[p] - dot / 2));
            }
            ImageWriter.writePng(picture, set.resolve(i + ".png"));
            table.append("%d.png,%f,%f,%f,%f,1"
                    .formatted(i, x - 1.1 * unit, y - 1.7 * unit, x + 1.1 * unit, y + 1.3 * unit));
            for (int p = 0; p < 5; p++) {
                table.append(",%f,%f".formatted(px[p], py[p]));
            }
            table.append('\n');
        }
        Files.writeString(folder.resolve("drawn/boxes.csv"), table);
        Files.writeString(folder.resolve("train.yaml"), PLAN);
    }

    private static Image patch(double width, double height, int red, int green, int blue) {
        return Image.filled(new Size((int) Math.round(width), (int) Math.round(height)), red, green, blue);
    }

    @Test
    void whatIsLearnedIsWrittenAndAKilledTrainingEndsTheSame() throws Exception {
        assertEquals(0, run("one"), err::toString);
        String said = out.toString(StandardCharsets.UTF_8);
        assertTrue(said.contains("drawn: ") && said.contains("epoch 3") && said.contains("Weights: "), said);
        WeightsFolder weights = WeightsFolder.open(folder.resolve("one/drawn-landmarks"));
        ModelCard card = weights.card();
        assertEquals(ModelCard.LANDMARKS, card.task());
        assertEquals(32, card.input().width());
        double mean = card.metrics().get(0).value();
        assertTrue(mean < 0.45, () -> "mean error in eye distances " + mean);
        assertTrue(card.thresholds().calibration().contains("held-back faces"), card::toString);

        TrainLandmarks training = new TrainLandmarks(
                LandmarkFile.read(folder.resolve("train.yaml"), Stages.CATALOGUE),
                folder,
                folder.resolve("two"),
                new LocalEngines(1));
        assertThrows(Killed.class, () -> training.run(new KilledAfterAnEpoch()));
        assertEquals(0, run("two"), err::toString);
        assertTrue(out.toString(StandardCharsets.UTF_8).contains("going on after step 20 of 60"));
        assertArrayEquals(
                weights.read("parameters.safetensors"),
                WeightsFolder.open(folder.resolve("two/drawn-landmarks")).read("parameters.safetensors"));
    }

    @Test
    void mistakesAreTold() throws IOException {
        Files.writeString(folder.resolve("train.yaml"), PLAN.replace("epochs: 3", "epochs: 0"));
        assertEquals(2, run("one"));
        assertTrue(err.toString(StandardCharsets.UTF_8).contains("epochs"), err::toString);
    }

    private static final class Killed extends RuntimeException {
        private static final long serialVersionUID = 1L;
    }

    private static final class KilledAfterAnEpoch implements TrainLandmarks.Progress {
        @Override
        public void read(LandmarkTraining training) {}

        @Override
        public void ended(Path weights, LandmarkMeasurement measured) {}

        @Override
        public void epochEnded(History.Row row, boolean best) {
            throw new Killed();
        }
    }

    private int run(String name) {
        Terminal terminal = new Terminal(
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                false);
        return Ocellus.run(
                terminal,
                "train-landmarks",
                folder.resolve("train.yaml").toString(),
                "--data",
                folder.toString(),
                "--out",
                folder.resolve(name).toString(),
                "--threads",
                "1");
    }
}
