package dev.ocellus.network;

import java.util.List;
import java.util.Map;

/**
 * A network that learns. One step is {@link #forwardTraining}, a loss computed by the caller, {@link #backward}, {@link #step}. Training methods are
 * for one thread at a time.
 */
public interface TrainableNetwork extends Network {
    Graph graph();

    /**
     * Computes the outputs of a batch with the statistics of the batch, updates the running statistics and remembers what {@link #backward} needs.
     *
     * @param batch (N, C, H, W); read before the call returns
     */
    List<Tensor> forwardTraining(Tensor batch);

    /**
     * Computes the gradient of every parameter for the last {@link #forwardTraining}.
     *
     * @param outputGradients d loss / d output, one for each output, same shapes
     */
    void backward(List<Tensor> outputGradients);

    /** The gradients of the last {@link #backward} by full parameter name; copies. Frozen parameters are left out. */
    Map<String, Tensor> gradients();

    /**
     * Changes the parameters by one step of the optimiser with the gradients of the last {@link #backward}.
     *
     * @param learningRate positive
     */
    void step(double learningRate);

    /** Every parameter, running statistics included, by full name in canonical layout; copies. */
    Map<String, Tensor> parameters();

    /**
     * Sets parameters by full name. Names may be left out and then keep their values.
     *
     * @throws IllegalArgumentException naming the parameter, where a name is unknown or a shape differs
     */
    void load(Map<String, Tensor> parameters);

    /**
     * Everything that an exact continuation needs: the parameters, the optimiser's moments ({@code optimiser/…}) and its step count
     * ({@code optimiser/step}); copies.
     */
    Map<String, Tensor> state();

    /** Restores what {@link #state} gave. */
    void loadState(Map<String, Tensor> state);

    /** Keeps every parameter whose full name starts with the prefix as it is, running statistics included, until {@link #unfreeze}. */
    void freeze(String prefix);

    /** Lets parameters learn again. */
    void unfreeze(String prefix);
}
