package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Network;
import dev.ocellus.network.NetworkContract;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Tensor;
import java.util.Map;

/** The trainable engine as a network that is only asked. */
class Nd4jForwardIT extends NetworkContract {
    @Override
    protected Network open(Graph graph, Map<String, Tensor> parameters) {
        Nd4jNetwork network = Nd4jNetwork.create(graph, new Optimiser.Sgd(0, 0, 0), 1, 2);
        network.load(parameters);
        return network;
    }
}
