package dev.ocellus.network;

import java.util.Map;

/** What the engines behind the interfaces can do. The composition root gives one to whoever trains; nobody else knows which engines there are. */
public interface Engines {
    /**
     * A network with freshly drawn parameters, ready to learn.
     *
     * @param seed of the draw and of what dropout drops; equal seeds give equal parameters, and a training that is continued needs the one it began with
     */
    TrainableNetwork trainable(Graph graph, Optimiser optimiser, long seed);

    /**
     * A network as an ONNX file, batch norm folded.
     *
     * @param parameters every parameter of the graph by full name
     * @param metadata what travels inside the file
     */
    byte[] export(Graph graph, Map<String, Tensor> parameters, Map<String, String> metadata);

    /** An exported network, ready to run. */
    Network open(byte[] model);
}
