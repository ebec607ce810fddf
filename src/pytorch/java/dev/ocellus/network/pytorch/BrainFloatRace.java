package dev.ocellus.network.pytorch;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.util.Optional;

/**
 * Finds out by trying whether this processor trains faster with brain floats: without instructions for them it is several times slower. The two sides
 * take turns, so that other work on the machine disturbs both alike.
 */
final class BrainFloatRace {
    private static final int ROUNDS = 9;
    /** What brain floats must gain to be worth their digits. */
    private static final double WORTH = 1.2;

    private BrainFloatRace() {}

    /** Why not, as a sentence; empty where they are faster. Takes about half a second. */
    static Optional<String> obstacle() {
        double gain = gain();
        return gain >= WORTH
                ? Optional.empty()
                : Optional.of(String.format(
                        java.util.Locale.ROOT,
                        "with 16-bit brain floats this processor trains at %.1f times the speed of 32-bit floats; take 'pytorch'",
                        gain));
    }

    /** The best of the speeds with brain floats over the best of those with 32-bit floats. */
    private static double gain() {
        Graph.Builder builder = new Graph.Builder(new Shape(64, 28, 28));
        Graph graph = builder.build(builder.add("conv", new Layer.Conv(64, 3, 1, 1, false), Graph.INPUT));
        Optimiser optimiser = new Optimiser.Sgd(0, 0, 0);
        try (TrainableNetwork single = PyTorchEngine.network(graph, optimiser, Precision.FLOAT, 1, 1);
                TrainableNetwork brain = PyTorchEngine.network(graph, optimiser, Precision.BRAIN_FLOAT, 1, 1)) {
            double bestSingle = Double.POSITIVE_INFINITY;
            double bestBrain = Double.POSITIVE_INFINITY;
            for (int round = 0; round < ROUNDS; round++) {
                bestSingle = Math.min(bestSingle, nanoseconds(single));
                bestBrain = Math.min(bestBrain, nanoseconds(brain));
            }
            return bestSingle / bestBrain;
        }
    }

    private static double nanoseconds(TrainableNetwork network) {
        Tensor batch = Tensor.zeros(8, 64, 28, 28);
        long start = System.nanoTime();
        network.backward(network.forwardTraining(batch));
        return System.nanoTime() - start;
    }
}
