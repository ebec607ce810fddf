package dev.ocellus.network.onnxruntime;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Network;
import dev.ocellus.network.NetworkContract;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.onnx.OnnxWriter;
import java.util.Map;

/** Networks written as ONNX and run by ONNX Runtime. */
class OnnxRuntimeNetworkIT extends NetworkContract {
    @Override
    protected Network open(Graph graph, Map<String, Tensor> parameters) {
        return OnnxRuntimeNetwork.open(OnnxWriter.write(graph, parameters, Map.of()), 1, "written by this test");
    }
}
