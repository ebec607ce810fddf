package dev.ocellus.network;

import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * A graph in two halves: the rest, asked about what the front says of a picture, answers as the whole graph does. The front can stay as it is and be
 * computed once for each picture while the rest learns. Nodes keep their names, so that the whole graph's parameters fit both halves; nodes that lead
 * to no output are in neither.
 *
 * @param front up to the cut; its only output is the value there
 * @param rest behind the cut; its picture is the value there
 */
public record GraphCut(Graph front, Graph rest) {
    public GraphCut {
        if (front.outputs().size() != 1
                || !front.shapes().get(front.outputs().get(0)).equals(rest.input())) {
            throw new ShapeException("the front must have one output, of the shape that the rest takes: "
                    + front.outputs() + ", " + rest.input());
        }
    }

    /**
     * Cuts behind a node.
     *
     * @param node the last of the front
     * @throws ShapeException where that node's value is not all that the layers behind it need, saying what else crosses and where one value crosses
     */
    public static GraphCut at(Graph graph, String node) {
        Side side = Side.of(graph, node);
        side.obstacle().ifPresent(obstacle -> {
            throw new ShapeException(
                    "the graph cannot be cut at '%s': %s; %s".formatted(node, obstacle, nearest(graph, node)));
        });
        Graph rest = new Graph(
                graph.shapes().get(node),
                side.behind.stream()
                        .map(each -> each.renamed(name -> name.equals(node) ? Graph.INPUT : name))
                        .toList(),
                graph.outputs());
        return new GraphCut(graph.upTo(node).build(node), rest);
    }

    /** Name of the node behind which the graph is cut. */
    public String node() {
        return front.outputs().get(0);
    }

    static List<String> places(Graph graph) {
        return graph.nodes().stream()
                .map(Graph.Node::name)
                .filter(name -> Side.of(graph, name).obstacle().isEmpty())
                .toList();
    }

    private static String nearest(Graph graph, String node) {
        List<String> order = graph.nodes().stream().map(Graph.Node::name).toList();
        int at = order.indexOf(node);
        List<String> cuts = places(graph);
        Stream<String> before = cuts.stream()
                .filter(cut -> order.indexOf(cut) < at)
                .reduce((first, second) -> second)
                .map(cut -> "'" + cut + "' before it")
                .stream();
        Stream<String> after =
                cuts.stream().filter(cut -> order.indexOf(cut) > at).limit(1).map(cut -> "'" + cut + "' behind it");
        return cuts.isEmpty()
                ? "it can be cut nowhere"
                : "it can be cut at " + Stream.concat(before, after).collect(Collectors.joining(" or "));
    }

    /** What lies behind a node, and the values that it needs from before. */
    private record Side(Graph graph, String node, List<Graph.Node> behind, Set<String> crossing) {
        static Side of(Graph graph, String node) {
            Set<String> front = graph.sources(List.of(node)).stream()
                    .map(Graph.Node::name)
                    .collect(Collectors.toCollection(HashSet::new));
            front.add(Graph.INPUT);
            List<Graph.Node> behind = graph.sources(graph.outputs()).stream()
                    .filter(each -> !front.contains(each.name()))
                    .toList();
            Set<String> crossing = new LinkedHashSet<>(graph.outputs());
            behind.forEach(each -> crossing.addAll(each.inputs()));
            crossing.retainAll(front);
            return new Side(graph, node, behind, crossing);
        }

        /** Why the graph cannot be cut here; empty where it can. */
        Optional<String> obstacle() {
            if (graph.outputs().contains(node)) {
                return Optional.of("it is an output");
            } else if (!crossing.contains(node)) {
                return Optional.of("it leads to no output");
            }
            List<String> others = crossing.stream()
                    .filter(value -> !value.equals(node))
                    .map(value -> "'" + value + "'")
                    .toList();
            return others.isEmpty()
                    ? Optional.empty()
                    : Optional.of("the layers behind it also need " + String.join(", ", others));
        }
    }
}
