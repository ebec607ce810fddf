package dev.ocellus.learn;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.app.LocalEngines;
import dev.ocellus.loss.Logistic;
import dev.ocellus.loss.SoftmaxCrossEntropy;
import dev.ocellus.loss.SquaredError;
import dev.ocellus.loss.TensorLoss;
import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Layer;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.Network;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Models on the engine that trains. */
class ModelIT {
    private static final Engines ENGINES = new LocalEngines(1);
    private static final Examples RINGS = new Rings(100, 1, 0.4, false);
    private static final Examples ALL_LABELS = new Rings(60, 2, 0, true);
    private static final Fit FIT = Fit.of(4, 16).withDev(ALL_LABELS).withEarlyStopping("kind.accuracy", 3);

    @TempDir
    Path folder;

    private record Result(Map<String, Tensor> parameters, History history) {}

    /** The example of the documentation, with pictures drawn at random in place of digits. */
    @Test
    void tenLinesCreateCompileFitEvaluateAndPredict() throws Exception {
        Tensor pictures = Tensor.zeros(50, 1, 28, 28);
        Tensor digits = Tensor.zeros(50);
        for (int i = 0; i < 50; i++) {
            digits.data()[i] = i % 10;
            Arrays.fill(pictures.data(), i * 784 + i % 10 * 50, i * 784 + i % 10 * 50 + 60, 1f);
        }

        Graph.Builder net = new Graph.Builder(new Shape(1, 28, 28));
        net.add("flatten", new Layer.Flatten(), Graph.INPUT);
        net.add("digit", new Layer.Dense(10, true), "flatten");
        Compile how = Compile.of(Optimiser.adam(), new LearningRate.Constant(0.01), new SoftmaxCrossEntropy());
        try (Model model = Model.create(net.build("digit"), ENGINES).compile(how)) {
            model.fit(Examples.of(pictures, digits), Fit.of(10, 8));
            double accuracy = model.evaluate(Examples.of(pictures, digits)).get("accuracy");
            Tensor scores = model.predict(pictures).get(0);

            assertEquals(1, accuracy);
            assertArrayEquals(new int[] {50, 10, 1, 1}, scores.shape());
            try (Network exported = ENGINES.open(model.export(Map.of()))) {
                assertArrayEquals(
                        scores.data(), exported.forward(pictures).get(0).data(), 1e-4f);
            }
        }
    }

    /** Half of the pictures say what they show, the other half how large it is; the network learns both. */
    @Test
    void twoTasksWithHalfOfTheLabelsEachAreLearned() throws Exception {
        Map<String, Double> before;
        try (Model model = rings()) {
            before = model.evaluate(ALL_LABELS);
            model.fit(new Rings(400, 3, 0.4, false), Fit.of(15, 16));
            Map<String, Double> after = model.evaluate(ALL_LABELS);
            assertTrue(after.get("kind.accuracy") > 0.95, after::toString);
            assertTrue(after.get("radius.mean-absolute-error") < 0.25, after::toString);
            assertTrue(before.get("radius.mean-absolute-error") > 0.5, before::toString);
        }
    }

    @Test
    void interruptedAnywhereItEndsBitForBitTheSame() throws Exception {
        Result whole = run(FIT);
        assertEquals(4, whole.history().rows().size());
        // 7 steps an epoch and a checkpoint after every third: in the middle of an epoch just before and just after a
        // checkpoint, at the last step of one, and after each
        // end
        for (int event : new int[] {3, 4, 7, 8, 16, 21, 24}) {
            Fit fit = FIT.withCheckpoints(folder.resolve("at" + event), 3);
            assertThrows(Stop.class, () -> run(fit.withListener(new Recorder(event))));
            assertEquals(whole, run(fit), "interrupted at event " + event);
        }
    }

