package dev.ocellus.network.nd4j;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.TrainingEngine;
import java.util.Map;

/** ND4J, which is part of every build. */
public final class Nd4jEngine implements TrainingEngine {
    @Override
    public String name() {
        return "nd4j";
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("nd4j", Natives.version());
    }

    @Override
    public TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads) {
        return Nd4jNetwork.create(graph, optimiser, seed, threads);
    }
}
