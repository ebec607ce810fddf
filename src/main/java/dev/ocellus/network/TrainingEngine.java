package dev.ocellus.network;

import java.util.Map;
import java.util.Optional;

/** A way to compute networks that learn. Engines that are not part of every build are found by {@link java.util.ServiceLoader}. */
public interface TrainingEngine {
    /** What users call it: one word, lower case. */
    String name();

    /** Why it is of no use on this machine, as a sentence for users; empty where it is. Finding out may take some seconds. */
    default Optional<String> obstacle() {
        return Optional.empty();
    }

    /** The libraries that compute, with the versions that are loaded, in a fixed order. */
    Map<String, String> versions();

    /**
     * A network with freshly drawn parameters, ready to learn.
     *
     * @param seed of the draw; equal seeds give equal parameters on every engine
     * @param threads how many it may use, at least 1; equal numbers give equal results
     */
    TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads);
}
