package dev.ocellus.network.pytorch;

import dev.ocellus.network.Graph;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.TrainingEngine;
import java.util.Map;
import java.util.Optional;

/**
 * PyTorch with 16-bit brain floats between the layers in training; parameters, their moments and all answers stay 32 bits. For processors that multiply
 * them faster.
 */
public final class BrainFloatEngine implements TrainingEngine {
    @Override
    public String name() {
        return "pytorch-bf16";
    }

    @Override
    public Optional<String> obstacle() {
        return BrainFloatRace.obstacle();
    }

    @Override
    public Map<String, String> versions() {
        return Map.of("pytorch", Torch.version());
    }

    @Override
    public TrainableNetwork create(Graph graph, Optimiser optimiser, long seed, int threads) {
        return PyTorchEngine.network(graph, optimiser, Precision.BRAIN_FLOAT, seed, threads);
    }
}
