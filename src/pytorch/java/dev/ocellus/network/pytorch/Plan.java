package dev.ocellus.network.pytorch;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Activation.Function;
import dev.ocellus.network.Pool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The order in which a graph is computed, and for how long its values are needed. A max pool is computed before a rising function that it follows: the
 * largest value stays the largest, and the function has a fraction of the work.
 */
final class Plan {
    /**
     * A node to compute.
     *
     * @param mayOverwrite whether nobody else needs the value of the first input
     * @param released values that nobody needs afterwards
     */
    record Step(Node node, boolean mayOverwrite, List<String> released) {}

    private final List<Step> steps = new ArrayList<>();
    private final Map<String, Integer> readers = new HashMap<>();
    private final Map<String, Layer> makers = new HashMap<>();

    Plan(Graph graph) {
        graph.outputs().forEach(output -> readers.merge(output, 1, Integer::sum));
        graph.nodes().forEach(node -> node.inputs().forEach(input -> readers.merge(input, 1, Integer::sum)));
        List<Node> nodes = poolsFirst(graph.nodes());
        nodes.forEach(node -> makers.put(node.name(), node.layer()));
        Set<String> needed = new HashSet<>(graph.outputs());
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            List<String> released = new ArrayList<>();
            for (String input : node.inputs()) {
                if (needed.add(input)) {
                    released.add(input);
                }
            }
            if (needed.add(node.name())) {
                released.add(node.name());
            }
            steps.add(0, new Step(node, mayOverwrite(node), List.copyOf(released)));
        }
    }

    List<Step> steps() {
        return steps;
    }

    private List<Node> poolsFirst(List<Node> nodes) {
        Map<String, Node> functions = new HashMap<>();
        for (Node node : nodes) {
            if (node.layer() instanceof Activation activation
                    && activation.function() != Function.SILU
                    && readers.getOrDefault(node.name(), 0) == 1) {
                functions.put(node.name(), node);
            }
        }
        List<Node> ordered = new ArrayList<>();
        Set<Node> moved = new HashSet<>();
        for (Node node : nodes) {
            Node function = functions.get(node.inputs().get(0));
            if (node.layer() instanceof Pool.MaxPool && function != null) {
                ordered.add(new Node(function.name(), node.layer(), function.inputs()));
                ordered.add(new Node(node.name(), function.layer(), node.inputs()));
                moved.add(function);
            } else {
                ordered.add(node);
            }
        }
        ordered.removeAll(moved);
        return ordered;
    }

    /** Layers that leave their result to others: their own gradient does not need it. */
    private boolean mayOverwrite(Node node) {
        String input = node.inputs().get(0);
        Layer maker = makers.get(input);
        return readers.get(input) == 1
                && (maker instanceof Layer.Conv
                        || maker instanceof Layer.BatchNorm
                        || maker instanceof Pool.MaxPool
                        || maker instanceof Layer.Add);
    }
}
