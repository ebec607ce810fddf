package dev.ocellus.network.nd4j;

import dev.ocellus.network.GradientContract;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.TrainableNetwork;

/** The gradients of the engine on ND4J. */
class GradientIT extends GradientContract {
    @Override
    protected TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads) {
        return Nd4jNetwork.create(graph, optimiser, seed, threads);
    }
}
