package dev.ocellus.network.dl4j;

import dev.ocellus.network.Graph;
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
}
