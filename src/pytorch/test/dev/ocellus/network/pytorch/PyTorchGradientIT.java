package dev.ocellus.network.pytorch;

import dev.ocellus.network.GradientContract;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.TrainableNetwork;

/** What every engine that trains must do, done by PyTorch. */
class PyTorchGradientIT extends GradientContract {
    @Override
    protected TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads) {
        return new PyTorchEngine().create(graph, optimiser, seed, threads);
    }
}
