package dev.ocellus.network;

import dev.ocellus.settings.Suggestion;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;

/**
 * A network as data: named layers in the order in which they are computed, each with the names of its inputs. The picture itself is called
 * {@value #INPUT}. Immutable; checked when it is built.
 *
 * @param input the shape for which the graph was built; a graph without dense layers also runs on other heights and widths
 * @param nodes in an order in which every input comes before its use
 * @param outputs names of the nodes whose values are the network's results, in order
 */
public record Graph(Shape input, List<Node> nodes, List<String> outputs) {
    /** Name of the picture among the inputs of nodes. */
    public static final String INPUT = "input";

    /**
     * A layer with its place in the graph.
     *
     * @param name unique in its graph; dots group names into parts ({@code backbone.stage1.conv})
     */
    public record Node(String name, Layer layer, List<String> inputs) {
        public Node {
            inputs = List.copyOf(inputs);
        }

        Node renamed(UnaryOperator<String> names) {
            return new Node(names.apply(name), layer, inputs.stream().map(names).toList());
        }
    }

    public Graph {
        nodes = List.copyOf(nodes);
        outputs = List.copyOf(outputs);
        Map<String, Shape> shapes = GraphShapes.of(input, nodes);
        for (String output : outputs) {
            if (!shapes.containsKey(output)) {
                throw new ShapeException("output '" + output + "' is not a node; known are " + shapes.keySet());
            }
        }
        if (outputs.isEmpty()) {
            throw new ShapeException("a graph needs at least one output");
        }
    }

    /** The shape of every node, for the shape that the graph was built for. Keys in computing order, {@value #INPUT} first. */
    public Map<String, Shape> shapes() {
        return GraphShapes.of(input, nodes);
    }

    /**
     * The shape of every node for another height and width.
     *
     * @throws ShapeException where the graph cannot run on that input
     */
    public Map<String, Shape> shapes(Shape otherInput) {
        return GraphShapes.of(otherInput, nodes);
    }

    /** Every parameter by its full name ({@code node.parameter}), in computing order. */
    public Map<String, Parameter> parameters() {
        Map<String, Shape> shapes = shapes();
        Map<String, Parameter> parameters = new LinkedHashMap<>();
        for (Node node : nodes) {
            List<Shape> inputs = node.inputs().stream().map(shapes::get).toList();
            for (Parameter parameter : node.layer().parameters(inputs)) {
                parameters.put(node.name() + "." + parameter.name(), parameter);
            }
        }
        return parameters;
    }

    /**
     * Refuses parameters that are not exactly those of this graph.
     *
     * @throws IllegalArgumentException naming everything that is missing, unknown or of another shape
     */
    public void requireParameters(Map<String, Tensor> given) {
        List<String> mistakes = new ArrayList<>();
        Map<String, Parameter> needed = parameters();
        needed.forEach((name, parameter) -> {
            String shape = Arrays.toString(parameter.shape());
            Tensor tensor = given.get(name);
            if (tensor == null) {
                mistakes.add("'%s' of shape %s is missing".formatted(name, shape));
            } else if (!Arrays.equals(tensor.shape(), parameter.shape())) {
                mistakes.add("'%s' has shape %s, not %s".formatted(name, Arrays.toString(tensor.shape()), shape));
            }
        });
        given.keySet().stream()
                .filter(name -> !needed.containsKey(name))
                .forEach(name -> mistakes.add("'%s' is unknown".formatted(name)));
        if (!mistakes.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", mistakes));
        }
    }

    /** How many numbers are trained. */
    public long parameterCount() {
        return parameters().values().stream()
                .filter(p -> p.kind().trained())
                .mapToLong(Parameter::size)
                .sum();
    }

    /**
     * The named nodes and every node that they are computed from, in computing order.
     *
     * @throws ShapeException where there is no such node
     */
    public List<Node> sources(Collection<String> names) {
        List<String> known = nodes.stream().map(Node::name).toList();
        for (String name : names) {
            if (!known.contains(name) && !name.equals(INPUT)) {
                throw new ShapeException("there is no node '%s'; %s".formatted(name, Suggestion.among(known, name)));
            }
        }
        Set<String> needed = new HashSet<>(names);
        Deque<Node> sources = new ArrayDeque<>();
        for (int i = nodes.size() - 1; i >= 0; i--) {
            Node node = nodes.get(i);
            if (needed.contains(node.name())) {
                sources.addFirst(node);
                needed.addAll(node.inputs());
            }
        }
        return List.copyOf(sources);
    }

    /**
     * The beginning of a graph, to go on from with other layers: a new head for a trained backbone. It holds the named nodes and what they are computed
     * from; the names stay, so that {@link TrainableNetwork#load} takes the trained parameters.
     *
     * @throws ShapeException where there is no such node
     */
    public Builder upTo(String... names) {
        Builder beginning = new Builder(input);
        beginning.nodes.addAll(sources(List.of(names)));
        return beginning;
    }

    /** The same graph with a text before the name of every node, such as {@code backbone.}; full names of parameters change alike. */
    public Graph withPrefix(String prefix) {
        UnaryOperator<String> renamed = name -> name.equals(INPUT) ? name : prefix + name;
        return new Graph(
                input,
                nodes.stream().map(node -> node.renamed(renamed)).toList(),
                outputs.stream().map(renamed).toList());
    }

    /** The nodes at which the graph can be cut in two, in computing order; see {@link GraphCut}. */
    public List<String> cuts() {
        return GraphCut.places(this);
    }

    /** Writes a graph down layer by layer; each call returns the new node's name for use as an input. */
    public static final class Builder {
        private final Shape input;
        private final List<Node> nodes = new ArrayList<>();

        public Builder(Shape input) {
            this.input = input;
        }

        /** Adds a node and returns its name. */
        public String add(String name, Layer layer, String... inputs) {
            nodes.add(new Node(name, layer, List.of(inputs)));
            return name;
        }

        /**
         * Adds all nodes of another graph, names and all.
         *
         * @param at the node whose value takes the place of that graph's picture
         * @return names of that graph's outputs
         */
        public List<String> add(Graph graph, String at) {
            UnaryOperator<String> joined = name -> name.equals(INPUT) ? at : name;
            graph.nodes.forEach(node -> nodes.add(node.renamed(joined)));
            return graph.outputs.stream().map(joined).toList();
        }

        /** The shape of a node already added. */
        public Shape shapeOf(String name) {
            return GraphShapes.of(input, nodes).get(name);
        }

        public Graph build(String... outputs) {
            return new Graph(input, nodes, List.of(outputs));
        }
    }
}
