package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.engine.LearningNetwork;
import dev.ocellus.network.engine.Parameters;
import dev.ocellus.network.engine.Team;

/**
 * A network that learns on the processor: convolutions by ND4J (oneDNN where there is a binary for it), the rest in Java, a batch split over a fixed
 * number of threads. The same seed, batches and number of threads give the same numbers.
 */
public final class Nd4jNetwork extends LearningNetwork {
    private Nd4jNetwork(Graph graph, Parameters parameters, Optimiser optimiser, Team team, Passes passes) {
        super(graph, parameters, optimiser, team, passes);
    }

    /** A network with fresh parameters that uses one thread for each processor. */
    public static Nd4jNetwork create(Graph graph, Optimiser optimiser, long seed) {
        return create(graph, optimiser, seed, Runtime.getRuntime().availableProcessors());
    }

    /**
     * A network with fresh parameters: He's normal draws for weights, 1 for gains and variances, 0 for the rest.
     *
     * @param seed decides the draws, and what dropout drops
     * @param threads at least 1; sums are taken in another order for another number
     */
    public static Nd4jNetwork create(Graph graph, Optimiser optimiser, long seed, int threads) {
        Natives.load();
        Team team = new Team(threads, Natives::stayOnThisThread);
        Parameters parameters = new Parameters(graph, seed);
        return new Nd4jNetwork(graph, parameters, optimiser, team, new Passes(graph, parameters, seed, team));
    }
}
