package dev.ocellus.app;

import dev.ocellus.learn.GradientCheck;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Shape;
import dev.ocellus.network.ShapeException;
import dev.ocellus.network.TrainingEngine;
import dev.ocellus.zoo.Description;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * Checks an engine's gradients of a network. Where nobody says how large the pictures are and the network's own would take long, the smallest ones that
 * it accepts are used.
 *
 * @param graph with the pictures that are used
 */
public record CheckGradients(Graph graph, GradientCheck check, TrainingEngine engine, int threads) {
    /** Multiplications of a picture that are quickly done some thousand times. */
    private static final long AFFORDABLE = 20_000_000;

    /** Pictures are shrunk to a multiple of this, so that maps which are halved and doubled again fit together. */
    private static final int SIDE_STEP = 32;

    /** @throws WrongUsageException where the network or the engine is not there, or nothing of the network is trained */
    public static CheckGradients of(NetworkChoice choice, GradientCheck check, String engine, int threads)
            throws WrongUsageException, IOException {
        Graph graph = choice.graph();
        if (graph.parameterCount() == 0) {
            throw new WrongUsageException(choice.typed() + " has nothing that learns, and so no gradients");
        }
        boolean shrinks = choice.input().isEmpty() && Description.of(graph).multiplications() > AFFORDABLE;
        return new CheckGradients(shrinks ? shrunk(graph) : graph, check, TrainingEngines.named(engine), threads);
    }

    /** Full names of the parameters to check, in the order in which they are. */
    public List<String> parameters() {
        return graph.parameters().entrySet().stream()
                .filter(parameter -> parameter.getValue().kind().trained())
                .map(Map.Entry::getKey)
                .toList();
    }

    public List<GradientCheck.Finding> run(GradientCheck.Listener listener) {
        // the check takes no step; any optimiser does
        Optimiser none = new Optimiser.Sgd(0, 0, 0);
        return check.run(seed -> engine.create(graph, none, seed, threads), listener);
    }

    private static Graph shrunk(Graph graph) {
        int shorter = Math.min(graph.input().height(), graph.input().width());
        return IntStream.rangeClosed(1, shorter / SIDE_STEP)
                .mapToObj(step -> withSide(graph, step * SIDE_STEP))
                .flatMap(Optional::stream)
                .findFirst()
                .orElse(graph);
    }

    private static Optional<Graph> withSide(Graph graph, int side) {
        try {
            Shape input = new Shape(graph.input().channels(), side, side);
            return Optional.of(new Graph(input, graph.nodes(), graph.outputs()));
        } catch (ShapeException tooSmall) {
            return Optional.empty();
        }
    }
}
