package dev.ocellus.tools;

import dev.ocellus.app.BenchNetwork;
import dev.ocellus.app.TrainingEngines;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.TrainingEngine;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;

/**
 * The Java side of {@code tools/bench-training}: waits for a line on standard input, trains one step, prints its milliseconds, and again, so that
 * both engines can take turns.
 */
public final class TrainingBench {
    private TrainingBench() {}

    public static void main(String[] arguments) throws Exception {
        BenchNetwork net = BenchNetwork.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int threads = Integer.parseInt(arguments[1]);
        Optimiser adam = new Optimiser.Adam(0.9, 0.999, 1e-8, 0, 0);
        TrainingEngine engine = TrainingEngines.named(arguments[2]);
        try (TrainableNetwork network = engine.create(net.graph(), adam, 1, threads)) {
            Shape in = network.graph().input();
            Random random = new Random(1);
            Tensor batch = Tensor.zeros(net.samples(), in.channels(), in.height(), in.width());
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
    private static void step(TrainableNetwork network, Tensor batch) {
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
}
