package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Pool;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Which nodes of a graph are computed together: a batch norm takes a sum with one other map and an activation after it along in one pass over memory, or
 * an activation and a pool of 2 × 2.
 * Values are numbered: 0 is the picture, node i makes value i + 1.
 */
final class Plan {
    /** Nodes computed in one step; all but the first follow from the fusion, and only the last one's value is written down. */
    record Task(List<Node> nodes) {
        Node first() {
            return nodes.get(0);
        }

        Node last() {
            return nodes.get(nodes.size() - 1);
        }
    }

    private final Graph graph;
    private final Map<String, Integer> ids = new HashMap<>();
    private final Map<String, List<Node>> consumers = new HashMap<>();
    private final List<Task> tasks = new ArrayList<>();

    Plan(Graph graph) {
        this.graph = graph;
        ids.put(Graph.INPUT, 0);
        for (Node node : graph.nodes()) {
            ids.put(node.name(), ids.size());
            for (String input : node.inputs()) {
                consumers.computeIfAbsent(input, name -> new ArrayList<>()).add(node);
            }
        }
        Map<String, Task> byLast = new HashMap<>();
        Set<String> fused = new HashSet<>();
        for (Node node : graph.nodes()) {
            if (!fused.contains(node.name())) {
                Task task = new Task(node.layer() instanceof Layer.BatchNorm ? fuse(node, fused) : List.of(node));
                task.nodes().forEach(member -> fused.add(member.name()));
                byLast.put(task.last().name(), task);
            }
        }
        // a task runs where its last node stood: there all of its inputs are known
        for (Node node : graph.nodes()) {
            if (byLast.containsKey(node.name())) {
                tasks.add(byLast.get(node.name()));
            }
        }
    }

    /** The tasks in computing order. */
    List<Task> tasks() {
        return tasks;
    }

    int id(String name) {
        return ids.get(name);
    }

    int values() {
        return ids.size();
    }

    /** Whether nothing but one node reads the value. */
    boolean isPrivate(String name) {
        return consumers.getOrDefault(name, List.of()).size() == 1
                && !graph.outputs().contains(name);
    }

    /** Whether the value is the result of a convolution or a dense layer, which do not read it again on the way back. */
    boolean isConvolution(String name) {
        int id = ids.get(name);
        return id > 0
                && (graph.nodes().get(id - 1).layer() instanceof Layer.Conv
                        || graph.nodes().get(id - 1).layer() instanceof Layer.Dense);
    }

    private List<Node> fuse(Node norm, Set<String> taken) {
        List<Node> nodes = new ArrayList<>(List.of(norm));
        Node next = only(norm);
        if (next != null
                && next.layer() instanceof Layer.Add
                && next.inputs().size() == 2
                && !taken.contains(next.name())) {
            nodes.add(next);
            next = only(next);
        }
        if (next != null
                && next.layer() instanceof Layer.Activation activation
                && (Pointwise.derivativeFromSign(activation.function())
                        || nodes.size() == 1 && !Pointwise.derivativeFromResult(activation.function()))) {
            nodes.add(next);
            next = only(next);
        }
        if (next != null
                && next.layer().equals(new Pool.MaxPool(2, 2, 0))
                && nodes.stream().skip(1).allMatch(Plan::neverFalls)) {
            nodes.add(next);
        }
        return nodes;
    }

    /** Whether a larger argument never makes a smaller result. */
    private static boolean neverFalls(Node node) {
        return node.layer() instanceof Layer.Activation activation
                && Pointwise.derivativeFromSign(activation.function());
    }

    private Node only(Node node) {
        return isPrivate(node.name()) ? consumers.get(node.name()).get(0) : null;
    }
}
