package dev.ocellus.zoo;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.settings.Mistakes;
import dev.ocellus.settings.Suggestion;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Puts the layers of a network file into an order in which each comes after what it reads, otherwise that of the file. */
final class LayerOrder {
    private final Map<String, WrittenLayer> layers = new LinkedHashMap<>();
    private final Mistakes mistakes;

    LayerOrder(List<WrittenLayer> layers, Mistakes mistakes) {
        layers.stream()
                .filter(layer -> !layer.name().equals(Graph.INPUT))
                .forEach(layer -> this.layers.putIfAbsent(layer.name(), layer));
        this.mistakes = mistakes;
    }

    /**
     * The layers as nodes of a graph, as far as there are no mistakes in them.
     *
     * @param input what the first ones read; where it is unknown nothing is said about shapes
     */
    List<Graph.Node> nodes(Optional<Shape> input) {
        noteUnknownInputs();
        List<WrittenLayer> ordered = ordered();
        Map<String, Shape> shapes = new HashMap<>();
        input.ifPresent(shape -> shapes.put(Graph.INPUT, shape));
        List<Graph.Node> nodes = new ArrayList<>();
        for (WrittenLayer layer : ordered) {
            // what reads a layer with a mistake is not blamed for it
            layer.layer().ifPresent(kind -> {
                nodes.add(new Graph.Node(layer.name(), kind, layer.from()));
                if (shapes.keySet().containsAll(layer.from())) {
                    noteShape(layer, shapes);
                }
            });
        }
        return nodes;
    }

    private void noteUnknownInputs() {
        List<String> known = new ArrayList<>(layers.keySet());
        known.add(Graph.INPUT);
        for (WrittenLayer layer : layers.values()) {
            for (String from : layer.from()) {
                if (!known.contains(from)) {
                    String text = "'%s' reads '%s', which is no layer; %s"
                            .formatted(layer.name(), from, Suggestion.among(known, from));
                    mistakes.add(layer.place(), text);
                }
            }
        }
    }

    private List<WrittenLayer> ordered() {
        Map<String, WrittenLayer> ordered = new LinkedHashMap<>();
        for (WrittenLayer layer : layers.values()) {
            visit(layer, new ArrayList<>(), ordered);
        }
        return List.copyOf(ordered.values());
    }

    /** @param path the layers between the one first asked for and this one, each of which reads the next */
    private void visit(WrittenLayer layer, List<String> path, Map<String, WrittenLayer> ordered) {
        int first = path.indexOf(layer.name());
        path.add(layer.name());
        if (first >= 0) {
            String ring = path.subList(first, path.size()).stream()
                    .map(name -> "'" + name + "'")
                    .collect(Collectors.joining(" reads "));
            mistakes.add(layer.place(), "layers read each other in a ring: " + ring);
        } else if (!ordered.containsKey(layer.name())) {
            layer.from().stream().filter(layers::containsKey).forEach(from -> visit(layers.get(from), path, ordered));
            ordered.putIfAbsent(layer.name(), layer);
        }
        path.remove(path.size() - 1);
    }

    private void noteShape(WrittenLayer layer, Map<String, Shape> shapes) {
        List<Shape> inputs = layer.from().stream().map(shapes::get).toList();
        try {
            shapes.put(layer.name(), layer.layer().orElseThrow().outputShape(inputs));
        } catch (ShapeException e) {
            String read = layer.from().stream()
                    .map(from -> "'%s' (%s)".formatted(from, ShapeText.of(shapes.get(from))))
                    .collect(Collectors.joining(" and "));
            mistakes.add(
                    layer.place(),
                    "'%s' cannot read %s: %s (channels first)".formatted(layer.name(), read, e.getMessage()));
        }
    }
}
