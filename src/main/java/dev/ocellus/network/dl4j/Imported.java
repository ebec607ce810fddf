package dev.ocellus.network.dl4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Tensor;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A network of DL4J in our own vocabulary.
 *
 * @param graph the layers; a node has its DL4J layer's name, what that layer does besides is called {@code name.relu}, {@code name.dropout} and so on
 * @param parameters every parameter of the graph by full name
 * @param notes what a user should know: what was left out, and what means something else here; sentences without an end
 */
public record Imported(Graph graph, Map<String, Tensor> parameters, List<String> notes) {
    public Imported {
        parameters = Collections.unmodifiableMap(new LinkedHashMap<>(parameters));
        notes = List.copyOf(notes);
    }

    /**
     * The same network for pictures whose first and last plane changed places, as blue, green, red against red, green, blue.
     *
     * @throws NotInVocabularyException where something else than convolutions in one group reads the input
     */
    public Imported withFirstAndLastPlaneSwapped() {
        Map<String, Tensor> others = new LinkedHashMap<>(parameters);
        for (Graph.Node node : graph.nodes()) {
            if (node.inputs().contains(Graph.INPUT)) {
                if (!(node.layer() instanceof Layer.Conv conv) || conv.groups() > 1) {
                    throw new NotInVocabularyException(
                            "the planes of the input cannot change places in front of '%s', %s"
                                    .formatted(node.name(), node.layer()));
                }
                others.computeIfPresent(node.name() + ".weight", (name, weight) -> firstAndLastPlaneSwapped(weight));
            }
        }
        return new Imported(graph, others, notes);
    }

    /** The first and last plane of each sample, or of each filter, in each other's place. */
    public static Tensor firstAndLastPlaneSwapped(Tensor tensor) {
        int plane = tensor.dimension(2) * tensor.dimension(3);
        int sample = tensor.dimension(1) * plane;
        float[] swapped = tensor.data().clone();
        for (int start = 0; start < swapped.length; start += sample) {
            int last = start + sample - plane;
            System.arraycopy(tensor.data(), start, swapped, last, plane);
            System.arraycopy(tensor.data(), last, swapped, start, plane);
        }
        return new Tensor(swapped, tensor.shape());
    }
}
