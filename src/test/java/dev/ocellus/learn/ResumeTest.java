package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.loss.SoftmaxCrossEntropy;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Tensor;
import dev.ocellus.testing.LinearEngines;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A fit that was interrupted anywhere ends as if it had not been. */
class ResumeTest {
    private static final Compile HOW = Compile.of(
                    new Optimiser.Sgd(0.9, Optimiser.Regularisation.NONE, 0),
                    new LearningRate.Cosine(0.05, 0.01, 3),
                    new SoftmaxCrossEntropy(0.1))
            .withAverage(0.9);
    private static final Examples TRAIN = Clouds.examples(20, 1);
    private static final Fit FIT = Fit.of(4, 7).withDev(Clouds.contrary(20, 2)).withEarlyStopping("loss", 2);

    @TempDir
    Path folder;

    /** What a fit leaves: the parameters that answer, and the course of it. */
    private record Result(Map<String, Tensor> parameters, History history) {}

    @Test
    void interruptedAnywhereItEndsBitForBitTheSame() throws Exception {
        Result whole = run(FIT);
        assertEquals(3, whole.history().rows().size(), "stopped early");
        int events = whole.history().rows().size() * (3 + 1);
        for (int event = 1; event <= events; event++) {
            Path place = folder.resolve("at" + event);
            Fit fit = FIT.withCheckpoints(place, 2);
            Recorder stopping = new Recorder(event);
            assertThrows(Stop.class, () -> run(fit.withListener(stopping)));
            assertEquals(whole, run(fit), "interrupted at event " + event);
            assertEquals(whole.history().toCsv(), Files.readString(place.resolve("curve.csv")));
        }
    }

    @Test
    void interruptedAgainAndAgainItEndsTheSame() throws Exception {
        Fit fit = FIT.withCheckpoints(folder, 1);
        int interruptions = 0;
        Result result = null;
        while (result == null) {
            try {
                result = run(fit.withListener(new Recorder(2)));
            } catch (Stop e) {
                interruptions++;
            }
        }
        assertEquals(run(FIT), result);
        assertTrue(interruptions > 5, "was interrupted " + interruptions + " times");
    }

    @Test
    void whatIsDoneIsNotDoneAgain() throws Exception {
        Fit fit = FIT.withCheckpoints(folder);
        Result whole = run(fit);
        Recorder recorder = new Recorder(1);
        assertEquals(whole, run(fit.withListener(recorder)));
        assertTrue(recorder.losses.isEmpty());
    }

    @Test
    void anotherFitIsRefused() throws Exception {
        run(FIT.withCheckpoints(folder));
        for (Fit other : new Fit[] {
            Fit.of(5, 7).withDev(Clouds.contrary(20, 2)).withEarlyStopping("loss", 2),
            Fit.of(4, 8).withDev(Clouds.contrary(20, 2)).withEarlyStopping("loss", 2),
            Fit.of(4, 7).withDev(Clouds.contrary(20, 3)).withEarlyStopping("loss", 2),
            Fit.of(4, 7).withDev(Clouds.contrary(20, 2)).withEarlyStopping("accuracy", 2)
        }) {
            String message = assertThrows(IOException.class, () -> run(other.withCheckpoints(folder)))
                    .getMessage();
            assertTrue(message.contains("other settings") && message.contains(folder.toString()), message);
        }
        try (Model model = model(HOW)) {
            assertThrows(IOException.class, () -> model.fit(Clouds.examples(20, 4), FIT.withCheckpoints(folder)));
            model.fit(TRAIN, FIT.withCheckpoints(folder));
            assertThrows(IOException.class, () -> model.fit(TRAIN, FIT.withCheckpoints(folder)), "the second fit");
        }
        try (Model model = model(HOW.withSeed(9))) {
            assertThrows(IOException.class, () -> model.fit(TRAIN, FIT.withCheckpoints(folder)));
        }
        try (Model model = model(HOW)) {
            model.freeze("cloud.bias");
            assertThrows(IOException.class, () -> model.fit(TRAIN, FIT.withCheckpoints(folder)));
        }
    }

    /** After two good epochs the third meets an input so large that nothing can be learned from it. */
    @Test
    void afterADivergenceTheLastGoodCheckpointIsKeptAndNamed() throws Exception {
        Examples spoilt = new Examples() {
            @Override
            public int size() {
                return TRAIN.size();
            }

            @Override
            public Batch<List<Tensor>> batch(int[] numbers, int epoch) {
                Batch<List<Tensor>> batch = TRAIN.batch(numbers, epoch);
                if (epoch == 2) {
                    batch.input().data()[0] = 3e38f;
                }
                return batch;
            }
        };
        try (Model model = model(HOW)) {
            String message = assertThrows(
                            DivergedException.class,
                            () -> model.fit(spoilt, Fit.of(6, 7).withCheckpoints(folder)))
                    .getMessage();
            assertTrue(
                    message.endsWith("the checkpoint of step 6 is kept in " + folder.resolve(CheckpointFile.NAME)),
                    message);
            assertTrue(message.contains("at step 6") || message.contains("at step 7"), message);
        }
    }

    private static Result run(Fit fit) throws Exception {
        try (Model model = model(HOW)) {
            History history = model.fit(TRAIN, fit);
            return new Result(model.parameters(), history);
        }
    }

    private static Model model(Compile how) {
        return Model.create(Clouds.graph(), new LinearEngines()).compile(how);
    }
}
