package dev.ocellus.network.nd4j;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Layer.BatchNorm;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

/** A process of its own with a small heap of fixed size trains for a while: its memory stays flat and it says nothing on standard error. */
@EnabledOnOs(OS.LINUX)
class NativeMemoryIT {
    @Test
    void staysFlatAndSilent() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms192m",
                        "-Xmx192m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Training.class.getName())
                .start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        List<Long> megabytes = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(Long::valueOf)
                .toList();
        assertEquals("", errors);
        assertEquals(0, process.waitFor());
        long grown = megabytes.get(megabytes.size() - 1) - megabytes.get(0);
        assertTrue(grown < 100, "grew by " + grown + " MB: " + megabytes);
    }

    /** Prints the resident megabytes after every round of steps, changes of batch shape and opened and closed networks. */
    static final class Training {
        public static void main(String[] arguments) throws IOException {
            Graph.Builder builder = new Graph.Builder(new Shape(3, 64, 64));
            String conv = builder.add("conv", new Conv(16, 3, 1, 1, false), Graph.INPUT);
            String relu =
                    builder.add("relu", new Activation(Function.RELU), builder.add("norm", new BatchNorm(), conv));
            String pool = builder.add("pool", new Layer.MaxPool(2, 2, 0), relu);
            Conv split = new Conv(8, Extent.of(3), Extent.of(1), Padding.SAME, Extent.of(2), 2, true);
            String drop = builder.add("drop", new Layer.Dropout(0.5), builder.add("split", split, pool));
            Graph graph = builder.build(builder.add("out", new Conv(4, 3, 1, 1, true), drop));
            try (Nd4jNetwork network = open(graph)) {
                for (int round = 0; round < 6; round++) {
                    for (int step = 0; step < 50; step++) {
                        train(network, 8);
                    }
                    for (int samples = 4; samples < 14; samples++) {
                        train(network, samples);
                        try (Nd4jNetwork other = open(graph)) {
                            train(other, samples);
                        }
                    }
                    System.out.println(residentMegabytes());
                }
            }
        }

        private static Nd4jNetwork open(Graph graph) {
            return Nd4jNetwork.create(graph, new Optimiser.Adam(0.9, 0.999, 1e-8, 0, 0), 1, 2);
        }

        /** One step over maps of about a quarter of a megabyte for each sample. */
        private static void train(Nd4jNetwork network, int samples) {
            Tensor batch = Tensor.zeros(samples, 3, 64, 64);
            network.forward(batch);
            network.backward(network.forwardTraining(batch));
            network.step(1e-3);
        }

        private static long residentMegabytes() throws IOException {
            return Files.readAllLines(Path.of("/proc/self/status")).stream()
                    .filter(line -> line.startsWith("VmRSS"))
                    .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")) / 1024)
                    .findFirst()
                    .orElseThrow();
        }
    }
}
