package dev.ocellus.network;

import java.util.List;

/** A network that can be asked. Forward passes are safe from several threads; whoever opened a network closes it. */
public interface Network extends AutoCloseable {
    /**
     * Computes the outputs of a batch as at test time (running statistics in batch norms, no dropout).
     *
     * @param batch (N, C, H, W)
     * @return one tensor for each output, (N, C, H, W); vectors are (N, C, 1, 1)
     * @throws ShapeException where the batch does not fit the network
     */
    List<Tensor> forward(Tensor batch);

    @Override
    void close();
}
