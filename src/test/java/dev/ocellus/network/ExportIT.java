package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.nd4j.Nd4jNetwork;
import dev.ocellus.network.onnx.OnnxParameters;
import dev.ocellus.network.onnx.OnnxWriter;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** What users get is what was trained: the engine that trains and the exported file in the engine that runs give the same numbers. */
class ExportIT {
    private static final float TOLERANCE = 1e-4f;
    private static final Optimiser ADAM = new Optimiser.Adam(0.9, 0.999, 1e-8, 0.01, 10);

    @Test
    void aTrainedNetworkAnswersTheSameOnceExported() {
        int trained = 0;
        for (int seed = 1000; seed < 1060; seed++) {
            Random random = new Random(seed);
            Graph graph = RandomNetworks.graph(random);
            try (TrainableNetwork network = Nd4jNetwork.create(graph, ADAM, seed, 1)) {
                Map<String, Tensor> start = network.parameters();
                for (int step = 0; step < 5; step++) {
                    learn(network, RandomNetworks.batch(4, graph.input(), random));
                }
                trained += network.parameters().equals(start) ? 0 : 1;
                compare("seed " + seed, network, RandomNetworks.batch(2, graph.input(), random));
            }
        }
        assertTrue(trained > 30, "networks whose parameters moved: " + trained);
    }

    @Test
    void aTrainedDetectorAnswersTheSameOnceExported() {
        Graph graph = NetworkContract.detectorLike();
        Random random = new Random(1);
        try (TrainableNetwork network = Nd4jNetwork.create(graph, ADAM, 1, 2)) {
            for (int step = 0; step < 20; step++) {
                learn(network, RandomNetworks.batch(4, graph.input(), random));
            }
            compare("at the size of training", network, RandomNetworks.batch(3, graph.input(), random));
            compare("at another size", network, RandomNetworks.batch(1, new Shape(3, 96, 64), random));
        }
    }

    /** The file from which training can go on holds each parameter to the nearest half, and computes what those halves do. */
    @Test
    void halfPrecisionGivesBackWhatItStoredAndComputesWithIt() throws IOException {
        Random random = new Random(77);
        for (int seed = 0; seed < 40; seed++) {
            Graph graph = RandomNetworks.graph(random);
            Map<String, Tensor> parameters = Initialisation.HE.draw(graph, seed);
            Map<String, Tensor> halves = new LinkedHashMap<>();
            parameters.forEach((name, tensor) -> halves.put(name, rounded(tensor)));
            byte[] file = OnnxWriter.writeTrainable(graph, parameters, Map.of());
            Map<String, Tensor> back = OnnxParameters.read(file);
            assertEquals(halves.keySet(), back.keySet());
            halves.forEach((name, tensor) -> {
                assertEquals(tensor.dimension(0), back.get(name).dimension(0));
                assertArrayEquals(tensor.data(), back.get(name).data());
            });
            Tensor batch = RandomNetworks.batch(2, graph.input(), new Random(seed));
            try (Network stored = OnnxRuntimeNetwork.open(file, 1, "halves");
                    Network full = OnnxRuntimeNetwork.open(OnnxWriter.write(graph, halves, Map.of()), 1, "full")) {
                List<Tensor> expected = full.forward(batch);
                List<Tensor> actual = stored.forward(batch);
                for (int i = 0; i < expected.size(); i++) {
                    assertArrayEquals(expected.get(i).data(), actual.get(i).data(), TOLERANCE, "seed " + seed);
                }
            }
        }
    }

    private static Tensor rounded(Tensor tensor) {
        float[] data = tensor.data().clone();
        for (int i = 0; i < data.length; i++) {
            data[i] = HalfFloat.toFloat(HalfFloat.fromFloat(data[i]));
        }
        return new Tensor(data, tensor.shape());
    }

    /** One step of making every output smaller: the gradient of half its square is the output itself. */
    private static void learn(TrainableNetwork network, Tensor batch) {
        network.backward(network.forwardTraining(batch));
        network.step(1e-2);
    }

    private static void compare(String what, TrainableNetwork network, Tensor batch) {
        byte[] file = OnnxWriter.write(network.graph(), network.parameters(), Map.of());
        List<Tensor> trained = network.forward(batch);
        try (Network exported = OnnxRuntimeNetwork.open(file, 1, what)) {
            List<Tensor> answers = exported.forward(batch);
            for (int i = 0; i < trained.size(); i++) {
                assertArrayEquals(trained.get(i).shape(), answers.get(i).shape(), what);
                assertArrayEquals(trained.get(i).data(), answers.get(i).data(), TOLERANCE, what);
            }
        }
    }
}
