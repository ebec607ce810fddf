package dev.ocellus.network.engine;

import dev.ocellus.network.Tensor;
import java.util.List;

/** What an engine does for a {@link LearningNetwork}: passes over a batch. Works on shared {@link Parameters}; called by one thread at a time. */
public interface Computation extends AutoCloseable {
    /** The outputs as at test time. */
    List<Tensor> forward(Tensor batch);

    /**
     * The outputs as in training; the running statistics in the parameters' values follow the batch.
     *
     * @param step how many steps the optimiser has taken before
     */
    List<Tensor> forwardTraining(Tensor batch, int step);

    /**
     * Writes the gradient of every parameter that learns into the parameters' gradients.
     *
     * @param outputGradients of the last {@link #forwardTraining}
     */
    void backward(List<Tensor> outputGradients);

    /** Takes note that the parameters' values have changed. */
    void refresh();

    @Override
    void close();
}
