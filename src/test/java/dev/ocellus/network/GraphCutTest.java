package dev.ocellus.network;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.network.Layer.Activation;
import dev.ocellus.network.Layer.Add;
import dev.ocellus.network.Layer.Conv;
import dev.ocellus.network.Layer.Dense;
import dev.ocellus.network.Pool.GlobalAveragePool;
import dev.ocellus.network.reference.ReferenceNetwork;
import dev.ocellus.network.reference.ReferenceNetwork.Values;
import dev.ocellus.testing.Property;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class GraphCutTest {
    /** A stem, a residual pair and a head. */
    private static Graph residual() {
        Graph.Builder net = new Graph.Builder(new Shape(3, 8, 8));
        String stem = net.add("stem", new Conv(4, 3, 1, 1, true), Graph.INPUT);
        String first = net.add("pair.first", new Conv(4, 3, 1, 1, true), stem);
        String relu = net.add("pair.relu", new Activation(Activation.Function.RELU), first);
        String second = net.add("pair.second", new Conv(4, 3, 1, 1, true), relu);
        String sum = net.add("pair.add", new Add(), second, stem);
        String mean = net.add("mean", new GlobalAveragePool(), sum);
        net.add("unused", new Conv(2, 1, 1, 0, true), relu);
        return net.build(net.add("scores", new Dense(5), mean));
    }

    @Test
    void oneValueCrossesBeforeAndBehindASkipConnection() {
        Graph graph = residual();
        assertEquals(List.of("stem", "pair.add", "mean"), graph.cuts());
        GraphCut cut = GraphCut.at(graph, "pair.add");
        assertEquals("pair.add", cut.node());
        assertEquals(List.of("stem", "pair.first", "pair.relu", "pair.second", "pair.add"), names(cut.front()));
        assertEquals(List.of("mean", "scores"), names(cut.rest()));
        assertEquals(new Shape(4, 8, 8), cut.rest().input());
        assertEquals(List.of(Graph.INPUT), cut.rest().nodes().get(0).inputs());
        assertEquals(
                Set.of("scores.weight", "scores.bias"), cut.rest().parameters().keySet());
    }

    @Test
    void whatElseCrossesIsNamedWithTheNearestPlaces() {
        assertEquals(
                "the graph cannot be cut at 'pair.relu': the layers behind it also need 'stem'; "
                        + "it can be cut at 'stem' before it or 'pair.add' behind it",
                refusal(residual(), "pair.relu"));
        assertTrue(refusal(residual(), "scores").contains("it is an output; it can be cut at 'mean' before it"));
        assertTrue(refusal(residual(), "unused").contains("leads to no output"));
        assertTrue(refusal(residual(), "stm").contains("there is no node 'stm'; did you mean 'stem'?"));
        Graph.Builder net = new Graph.Builder(new Shape(3, 4, 4));
        String conv = net.add("conv", new Conv(3, 1, 1, 0, true), Graph.INPUT);
        Graph skipsAll = net.build(net.add("sum", new Add(), conv, Graph.INPUT));
        assertTrue(refusal(skipsAll, "conv").endsWith("the layers behind it also need 'input'; it can be cut nowhere"));
    }

    private static String refusal(Graph graph, String node) {
        return assertThrows(ShapeException.class, () -> GraphCut.at(graph, node))
                .getMessage();
    }

    @Test
    void theHalvesInTurnAnswerAsTheWhole() {
        AtomicInteger cuts = new AtomicInteger();
        Property.check(25, random -> {
            Graph graph = RandomNetworks.graph(random);
            Map<String, Tensor> parameters = RandomNetworks.parameters(graph, random);
            Tensor batch = RandomNetworks.batch(2, graph.input(), random);
            List<Values> whole = new ReferenceNetwork(graph, parameters).forward(batch);
            for (String node : graph.cuts()) {
                GraphCut cut = GraphCut.at(graph, node);
                Values between = new ReferenceNetwork(cut.front(), parameters)
                        .forward(batch)
                        .get(0);
                List<Values> halves = new ReferenceNetwork(cut.rest(), parameters).forward(tensor(between));
                for (int i = 0; i < whole.size(); i++) {
                    assertArrayEquals(whole.get(i).data(), halves.get(i).data(), 1e-3);
                }
                cuts.incrementAndGet();
            }
        });
        assertTrue(cuts.get() > 25, "only " + cuts + " cuts were tried");
    }

    /** The definition once more, from paths: at a cut, no way from the picture to an output avoids the node. */
    @Test
    void aCutIsANodeThatEveryWayGoesThrough() {
        Property.check(120, random -> {
            Graph graph = RandomNetworks.graph(random);
            Set<String> cuts = new HashSet<>(graph.cuts());
            for (String node : names(graph)) {
                boolean avoidable = graph.outputs().stream().anyMatch(output -> reachesPicture(graph, output, node));
                assertEquals(!avoidable && !graph.outputs().contains(node), cuts.contains(node), node);
            }
        });
    }

    private static boolean reachesPicture(Graph graph, String from, String avoiding) {
        if (from.equals(avoiding)) {
            return false;
        }
        return from.equals(Graph.INPUT)
                || graph.nodes().stream()
                        .filter(node -> node.name().equals(from))
                        .flatMap(node -> node.inputs().stream().distinct())
                        .anyMatch(input -> reachesPicture(graph, input, avoiding));
    }

    @Test
    void joinedHalvesAreTheWholeAgain() {
        Property.check(60, random -> {
            Graph graph = RandomNetworks.graph(random);
            for (String node : graph.cuts()) {
                GraphCut cut = GraphCut.at(graph, node);
                Graph.Builder joined = graph.upTo(node);
                List<String> outputs = joined.add(cut.rest(), node);
                Graph whole = joined.build(outputs.toArray(String[]::new));
                assertEquals(new HashSet<>(graph.sources(graph.outputs())), new HashSet<>(whole.nodes()));
                assertEquals(graph.outputs(), whole.outputs());
            }
        });
    }

    @Test
    void aNewHeadTakesTheTrainedParametersOfWhatStayed() {
        Graph graph = residual();
        Graph.Builder net = graph.upTo("mean");
        Graph changed = net.build(net.add("suits", new Dense(4), "mean"));
        Map<String, Parameter> before = graph.parameters();
        Map<String, Parameter> after = changed.parameters();
        Set<String> stayed = before.keySet().stream()
                .filter(name -> !name.startsWith("scores") && !name.startsWith("unused"))
                .collect(Collectors.toSet());
        assertTrue(after.keySet().containsAll(stayed));
        stayed.forEach(name ->
                assertArrayEquals(before.get(name).shape(), after.get(name).shape(), name));
        List<String> added = new ArrayList<>(after.keySet());
        added.removeAll(stayed);
        assertEquals(List.of("suits.weight", "suits.bias"), added);
    }

    @Test
    void aPrefixChangesNamesAlone() {
        Graph graph = residual();
        Graph renamed = graph.withPrefix("backbone.");
        assertEquals("backbone.stem", renamed.nodes().get(0).name());
        assertEquals(List.of("backbone.scores"), renamed.outputs());
        assertEquals(graph.shapes().get("mean"), renamed.shapes().get("backbone.mean"));
        assertEquals(
                graph.parameters().keySet().stream()
                        .map(name -> "backbone." + name)
                        .toList(),
                List.copyOf(renamed.parameters().keySet()));
    }

    private static List<String> names(Graph graph) {
        return graph.nodes().stream().map(Graph.Node::name).toList();
    }

    private static Tensor tensor(Values values) {
        float[] data = new float[values.data().length];
        for (int i = 0; i < data.length; i++) {
            data[i] = (float) values.data()[i];
        }
        Shape shape = values.shape();
        return new Tensor(data, values.samples(), shape.channels(), shape.height(), shape.width());
    }
}
