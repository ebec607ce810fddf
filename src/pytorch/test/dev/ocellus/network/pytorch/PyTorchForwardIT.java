package dev.ocellus.network.pytorch;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Network;
import dev.ocellus.network.NetworkContract;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import java.util.Map;

/** PyTorch as a network that is only asked. */
class PyTorchForwardIT extends NetworkContract {
    @Override
    protected Network open(Graph graph, Map<String, Tensor> parameters) {
        TrainableNetwork network = new PyTorchEngine().create(graph, new Optimiser.Sgd(0, 0, 0), 1, 2);
        network.load(parameters);
        return network;
    }
}
