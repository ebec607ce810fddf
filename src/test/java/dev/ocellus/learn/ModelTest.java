package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.loss.SoftmaxCrossEntropy;
import dev.ocellus.loss.SquaredError;
import dev.ocellus.loss.TaskLosses;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.safetensors.Safetensors;
import dev.ocellus.testing.LinearEngines;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on an engine without natives. */
class ModelTest {
    private static final Compile HOW = Compile.of(
            new Optimiser.Sgd(0.9, Optimiser.Regularisation.NONE, 0),
            new LearningRate.Constant(0.05),
            new SoftmaxCrossEntropy());
    private static final Examples TRAIN = Clouds.examples(60, 1);
    private static final Examples DEV = Clouds.examples(31, 2);

    @TempDir
    Path folder;

    @Test
    void tenLinesLearn() throws Exception {
        Graph.Builder net = new Graph.Builder(Shape.vector(2));
        net.add("cloud", new Layer.Dense(3, true), Graph.INPUT);
        try (Model model = Model.create(net.build("cloud"), new LinearEngines()).compile(HOW)) {
            History history = model.fit(TRAIN, Fit.of(20, 8).withDev(DEV));
            assertEquals(20, history.rows().size());
            assertTrue(history.last().train().get("accuracy") > 0.95, history::toCsv);
            Map<String, Double> measured = model.evaluate(DEV);
            assertTrue(measured.get("accuracy") > 0.95, measured::toString);
            assertEquals(history.last().dev().get("accuracy"), measured.get("accuracy"));
            assertEquals(history.last().dev().get("loss"), measured.get("loss"), 1e-12);
            Tensor scores =
                    model.predict(new Tensor(new float[] {4, 0}, 1, 2, 1, 1)).get(0);
            assertTrue(scores.data()[0] > scores.data()[1] && scores.data()[0] > scores.data()[2]);
        }
    }

    @Test
    void twoFitsAreOneOverAllTheirEpochs() throws Exception {
        try (Model twice = model(HOW);
                Model once = model(HOW)) {
            twice.fit(TRAIN, Fit.of(2, 7));
            History history = twice.fit(TRAIN, Fit.of(3, 7).withDev(DEV));
            once.fit(TRAIN, Fit.of(5, 7));
            assertEquals(once.parameters(), twice.parameters());
            assertEquals(
                    List.of(1L, 2L, 3L, 4L, 5L),
                    history.rows().stream().map(History.Row::at).toList());
            assertEquals(
                    once.history().rows().get(4).train(), history.rows().get(4).train());
        }
    }

    @Test
    void theSeedDecidesEverything() throws Exception {
        assertEquals(fitted(HOW, Fit.of(2, 7)), fitted(HOW, Fit.of(2, 7)));
        assertNotEquals(fitted(HOW, Fit.of(2, 7)), fitted(HOW.withSeed(2), Fit.of(2, 7)));
        Compile zeros = HOW.withInitialisation(Initialisation.ZEROS);
        assertNotEquals(
                fitted(zeros, Fit.of(2, 7)), fitted(zeros.withSeed(2), Fit.of(2, 7)), "the order of the examples");
    }

    /** One step an epoch, so that the parameters after each step can be seen. */
    @Test
    void theMovingAverageAnswers() throws Exception {
        List<Map<String, Tensor>> steps = new ArrayList<>();
        try (Model plain = model(HOW)) {
            for (int epoch = 0; epoch < 4; epoch++) {
                plain.fit(TRAIN, Fit.of(1, 60));
                steps.add(plain.parameters());
            }
        }
        MovingAverage average = new MovingAverage(0.5);
        for (int step = 0; step < 4; step++) {
            average.update(steps.get(step), step);
        }
        try (Model averaged = model(HOW.withAverage(0.5))) {
            averaged.fit(TRAIN, Fit.of(3, 60).withDev(DEV));
            averaged.fit(TRAIN, Fit.of(1, 60).withDev(DEV));
            assertEquals(average.parameters(), averaged.parameters());
            assertEquals(
                    averaged.evaluate(DEV).get("loss"),
                    averaged.history().last().dev().get("loss"),
                    1e-12);
        }
    }

