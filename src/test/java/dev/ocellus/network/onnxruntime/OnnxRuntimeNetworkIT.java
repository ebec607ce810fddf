package dev.ocellus.network.onnxruntime;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Network;
import dev.ocellus.network.NetworkContract;
import dev.ocellus.network.Pool;
import dev.ocellus.network.RandomNetworks;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.onnx.OnnxWriter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.random.RandomGenerator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Networks written as ONNX and run by ONNX Runtime. */
class OnnxRuntimeNetworkIT extends NetworkContract {
    private static final Path STATUS = Path.of("/proc/self/status");

    @TempDir
    Path folder;

    @Override
    protected Network open(Graph graph, Map<String, Tensor> parameters) {
        return OnnxRuntimeNetwork.open(OnnxWriter.write(graph, parameters, Map.of()), 1, "written by this test");
    }

    /** A few graphs can only be written for the size for which they were built; then the file says so. */
    @Override
    protected boolean runsOn(Network network, Graph graph, Shape input) {
        return super.runsOn(network, graph, input) && ((OnnxRuntimeNetwork) network).inputShape()[2] < 0;
    }

    @Test
    void whatTheFileSaysOfItselfCanBeAsked() throws IOException {
        Graph graph = pool();
        Path file = folder.resolve("mödel.onnx");
        Files.write(file, OnnxWriter.write(graph, Map.of(), Map.of("labels", "[face]", "seed", "1")));
        try (OnnxRuntimeNetwork network = OnnxRuntimeNetwork.open(file, 2)) {
            assertEquals(Map.of("labels", "[face]", "seed", "1"), network.metadata());
            assertEquals(List.of("half", "mean"), network.outputNames());
            assertArrayEquals(new long[] {-1, 2, -1, -1}, network.inputShape());
            List<Tensor> outputs = network.forward(new Tensor(new float[] {1, 2, 3, 4, -1, -2, -3, -4}, 1, 2, 2, 2));
            assertEquals(new Tensor(new float[] {4, -1}, 1, 2, 1, 1), outputs.get(0));
            assertEquals(new Tensor(new float[] {2.5f, -2.5f}, 1, 2, 1, 1), outputs.get(1));
        }
    }

    @Test
    void brokenModelsAreRefusedByName() {
        byte[] good = OnnxWriter.write(pool(), Map.of(), Map.of());
        for (byte[] bad : List.of(new byte[0], "no model".getBytes(), Arrays.copyOf(good, good.length / 2))) {
            Exception e = assertThrows(
                    IllegalArgumentException.class, () -> OnnxRuntimeNetwork.open(bad, 1, "weights/x/model.onnx"));
            assertTrue(e.getMessage().startsWith("weights/x/model.onnx: ONNX Runtime cannot use"), e.getMessage());
        }
        assertThrows(IOException.class, () -> OnnxRuntimeNetwork.open(folder.resolve("nowhere.onnx"), 1));
        assertThrows(IllegalArgumentException.class, () -> OnnxRuntimeNetwork.open(good, 0, "no threads"));
    }

    @Test
    void flippedBitsInAModelNeverEndTheProcess() {
        byte[] good = OnnxWriter.write(pool(), Map.of(), Map.of());
        RandomGenerator random = new Random(1);
        int refused = 0;
        for (int i = 0; i < 200; i++) {
            byte[] bad = good.clone();
            bad[random.nextInt(bad.length)] ^= (byte) (1 << random.nextInt(8));
            try (Network network = OnnxRuntimeNetwork.open(bad, 1, "flipped")) {
                network.forward(Tensor.zeros(1, 2, 4, 4));
            } catch (IllegalArgumentException | IllegalStateException e) {
                assertTrue(e.getMessage().startsWith("flipped"), e.getMessage());
                refused++;
            }
        }
        assertTrue(refused > 50, "refused " + refused);
    }

    @Test
    void aClosedNetworkSaysSo() {
        Network network = open(pool(), Map.of());
        network.close();
        network.close();
        Exception e = assertThrows(IllegalStateException.class, () -> network.forward(Tensor.zeros(1, 2, 4, 4)));
        assertTrue(e.getMessage().contains("closed"), e.getMessage());
    }

    @Test
    void anEmptyBatchIsRefused() {
        try (Network network = open(pool(), Map.of())) {
            assertThrows(ShapeException.class, () -> network.forward(Tensor.zeros(0, 2, 4, 4)));
        }
    }

    @Test
    void memoryStaysFlatWhileSizesChange() throws IOException {
        assumeTrue(Files.exists(STATUS), "resident memory is read from /proc");
        Graph graph = convolutions();
        RandomGenerator random = new Random(1);
        try (Network network = open(graph, RandomNetworks.parameters(graph, random))) {
            network.forward(Tensor.zeros(2, 3, 256, 256));
            runOnManySizes(network, 300, random);
            // Each of these runs needs up to 17 MB; one in a hundred left behind would be seen in every round. The
            // heap, which other tests of this
            // process fill, is resident memory too, but it does not grow all the time.
            long settled = residentMegabytes();
            List<Long> grown = new ArrayList<>();
            for (int round = 0; round < 3; round++) {
                long before = residentMegabytes();
                runOnManySizes(network, 500, random);
                grown.add(residentMegabytes() - before);
            }
            assertTrue(
                    Collections.min(grown) < 21,
                    "resident memory grew by %s MB, round by round, from %d".formatted(grown, settled));
        }
    }

    private static void runOnManySizes(Network network, int runs, RandomGenerator random) {
        for (int i = 0; i < runs; i++) {
            int height = random.nextInt(16, 257);
            int width = random.nextInt(16, 257);
            network.forward(Tensor.zeros(1 + i % 2, 3, height, width));
        }
        System.gc();
    }

    private static long residentMegabytes() throws IOException {
        return Files.readAllLines(STATUS).stream()
                .filter(line -> line.startsWith("VmRSS"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                .findFirst()
                .orElseThrow();
    }

    private static Graph pool() {
        Graph.Builder b = new Graph.Builder(new Shape(2, 4, 4));
        b.add("half", new Pool.MaxPool(2, 2, 0), "input");
        b.add("mean", new Pool.GlobalAveragePool(), "input");
        return b.build("half", "mean");
    }

    private static Graph convolutions() {
        Graph.Builder b = new Graph.Builder(new Shape(3, 64, 64));
        String wide = b.add("wide", new Layer.Conv(16, 3, 1, 1, true), "input");
        return b.build(b.add("narrow", new Layer.Conv(4, 3, 2, 1, true), wide));
    }
}
