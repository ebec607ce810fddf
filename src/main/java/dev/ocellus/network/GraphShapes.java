package dev.ocellus.network;

import dev.ocellus.network.Graph.Node;
import dev.ocellus.network.Layer.Activation;
import dev.ocellus.settings.KebabCase;
import dev.ocellus.settings.Suggestion;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Works out the shape of every node of a graph, or says which layers do not fit together. */
final class GraphShapes {
    private final List<Node> nodes;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();

    private GraphShapes(List<Node> nodes) {
        this.nodes = nodes;
    }

    /** @throws ShapeException naming the layers and their shapes */
    static Map<String, Shape> of(Shape input, List<Node> nodes) {
        GraphShapes graph = new GraphShapes(nodes);
        graph.shapes.put(Graph.INPUT, input);
        for (Node node : nodes) {
            Shape shape = graph.shape(node);
            if (graph.shapes.put(node.name(), shape) != null) {
                throw new ShapeException("two nodes are called '" + node.name() + "'");
            }
        }
        return graph.shapes;
    }

    private Shape shape(Node node) {
        List<Shape> inputs = new ArrayList<>();
        for (String name : node.inputs()) {
            if (!shapes.containsKey(name)) {
                throw unreadable(node, name);
            }
            inputs.add(shapes.get(name));
        }
        try {
            return node.layer().outputShape(inputs);
        } catch (ShapeException e) {
            String before = node.inputs().stream().map(this::withShape).collect(Collectors.joining(" and "));
            throw new ShapeException(
                    "%s after %s: %s".formatted(text(node), before.isEmpty() ? "nothing" : before, e.getMessage()));
        }
    }

    private ShapeException unreadable(Node node, String name) {
        List<String> known = new ArrayList<>(List.of(Graph.INPUT));
        nodes.forEach(each -> known.add(each.name()));
        String why;
        if (!known.contains(name)) {
            why = "which is no node; " + Suggestion.among(known, name);
        } else {
            why = ring(node, name, List.of(node.name()), new HashSet<>())
                    .map(ring -> "but a network has no rings: " + ring)
                    .orElse("which stands further down; a node comes after all that it reads");
        }
        return new ShapeException("%s reads '%s', %s".formatted(text(node), name, why));
    }

    /**
     * The way from a node over what it reads back to itself, if there is one.
     *
     * @param at how far the way has been followed
     * @param way the nodes before
     * @param seen from where the way has been looked for already
     */
    private Optional<String> ring(Node node, String at, List<String> way, Set<String> seen) {
        List<String> longer = new ArrayList<>(way);
        longer.add(at);
        if (at.equals(node.name())) {
            return Optional.of(longer.stream().map(name -> "'" + name + "'").collect(Collectors.joining(" reads ")));
        }
        if (!seen.add(at)) {
            return Optional.empty();
        }
        return find(at).stream()
                .flatMap(next -> next.inputs().stream())
                .map(name -> ring(node, name, longer, seen))
                .flatMap(Optional::stream)
                .findFirst();
    }

    private Optional<Node> find(String name) {
        return nodes.stream().filter(node -> node.name().equals(name)).findFirst();
    }

    private String withShape(String name) {
        String kind = find(name).map(node -> kind(node.layer()) + ", ").orElse("");
        return "'%s' (%s%s)".formatted(name, kind, shapes.get(name));
    }

    private static String text(Node node) {
        return "'%s' (%s)".formatted(node.name(), kind(node.layer()));
    }

    private static String kind(Layer layer) {
        return KebabCase.of(
                layer instanceof Activation activation
                        ? activation.function().name()
                        : layer.getClass().getSimpleName());
    }
}
