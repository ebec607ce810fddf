package dev.ocellus.tools;

import dev.ocellus.app.BenchNetwork;
import dev.ocellus.app.BenchTraining;
import dev.ocellus.app.TrainingEngines;
import java.util.Locale;

/**
 * The Java side of {@code tools/bench-training}: waits for a line on standard input, trains one step, prints its milliseconds, and again, so that
 * both engines can take turns.
 */
public final class TrainingBench {
    private TrainingBench() {}

    public static void main(String[] arguments) throws Exception {
        BenchNetwork net = BenchNetwork.valueOf(arguments[0].toUpperCase(Locale.ROOT));
        int threads = Integer.parseInt(arguments[1]);
        try (BenchTraining training = new BenchTraining(net, TrainingEngines.named(arguments[2]), threads)) {
            int next;
            System.out.println("ready");
            while ((next = System.in.read()) >= 0) {
                if (next != '\n') {
                    continue;
                }
                long start = System.nanoTime();
                training.step();
                System.out.println((System.nanoTime() - start) / 1e6);
            }
        }
    }
}
