package dev.ocellus.network.pytorch;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.TrainingEngine;
import dev.ocellus.network.engine.LearningNetwork;
import dev.ocellus.network.engine.Parameters;
import dev.ocellus.network.engine.Team;
import java.util.Map;

/** PyTorch in 32-bit floats. */
public final class PyTorchEngine implements TrainingEngine {
    @Override
    public String name() {
        return "pytorch";
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("pytorch", Torch.version());
    }

    @Override
    public TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads) {
        return network(graph, optimiser, Precision.FLOAT, seed, threads);
    }

    static TrainableNetwork network(Graph graph, Optimiser optimiser, Precision precision, long seed, int threads) {
        Torch.load();
        Team team = new Team(threads, () -> Torch.useThreads(threads));
        Parameters parameters = new Parameters(graph, seed);
        return new LearningNetwork(
                graph, parameters, optimiser, team, new Passes(graph, parameters, precision, seed, team));
    }
}
