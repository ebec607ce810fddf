package dev.ocellus.app;

import dev.ocellus.network.Engines;
import dev.ocellus.network.Graph;
import dev.ocellus.network.Network;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.TrainingEngine;
import dev.ocellus.network.onnx.OnnxWriter;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import java.util.Map;

/**
 * This machine's engines: one of those that train, and ONNX Runtime, which runs.
 *
 * @param threads how many a network may use, at least 1
 * @param training the one that trains
 */
public record LocalEngines(int threads, TrainingEngine training) implements Engines {
    /** ND4J trains. */
    public LocalEngines(int threads) {
        this(threads, TrainingEngines.standard());
    }

    @Override
    public TrainableNetwork trainable(Graph graph, Optimiser optimiser, long seed) {
        return training.create(graph, optimiser, seed, threads);
    }

    @Override
    public byte[] export(Graph graph, Map<String, Tensor> parameters, Map<String, String> metadata) {
        return OnnxWriter.write(graph, parameters, metadata);
    }

    @Override
    public Network open(byte[] model) {
        return OnnxRuntimeNetwork.open(model, threads, "the network just exported");
    }
}
