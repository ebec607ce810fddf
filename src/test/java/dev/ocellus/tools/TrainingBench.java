package dev.ocellus.tools;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Layer.Add;
import dev.ocellus.network.Layer.BatchNorm;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.Layer.Dense;
import dev.ocellus.network.Layer.GlobalAveragePool;
import dev.ocellus.network.Layer.MaxPool;
import dev.ocellus.network.Layer.Upsample;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.nd4j.Nd4jNetwork;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * The Java side of {@code tools/bench-training}: waits for a line on standard input, trains the given number of steps, prints their milliseconds,
 * and again, so that both engines can take turns.
 */
public final class TrainingBench {
    private TrainingBench() {}

    public static void main(String[] arguments) throws Exception {
        String net = arguments[0];
        int threads = Integer.parseInt(arguments[1]);
        Graph graph = net.equals("detector") ? detector() : classifier();
        int samples = net.equals("detector") ? 16 : 32;
        Optimiser adam = new Optimiser.Adam(0.9, 0.999, 1e-8, 0, 0);
        try (Nd4jNetwork network = Nd4jNetwork.create(graph, adam, 1, threads)) {
            Shape in = graph.input();
            Random random = new Random(1);
            Tensor batch = Tensor.zeros(samples, in.channels(), in.height(), in.width());
            for (int i = 0; i < batch.size(); i++) {
                batch.data()[i] = random.nextFloat();
            }
            int next;
            System.out.println("ready");
            while ((next = System.in.read()) >= 0) {
                if (next != '\n') {
                    continue;
                }
                long start = System.nanoTime();
                step(network, batch);
                System.out.println((System.nanoTime() - start) / 1e6);
            }
        }
    }

    /** Mean of squared outputs as loss. */
    private static void step(Nd4jNetwork network, Tensor batch) {
        List<Tensor> outputs = network.forwardTraining(batch);
        List<Tensor> gradients = new ArrayList<>();
        for (Tensor output : outputs) {
            Tensor gradient = Tensor.zeros(output.shape());
            for (int i = 0; i < output.size(); i++) {
                gradient.data()[i] = 2 * output.data()[i] / output.size();
            }
            gradients.add(gradient);
        }
        network.backward(gradients);
        network.step(1e-3);
    }

    /** Five blocks of convolution, batch norm, leaky ReLU and pool over 96 × 96. */
    static Graph classifier() {
        Graph.Builder builder = new Graph.Builder(new Shape(3, 96, 96));
        String last = Graph.INPUT;
        for (int i = 0; i < 5; i++) {
            last = builder.add("conv" + i, new Conv(16 << i, 3, 1, 1, false), last);
            last = builder.add("norm" + i, new BatchNorm(), last);
            last = builder.add("leaky" + i, new Activation(Function.LEAKY_RELU), last);
            last = builder.add("pool" + i, new MaxPool(2, 2, 0), last);
        }
        last = builder.add("mean", new GlobalAveragePool(), last);
        return builder.build(builder.add("scores", new Dense(10), last));
    }

    /** A small residual backbone, a feature pyramid and a convolution of 12 outputs on three levels, over 256 × 256. */
    static Graph detector() {
        Graph.Builder builder = new Graph.Builder(new Shape(3, 256, 256));
        String last = block(builder, "stem1", Graph.INPUT, 16, 3, 2);
        last = block(builder, "stem2", last, 32, 3, 2);
        int[] channels = {64, 96, 128};
        String[] levels = new String[3];
        for (int i = 0; i < 3; i++) {
            last = block(builder, "down" + i, last, channels[i], 3, 2);
            String inner = block(builder, "res" + i + "a", last, channels[i], 3, 1);
            inner = builder.add("res" + i + "b.conv", new Conv(channels[i], 3, 1, 1, false), inner);
            inner = builder.add("res" + i + "b.norm", new BatchNorm(), inner);
            inner = builder.add("res" + i + ".add", new Add(), inner, last);
            last = builder.add("res" + i + ".relu", new Activation(Function.RELU), inner);
            levels[i] = last;
        }
        List<String> outputs = new ArrayList<>();
        String above = null;
        for (int i = 2; i >= 0; i--) {
            String lateral = builder.add("lateral" + i, new Conv(64, 1, 1, 0, true), levels[i]);
            if (above != null) {
                String up = builder.add("up" + i, new Upsample(2), above);
                lateral = builder.add("sum" + i, new Add(), lateral, up);
            }
            above = lateral;
            String smooth = block(builder, "smooth" + i, lateral, 64, 3, 1);
            outputs.add(builder.add("out" + i, new Conv(12, 1, 1, 0, true), smooth));
        }
        return builder.build(outputs.toArray(String[]::new));
    }

    private static String block(Graph.Builder builder, String name, String from, int outputs, int kernel, int stride) {
        String conv = builder.add(name + ".conv", new Conv(outputs, kernel, stride, kernel / 2, false), from);
        String norm = builder.add(name + ".norm", new BatchNorm(), conv);
        return builder.add(name + ".relu", new Activation(Function.RELU), norm);
    }
}
