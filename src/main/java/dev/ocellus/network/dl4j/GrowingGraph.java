package dev.ocellus.network.dl4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Layer;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.Tensor;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A graph while it is written down, with the numbers of its layers and remarks on them. */
final class GrowingGraph {
    private final Graph.Builder builder;
    private final Map<String, Shape> shapes = new LinkedHashMap<>();
    private final Map<String, Tensor> parameters = new LinkedHashMap<>();
    private final List<String> notes = new ArrayList<>();

    GrowingGraph(Shape input) {
        builder = new Graph.Builder(input);
        shapes.put(Graph.INPUT, input);
    }

    /**
     * Adds a node and returns its name, which has underscores behind it where the wanted one is taken.
     *
     * @throws NotInVocabularyException where the layer does not fit behind its inputs
     */
    String add(String wanted, Layer layer, String... inputs) {
        String name = wanted;
        while (shapes.containsKey(name)) {
            name += "_";
        }
        try {
            shapes.put(
                    name,
                    layer.outputShape(List.of(inputs).stream().map(shapes::get).toList()));
        } catch (ShapeException e) {
            throw new NotInVocabularyException("'%s' after %s: %s; is this the input that the network was made for?"
                    .formatted(name, List.of(inputs), e.getMessage()));
        }
        return builder.add(name, layer, inputs);
    }

    Shape shape(String node) {
        return shapes.get(node);
    }

    void parameter(String node, String name, Tensor values) {
        parameters.put(node + "." + name, values);
    }

    void note(String sentence) {
        notes.add(sentence);
    }

    Imported finish(List<String> outputs) {
        Set<String> seen = new HashSet<>();
        for (String output : outputs) {
            if (output.equals(Graph.INPUT) || !seen.add(output)) {
                throw new NotInVocabularyException(
                        "two outputs of the network are the same value, or one is its input");
            }
        }
        return new Imported(builder.build(outputs.toArray(String[]::new)), parameters, notes);
    }
}
