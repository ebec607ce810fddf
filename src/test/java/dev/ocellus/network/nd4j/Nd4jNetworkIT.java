package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.TrainableNetworkContract;

/** Training with the engine on ND4J. */
class Nd4jNetworkIT extends TrainableNetworkContract {
    @Override
    protected TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads) {
        return Nd4jNetwork.create(graph, optimiser, seed, threads);
    }
}
