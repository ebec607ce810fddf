package dev.ocellus.network.onnx;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** A graph without the dropouts, which do nothing at test time; one that is itself an output stays. */
final class DropoutRemoval {
    private DropoutRemoval() {}

    static Graph of(Graph graph) {
        Map<String, String> standIns = new HashMap<>();
        List<Node> nodes = new ArrayList<>();
        for (Node node : graph.nodes()) {
            List<String> inputs = node.inputs().stream()
                    .map(name -> standIns.getOrDefault(name, name))
                    .toList();
            if (node.layer() instanceof Layer.Dropout && !graph.outputs().contains(node.name())) {
                standIns.put(node.name(), inputs.get(0));
            } else {
                nodes.add(new Node(node.name(), node.layer(), inputs));
            }
        }
        return new Graph(graph.input(), nodes, graph.outputs());
    }
}