    /** The labels of these dev examples are turned round: the more is learned, the worse. */
    @Test
    void earlyStoppingGivesBackTheBestEpoch() throws Exception {
        Examples contrary = Clouds.contrary(30, 3);
        Fit fit = Fit.of(50, 7).withDev(contrary).withEarlyStopping("loss", 3);
        Recorder recorder = new Recorder(Integer.MAX_VALUE);
        try (Model stopped = model(HOW.withInitialisation(Initialisation.ZEROS))) {
            History history = stopped.fit(TRAIN, fit.withListener(recorder));
            assertEquals(4, history.rows().size(), "the best epoch and three that are no better");
            assertEquals(List.of(true, false, false, false), recorder.best);
            assertEquals(fitted(HOW.withInitialisation(Initialisation.ZEROS), Fit.of(1, 7)), stopped.parameters());

            History further = stopped.fit(TRAIN, Fit.of(1, 7));
            assertEquals(5, further.rows().size());
            assertEquals(
                    fitted(HOW.withInitialisation(Initialisation.ZEROS), Fit.of(5, 7)),
                    stopped.parameters(),
                    "learning goes on from where it stopped, not from the best");
        }
    }

    @Test
    void earlyStoppingKnowsWhichWayIsBetter() throws Exception {
        Fit fit = Fit.of(30, 7).withDev(DEV).withEarlyStopping("accuracy", 2);
        try (Model model = model(HOW)) {
            History history = model.fit(TRAIN, fit);
            double best = history.rows().stream()
                    .mapToDouble(row -> row.dev().get("accuracy"))
                    .max()
                    .orElseThrow();
            assertEquals(best, model.evaluate(DEV).get("accuracy"));
            assertTrue(history.rows().size() < 30, history::toCsv);
            String message = assertThrows(
                            IllegalArgumentException.class, () -> model.fit(TRAIN, fit.withEarlyStopping("recall", 2)))
                    .getMessage();
            assertTrue(message.contains("'recall'") && message.contains("accuracy"), message);
        }
    }

    /** All dev examples are right from the first epoch on: patience runs out, though the loss still falls. */
    @Test
    void amongEqualEpochsTheOneOfTheLowestLossIsGivenBack() throws Exception {
        try (Model model = model(HOW)) {
            History history = model.fit(TRAIN, Fit.of(9, 7).withDev(DEV).withEarlyStopping("accuracy", 2));
            assertEquals(
                    List.of(1.0, 1.0, 1.0),
                    history.rows().stream()
                            .map(row -> row.dev().get("accuracy"))
                            .toList());
            assertTrue(history.rows().get(2).dev().get("loss")
                    < history.rows().get(0).dev().get("loss"));
            assertEquals(fitted(HOW, Fit.of(3, 7)), model.parameters());
        }
    }

    @Test
    void aFitThatThrowsLeavesTheModelAsItWas() throws Exception {
        try (Model model = model(HOW.withAverage(0.9))) {
            model.fit(TRAIN, Fit.of(2, 7));
            Map<String, Tensor> before = model.parameters();
            History history = model.history();
            assertThrows(Stop.class, () -> model.fit(TRAIN, Fit.of(2, 7).withListener(new Recorder(5))));
            assertEquals(before, model.parameters());
            assertEquals(history, model.history());
            model.fit(TRAIN, Fit.of(1, 7));
            assertEquals(fitted(HOW.withAverage(0.9), Fit.of(3, 7)), model.parameters());
        }
    }

    @Test
    void whatIsFrozenStays() throws Exception {
        try (Model model = model(HOW)) {
            Map<String, Tensor> before = model.parameters();
            model.freeze("cloud.weight");
            model.fit(TRAIN, Fit.of(1, 7));
            assertEquals(before.get("cloud.weight"), model.parameters().get("cloud.weight"));
            assertNotEquals(before.get("cloud.bias"), model.parameters().get("cloud.bias"));
            model.unfreeze("cloud");
            model.fit(TRAIN, Fit.of(1, 7));
            assertNotEquals(before.get("cloud.weight"), model.parameters().get("cloud.weight"));
        }
    }

