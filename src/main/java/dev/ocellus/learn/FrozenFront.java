package dev.ocellus.learn;

import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.GraphCut;
import dev.ocellus.network.Network;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Tensor;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * The front of a network that does not learn any more: the rest can be trained on what it says of each example, computed once. It answers as at test
 * time, with running statistics in batch norms and without dropout.
 *
 * @param graph the front, with one output, see {@link GraphCut}
 * @param parameters its parameters by full name
 */
public record FrozenFront(Graph graph, Map<String, Tensor> parameters) {
    public FrozenFront {
        Map<String, Tensor> own = new LinkedHashMap<>();
        for (String name : graph.parameters().keySet()) {
            if (parameters.containsKey(name)) {
                own.put(name, parameters.get(name));
            }
        }
        graph.requireParameters(own);
        parameters = own;
    }

    /**
     * The front of a model.
     *
     * @param parameters of the whole network; those behind the cut are left out
     * @throws IllegalArgumentException naming a parameter that is missing
     */
    public static FrozenFront of(GraphCut cut, Map<String, Tensor> parameters) {
        return new FrozenFront(cut.front(), parameters);
    }

    /** The front, ready to be asked; closed by the caller. */
    Network open(Engines engines) {
        return engines.open(engines.export(graph, parameters, Map.of()));
    }

    /** SHA-256 over layers and parameters, 64 hexadecimal digits. */
    String fingerprint() {
        try {
            MessageDigest hash = MessageDigest.getInstance("SHA-256");
            hash.update(graph.toString().getBytes(StandardCharsets.UTF_8));
            for (Map.Entry<String, Parameter> parameter : graph.parameters().entrySet()) {
                hash.update(parameter.getKey().getBytes(StandardCharsets.UTF_8));
                float[] values = parameters.get(parameter.getKey()).data();
                ByteBuffer bytes = ByteBuffer.allocate(values.length * Float.BYTES);
                bytes.asFloatBuffer().put(values);
                hash.update(bytes);
            }
            return HexFormat.of().formatHex(hash.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
