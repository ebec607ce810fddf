package dev.ocellus.train;

import dev.ocellus.learn.Model;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * What a network has learned before, to start from.
 *
 * @param source where it comes from, for people
 * @param parameters those of them that fit the network, by full name
 * @param preprocessing what it saw of a picture, which it should go on to see
 * @param freezeUpTo name of the last layer that learns nothing more; empty where all learn
 */
public record TransferStart(
        String source, Map<String, Tensor> parameters, Preprocessing preprocessing, Optional<String> freezeUpTo) {
    /**
     * The parameters that fit a network; those of other names or shapes, such as those of another set of classes, are left where they are.
     *
     * @throws IllegalArgumentException where none fits, or the network has no layer of the name
     */
    public static TransferStart of(
            String source,
            Map<String, Tensor> parameters,
            Preprocessing preprocessing,
            Graph graph,
            Optional<String> freezeUpTo) {
        Map<String, Tensor> fitting = new LinkedHashMap<>();
        graph.parameters().forEach((name, parameter) -> {
            Tensor tensor = parameters.get(name);
            if (tensor != null && Arrays.equals(tensor.shape(), parameter.shape())) {
                fitting.put(name, tensor);
            }
        });
        if (fitting.isEmpty()) {
            throw new IllegalArgumentException(
                    "no parameter of %s fits the network; is it the same --network?".formatted(source));
        }
        freezeUpTo.ifPresent(node -> frozen(graph, node));
        return new TransferStart(source, fitting, preprocessing, freezeUpTo);
    }

    void apply(Model model) {
        model.loadParameters(parameters);
        freezeUpTo.ifPresent(last -> frozen(model.graph(), last).forEach(node -> model.freeze(node + ".")));
    }

    /** What decides the outcome, in words. */
    String words() {
        return parameters.hashCode() + " " + preprocessing + " " + freezeUpTo;
    }

    /** How many numbers start from there. */
    public long taken() {
        return parameters.values().stream().mapToLong(Tensor::size).sum();
    }

    /** How many numbers of a graph learn on. */
    public long learning(Graph graph) {
        List<String> frozen = freezeUpTo.map(last -> frozen(graph, last)).orElse(List.of());
        return graph.parameters().entrySet().stream()
                .filter(entry -> entry.getValue().kind().trained()
                        && frozen.stream().noneMatch(node -> entry.getKey().startsWith(node + ".")))
                .mapToLong(entry -> entry.getValue().size())
                .sum();
    }

    /** The names of the layers up to one, in computing order. */
    private static List<String> frozen(Graph graph, String last) {
        List<String> names = graph.nodes().stream().map(Graph.Node::name).toList();
        int at = names.indexOf(last);
        if (at < 0) {
            throw new IllegalArgumentException("the network has no layer '%s' to freeze up to; known are %s"
                    .formatted(last, String.join(", ", names)));
        }
        return names.subList(0, at + 1);
    }
}