    @Test
    void weightsComeBackAndOthersAreRefused() throws Exception {
        Path file = folder.resolve("weights.safetensors");
        try (Model learned = model(HOW);
                Model fresh = model(HOW)) {
            learned.fit(TRAIN, Fit.of(1, 7));
            learned.save(file);
            fresh.load(file);
            assertEquals(learned.parameters(), fresh.parameters());

            Map<String, Tensor> other = new LinkedHashMap<>();
            other.put("cloud.weight", Tensor.zeros(4, 2));
            other.put("head.bias", Tensor.zeros(3));
            Safetensors.write(file, other, Map.of());
            String message =
                    assertThrows(IOException.class, () -> fresh.load(file)).getMessage();
            assertEquals(
                    file + " does not fit this network: 'cloud.weight' has shape [4, 2], not [3, 2];"
                            + " 'cloud.bias' of shape [3] is missing; 'head.bias' is unknown",
                    message);
            assertEquals(learned.parameters(), fresh.parameters(), "nothing has changed");
        }
    }

    @Test
    void weightsThatAreCutOffOrNoNumbersAreRefused() throws Exception {
        Path file = folder.resolve("weights.safetensors");
        try (Model model = model(HOW)) {
            model.save(file);
            byte[] whole = Files.readAllBytes(file);
            Files.write(file, Arrays.copyOf(whole, whole.length - 4));
            String message =
                    assertThrows(IOException.class, () -> model.load(file)).getMessage();
            assertTrue(message.contains(file.toString()), message);

            // the last number of the last tensor
            byte[] spoilt = whole.clone();
            ByteBuffer.wrap(spoilt).order(ByteOrder.LITTLE_ENDIAN).putFloat(spoilt.length - 4, Float.NaN);
            Files.write(file, spoilt);
            message = assertThrows(IOException.class, () -> model.load(file)).getMessage();
            assertEquals(file + ": the tensor 'cloud.bias' holds NaN", message);
        }
    }

    @Test
    void partsOfOtherWeightsAreWelcome() throws Exception {
        try (Model model = model(HOW)) {
            model.fit(TRAIN, Fit.of(1, 7));
            Map<String, Tensor> bias = Map.of("cloud.bias", new Tensor(new float[] {1, 2, 3}, 3));
            model.loadParameters(bias);
            assertEquals(bias.get("cloud.bias"), model.parameters().get("cloud.bias"));
            model.freeze("cloud");
            model.fit(TRAIN, Fit.of(1, 7));
            assertEquals(
                    bias.get("cloud.bias"), model.parameters().get("cloud.bias"), "the next fit starts from there");
        }
    }

    @Test
    void eachOutputNeedsALoss() {
        Graph graph = Clouds.graph();
        String message = assertThrows(IllegalArgumentException.class, () -> Model.create(graph, new LinearEngines())
                        .compile(Compile.of(
                                Optimiser.sgd(),
                                new LearningRate.Constant(1),
                                TaskLosses.of("a", new SquaredError()).and("b", new SquaredError(), 1))))
                .getMessage();
        assertTrue(message.contains("[cloud]"), message);
        assertThrows(IllegalArgumentException.class, () -> Fit.of(0, 1));
        assertThrows(IllegalArgumentException.class, () -> Fit.of(1, 1).withEarlyStopping("loss", 1));
        assertThrows(IllegalArgumentException.class, () -> Examples.of(Tensor.zeros(3, 2), Tensor.zeros(2)));
    }

    @Test
    void aRateThatDivergesIsToldWithTheStep() throws Exception {
        Compile wild = HOW.withInitialisation(Initialisation.HE);
        Compile tooFast = Compile.of(wild.optimiser(), new LearningRate.Constant(1e38), wild.losses());
        try (Model model = model(tooFast)) {
            Map<String, Tensor> before = model.parameters();
            String message = assertThrows(DivergedException.class, () -> model.fit(TRAIN, Fit.of(3, 60)))
                    .getMessage();
            assertTrue(message.contains("learning rate") && message.contains("step"), message);
            assertEquals(before, model.parameters());
            assertFalse(message.contains("checkpoint"), message);
        }
    }

    private static Map<String, Tensor> fitted(Compile how, Fit fit) throws Exception {
        try (Model model = model(how)) {
            model.fit(TRAIN, fit);
            return model.parameters();
        }
    }

    private static Model model(Compile how) {
        return Model.create(Clouds.graph(), new LinearEngines()).compile(how);
    }
}
