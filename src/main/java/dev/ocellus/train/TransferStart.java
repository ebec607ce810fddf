package dev.ocellus.train;

import dev.ocellus.network.Graph;
import dev.ocellus.network.GraphCut;
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
 * @param freezeUpTo name of the layer up to which nothing is learned any more; empty where all learn
 * @param cachedVariants of how many forms of each picture what the frozen layers say is computed once and kept on disk; 0 computes it in each step
 */
public record TransferStart(
        String source,
        Map<String, Tensor> parameters,
        Preprocessing preprocessing,
        Optional<String> freezeUpTo,
        int cachedVariants) {
    /**
     * The parameters that fit a network; those of other names or shapes, such as those of another set of classes, are left where they are.
     *
     * @throws IllegalArgumentException where none fits, the network has no layer of the name, or it cannot be cut there for a cache
     */
    public static TransferStart of(
            String source,
            Map<String, Tensor> parameters,
            Preprocessing preprocessing,
            Graph graph,
            Optional<String> freezeUpTo,
            int cachedVariants) {
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
        freezeUpTo.ifPresent(node -> graph.sources(List.of(node)));
        TransferStart start = new TransferStart(source, fitting, preprocessing, freezeUpTo, cachedVariants);
        start.cut(graph);
        return start;
    }

    /** Where the network is cut for the cache; empty where there is none. */
    Optional<GraphCut> cut(Graph graph) {
        return cachedVariants == 0 ? Optional.empty() : freezeUpTo.map(node -> GraphCut.at(graph, node));
    }

    /** What decides the outcome, in words. */
    String words() {
        return parameters.hashCode() + " " + preprocessing + " " + freezeUpTo + " " + cachedVariants;
    }

    /** How many numbers start from there. */
    public long taken() {
        return parameters.values().stream().mapToLong(Tensor::size).sum();
    }

    /** How many numbers of a graph learn on. */
    public long learning(Graph graph) {
        return graph.parameterCount()
                - freezeUpTo
                        .map(last -> graph.upTo(last).build(last).parameterCount())
                        .orElse(0L);
    }
}