    /** Another process begins and is killed within the third epoch, in the way that leaves it no time for anything. */
    @Test
    void killedAndGoneOnWithInAnotherProcessItEndsTheSame() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        KilledFit.class.getName(),
                        folder.toString())
                .inheritIO()
                .start();
        assertTrue(process.waitFor(60, TimeUnit.SECONDS));
        assertEquals(KilledFit.EXIT, process.exitValue());
        Recorder recorder = new Recorder(Integer.MAX_VALUE);
        assertEquals(run(FIT), run(FIT.withCheckpoints(folder, 3).withListener(recorder)));
        assertEquals(28 - 17, recorder.losses.size(), "steps after the last checkpoint of the killed process");
    }

    /** What {@link #killedAndGoneOnWithInAnotherProcessItEndsTheSame} starts and kills. */
    static final class KilledFit {
        static final int EXIT = 86;

        private KilledFit() {}

        public static void main(String[] arguments) throws Exception {
            FitListener killer = new FitListener() {
                @Override
                public void stepped(long step, Loss loss, double learningRate) {
                    if (step == 18) {
                        Runtime.getRuntime().halt(EXIT);
                    }
                }
            };
            run(FIT.withCheckpoints(Path.of(arguments[0]), 3).withListener(killer));
        }
    }

    /** Batch, mini-batch and stochastic descent are one thing with another number of examples a step. */
    @Test
    void allThreeKindsOfDescentLearn() throws Exception {
        Examples train = Clouds.examples(60, 1);
        Examples dev = Clouds.examples(60, 2);
        for (int batchSize : new int[] {60, 8, 1}) {
            Compile how = Compile.of(Optimiser.sgd(), new LearningRate.Constant(0.05), new SoftmaxCrossEntropy());
            try (Model model = Model.create(Clouds.graph(), ENGINES).compile(how)) {
                double before = model.evaluate(dev).get("loss");
                History history = model.fit(train, Fit.of(batchSize == 60 ? 60 : 5, batchSize));
                Map<String, Double> after = model.evaluate(dev);
                assertTrue(after.get("accuracy") > 0.95, batchSize + ": " + after);
                assertTrue(after.get("loss") < before / 2, batchSize + ": " + after);
                List<Double> losses = history.rows().stream()
                        .map(row -> row.train().get("loss"))
                        .toList();
                if (batchSize == 60) {
                    for (int i = 1; i < losses.size(); i++) {
                        assertTrue(losses.get(i) < losses.get(i - 1), "batch descent goes down at every step");
                    }
                }
            }
        }
    }

    /** Gradient descent for w·x + b over all points, in doubles, with the derivative of the loss by hand: p − y. */
    @Test
    void softmaxAndLogisticRegressionAgreeWithDescentWrittenDownPlainly() throws Exception {
        double[][] points = new double[30][2];
        int[] labels = new int[30];
        Tensor inputs = Tensor.zeros(30, 2);
        Tensor classes = Tensor.zeros(30);
        Tensor yes = Tensor.zeros(30);
        Batch<List<Tensor>> clouds =
                Clouds.examples(30, 5).batch(IntStream.range(0, 30).toArray(), 0);
        for (int n = 0; n < 30; n++) {
            for (int i = 0; i < 2; i++) {
                inputs.data()[2 * n + i] = clouds.input().data()[2 * n + i];
                points[n][i] = inputs.data()[2 * n + i];
            }
            labels[n] = (int) clouds.target().get(0).data()[n];
            classes.data()[n] = labels[n];
            yes.data()[n] = labels[n] == 0 ? 1 : 0;
        }

        Result softmax = regression(3, new SoftmaxCrossEntropy(), 200, inputs, classes);
        double[][] weights = new double[3][3];
        for (int step = 0; step < 200; step++) {
            double[][] slopes = new double[3][3];
            for (int n = 0; n < 30; n++) {
                double[] e = new double[3];
                for (int c = 0; c < 3; c++) {
                    e[c] = Math.exp(weights[c][0] * points[n][0] + weights[c][1] * points[n][1] + weights[c][2]);
                }
                for (int c = 0; c < 3; c++) {
                    double error = e[c] / (e[0] + e[1] + e[2]) - (labels[n] == c ? 1 : 0);
                    slopes[c][0] += error * points[n][0] / 30;
                    slopes[c][1] += error * points[n][1] / 30;
                    slopes[c][2] += error / 30;
                }
            }
            for (int c = 0; c < 3; c++) {
                for (int i = 0; i < 3; i++) {
                    weights[c][i] -= 0.1 * slopes[c][i];
                }
            }
        }
        assertWeights(weights, softmax.parameters());
        assertEquals(1, softmax.history().last().train().get("accuracy"));

        Result logistic = regression(1, new Logistic(), 200, inputs, yes);
        double[] w = new double[3];
        for (int step = 0; step < 200; step++) {
            double[] slopes = new double[3];
            for (int n = 0; n < 30; n++) {
                double p = 1 / (1 + Math.exp(-(w[0] * points[n][0] + w[1] * points[n][1] + w[2])));
                double error = p - (labels[n] == 0 ? 1 : 0);
                slopes[0] += error * points[n][0] / 30;
                slopes[1] += error * points[n][1] / 30;
                slopes[2] += error / 30;
            }
            for (int i = 0; i < 3; i++) {
                w[i] -= 0.1 * slopes[i];
            }
        }
        assertWeights(new double[][] {w}, logistic.parameters());
        assertEquals(1, logistic.history().last().train().get("accuracy"));
    }

    /** y = 2·x1 − 3·x2 + 0.5 without noise: least squares finds exactly that. */
    @Test
    void linearRegressionFindsTheLine() throws Exception {
        Tensor inputs = new Tensor(new float[] {0, 0, 1, 0, 0, 1, 1, 1, -1, 2, 2, -1}, 6, 2);
        Tensor values = new Tensor(new float[] {0.5f, 2.5f, -2.5f, -0.5f, -7.5f, 7.5f}, 6);
        Result result = regression(1, new SquaredError(), 800, inputs, values);
        assertWeights(new double[][] {{2, -3, 0.5}}, result.parameters());
    }

    /** Plain descent over all examples at once, from zeros. */
    private static Result regression(int outputs, TensorLoss loss, int steps, Tensor inputs, Tensor targets)
            throws Exception {
        Graph.Builder net = new Graph.Builder(Shape.vector(2));
        net.add("out", new Layer.Dense(outputs, true), Graph.INPUT);
        Compile how = Compile.of(Optimiser.sgd(), new LearningRate.Constant(0.1), loss)
                .withInitialisation(Initialisation.ZEROS);
        try (Model model = Model.create(net.build("out"), ENGINES).compile(how)) {
            History history = model.fit(Examples.of(inputs, targets), Fit.of(steps, inputs.dimension(0)));
            return new Result(model.parameters(), history);
        }
    }

    /** @param expected for each output the weights and then the bias */
    private static void assertWeights(double[][] expected, Map<String, Tensor> parameters) {
        for (int o = 0; o < expected.length; o++) {
            for (int i = 0; i < 2; i++) {
                assertEquals(expected[o][i], parameters.get("out.weight").data()[2 * o + i], 1e-4);
            }
            assertEquals(expected[o][2], parameters.get("out.bias").data()[o], 1e-4);
        }
    }

    private static Result run(Fit fit) throws Exception {
        try (Model model = rings()) {
            History history = model.fit(RINGS, fit);
            return new Result(model.parameters(), history);
        }
    }

    private static Model rings() {
        return Model.create(Rings.graph(), ENGINES).compile(Rings.how());
    }
}
