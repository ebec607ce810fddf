package dev.ocellus.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Initialisation;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.RandomNetworks;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.reference.ReferenceNetwork;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** How starting weights and dropout act on a training as a whole. */
class LearningIT {
    private static final Optimiser SGD = new Optimiser.Sgd(0.9, Optimiser.Regularisation.NONE, 0);
    private static final long SEED = 21;

    @Test
    void fromZerosEveryHiddenUnitLearnsTheSame() {
        float[][] hidden = hiddenAfterTraining(Initialisation.ZEROS);
        assertTrue(Math.abs(hidden[0][0]) > 1e-3, "it learns something");
        for (float[] unit : hidden) {
            assertArrayEquals(hidden[0], unit);
        }
    }

    @Test
    void fromHesDrawsHiddenUnitsDiffer() {
        float[][] hidden = hiddenAfterTraining(Initialisation.HE);
        for (int i = 1; i < hidden.length; i++) {
            assertTrue(Math.abs(hidden[0][0] - hidden[i][0]) > 1e-3, "unit " + i);
        }
    }

    /** The weights of four hidden units that were taught whether two numbers have the same sign. */
    private static float[][] hiddenAfterTraining(Initialisation initialisation) {
        Graph.Builder builder = new Graph.Builder(Shape.vector(2));
        String last = builder.add("hidden", new Layer.Dense(4), Graph.INPUT);
        last = builder.add("sigmoid", new Activation(Activation.Function.SIGMOID), last);
        Graph graph = builder.build(builder.add("out", new Layer.Dense(1), last));
        try (Nd4jNetwork network = Nd4jNetwork.create(graph, SGD, SEED, 1)) {
            network.load(initialisation.draw(graph, SEED));
            Tensor batch = new Tensor(new float[] {1, 1, -1, -1, 1, -1, -1, 0.5f}, 4, 2, 1, 1);
            float[] targets = {1, 1, 0, 0};
            for (int step = 0; step < 60; step++) {
                Tensor output = network.forwardTraining(batch).get(0);
                Tensor gradient = Tensor.zeros(output.shape());
                for (int i = 0; i < targets.length; i++) {
                    gradient.data()[i] = (output.data()[i] - targets[i]) / 2;
                }
                network.backward(List.of(gradient));
                network.step(0.3);
            }
            float[] weights = network.parameters().get("hidden.weight").data();
            float[][] units = new float[4][];
            Arrays.setAll(units, i -> Arrays.copyOfRange(weights, 2 * i, 2 * i + 2));
            return units;
        }
    }

    @Test
    void dropoutGoesOnWhereItStopped() {
        Map<String, Tensor> halfway;
        Map<String, Tensor> end;
        try (Nd4jNetwork network = Nd4jNetwork.create(dropping(), SGD, SEED, 2)) {
            train(network, 0, 4);
            halfway = network.state();
            train(network, 4, 4);
            end = network.state();
        }
        try (Nd4jNetwork network = Nd4jNetwork.create(dropping(), SGD, SEED, 2)) {
            network.loadState(halfway);
            train(network, 4, 4);
            assertEquals(end, network.state());
        }
        try (Nd4jNetwork network = Nd4jNetwork.create(dropping(), SGD, SEED + 1, 2)) {
            network.loadState(halfway);
            train(network, 4, 4);
            assertNotEquals(end, network.state(), "another seed drops something else");
        }
    }

    @Test
    void dropoutChangesWithTheStepAloneAndNotWithTheThreads() {
        for (int threads = 1; threads <= 3; threads++) {
            try (Nd4jNetwork network = Nd4jNetwork.create(dropping(), SGD, SEED, threads)) {
                Tensor batch = batch(0);
                for (int step = 0; step < 3; step++) {
                    ReferenceNetwork reference = new ReferenceNetwork(dropping(), network.parameters(), SEED);
                    Tensor output = network.forwardTraining(batch).get(0);
                    assertClose(reference.forwardTraining(batch, step).get(0).data(), output.data());
                    assertEquals(output, network.forwardTraining(batch).get(0), "again in the same step");
                    network.backward(List.of(output));
                    network.step(1e-3);
                }
                ReferenceNetwork reference = new ReferenceNetwork(dropping(), network.parameters(), SEED);
                assertClose(
                        reference.forward(batch).get(0).data(),
                        network.forward(batch).get(0).data());
            }
        }
    }

    private static void assertClose(double[] expected, float[] actual) {
        for (int i = 0; i < expected.length; i++) {
            assertEquals(expected[i], actual[i], 1e-4, "value " + i);
        }
    }

    private static Graph dropping() {
        Graph.Builder builder = new Graph.Builder(new Shape(3, 6, 6));
        String last = builder.add("conv", new Layer.Conv(4, 3, 1, 1, true), Graph.INPUT);
        last = builder.add("drop", new Layer.Dropout(0.2), last);
        last = builder.add("flat", new Layer.Flatten(), last);
        last = builder.add("dense", new Layer.Dense(6), last);
        last = builder.add("drop.dense", new Layer.Dropout(0.5), last);
        return builder.build(builder.add("out", new Layer.Dense(2), last));
    }

    private static void train(Nd4jNetwork network, int first, int steps) {
        for (int step = first; step < first + steps; step++) {
            network.backward(network.forwardTraining(batch(step)));
            network.step(1e-3);
        }
    }

    private static Tensor batch(int step) {
        return RandomNetworks.batch(5, new Shape(3, 6, 6), new Random(step));
    }
}
