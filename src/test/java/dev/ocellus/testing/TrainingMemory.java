package dev.ocellus.testing;

import dev.ocellus.app.TrainingEngines;
import dev.ocellus.network.Extent;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Layer.BatchNorm;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Padding;
import dev.ocellus.network.Pool;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.TrainingEngine;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * What a process that trains holds in memory as time goes by. Its heap is small and of fixed size, so that what grows is native memory. Linux only.
 *
 * <p>{@code tools/bench-memory} prints it for a long training; tests look at a short one.
 */
public final class TrainingMemory {
    private static final int READ_EVERY = 100;

    private TrainingMemory() {}

    /** Trains in a process of its own and gives the resident megabytes after every hundred steps. Nothing may be said on standard error. */
    public static List<Long> megabytes(String engine, int steps) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xms192m",
                        "-Xmx192m",
                        "-XX:+AlwaysPreTouch",
                        "-cp",
                        System.getProperty("java.class.path"),
                        TrainingMemory.class.getName(),
                        engine,
                        Integer.toString(steps))
                .start();
        String errors = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        List<Long> megabytes = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .lines()
                .map(line -> Long.valueOf(line.replaceAll(".* (\\d+) MB", "$1")))
                .toList();
        if (process.waitFor() != 0 || !errors.isEmpty()) {
            throw new AssertionError("exit code %d: %s".formatted(process.exitValue(), errors));
        }
        return megabytes;
    }

    /** Arguments: an engine and a number of steps. */
    public static void main(String[] arguments) throws Exception {
        TrainingEngine engine = TrainingEngines.named(arguments[0]);
        int steps = Integer.parseInt(arguments[1]);
        Graph graph = graph();
        try (TrainableNetwork network = open(engine, graph)) {
            for (int step = 1; step <= steps; step++) {
                train(network, 8);
                if (step % 10 == 0) {
                    // batches of other shapes, and networks that come and go
                    int samples = 4 + step / 10 % 10;
                    train(network, samples);
                    try (TrainableNetwork other = open(engine, graph)) {
                        train(other, samples);
                    }
                }
                if (step % READ_EVERY == 0) {
                    System.out.printf("step %5d: %d MB%n", step, residentMegabytes());
                }
            }
        }
    }

    private static Graph graph() {
        Graph.Builder builder = new Graph.Builder(new Shape(3, 64, 64));
        String conv = builder.add("conv", new Conv(16, 3, 1, 1, false), Graph.INPUT);
        String relu = builder.add("relu", new Activation(Function.RELU), builder.add("norm", new BatchNorm(), conv));
        String pool = builder.add("pool", new Pool.MaxPool(2, 2, 0), relu);
        Conv split = new Conv(8, Extent.of(3), Extent.of(1), Padding.SAME, Extent.of(2), 2, true);
        String drop = builder.add("drop", new Layer.Dropout(0.5), builder.add("split", split, pool));
        return builder.build(builder.add("out", new Conv(4, 3, 1, 1, true), drop));
    }

    private static TrainableNetwork open(TrainingEngine engine, Graph graph) {
        return engine.create(graph, new Optimiser.Adam(0.9, 0.999, 1e-8, 0, 0), 1, 2);
    }

    /** One step over maps of about a quarter of a megabyte for each sample. */
    private static void train(TrainableNetwork network, int samples) {
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
