package dev.ocellus.network.pytorch;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.TrainableNetworkContract;

/** What every engine that trains must do, done by PyTorch. */
class PyTorchTrainingIT extends TrainableNetworkContract {
    @Override
    protected TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads) {
        return new PyTorchEngine().create(graph, optimiser, seed, threads);
    }
}
