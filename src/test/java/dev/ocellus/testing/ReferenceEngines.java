package dev.ocellus.testing;

import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Network;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.reference.ReferenceNetwork;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Engines that only answer, by the reference, without natives. An exported network is a number under which these engines keep it. */
public final class ReferenceEngines implements Engines {
    private final List<Network> exported = new ArrayList<>();
    private int asked;

    /** How many examples all opened networks were asked about. */
    public int asked() {
        return asked;
    }

    @Override
    public TrainableNetwork trainable(Graph graph, Optimiser optimiser, long seed) {
        throw new UnsupportedOperationException("the reference does not learn");
    }

    @Override
    public byte[] export(Graph graph, Map<String, Tensor> parameters, Map<String, String> metadata) {
        exported.add(new Answering(new ReferenceNetwork(graph, parameters)));
        return Integer.toString(exported.size() - 1).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public Network open(byte[] model) {
        return exported.get(Integer.parseInt(new String(model, StandardCharsets.UTF_8)));
    }

    private final class Answering implements Network {
        private final ReferenceNetwork network;

        Answering(ReferenceNetwork network) {
            this.network = network;
        }

        @Override
        public List<Tensor> forward(Tensor batch) {
            asked += batch.dimension(0);
            return network.forward(batch).stream().map(Answering::tensor).toList();
        }

        private static Tensor tensor(ReferenceNetwork.Values values) {
            float[] data = new float[values.data().length];
            for (int i = 0; i < data.length; i++) {
                data[i] = (float) values.data()[i];
            }
            Shape shape = values.shape();
            return new Tensor(data, values.samples(), shape.channels(), shape.height(), shape.width());
        }

        @Override
        public void close() {}
    }
}
