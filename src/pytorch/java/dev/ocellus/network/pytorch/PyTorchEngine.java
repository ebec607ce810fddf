package dev.ocellus.network.pytorch;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.TrainingEngine;
import dev.ocellus.network.engine.LearningNetwork;
import dev.ocellus.network.engine.Parameters;

/** PyTorch in 32-bit floats. */
public final class PyTorchEngine implements TrainingEngine {
    @Override
    public String name() {
        return "pytorch";
    }

    @Override
    public TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads) {
        return network(graph, optimiser, Precision.FLOAT, seed, threads);
    }

    static TrainableNetwork network(Graph graph, Optimiser optimiser, Precision precision, long seed, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("a network needs at least 1 thread, got " + threads);
        }
        Parameters parameters = new Parameters(graph, seed);
        return new LearningNetwork(
                graph, parameters, optimiser, new Passes(graph, parameters, precision, seed, threads));
    }
}
