package dev.ocellus.network;

import dev.ocellus.frame.Frame;
import java.util.List;

/**
 * Translates between frames and what a network says. Law: {@code decode(encode(truth)) = truth}, checked by a test of each head.
 *
 * @param <T> the form of truth that the loss understands
 */
public interface Head<T> {
    /** What the network should say about these frames, in the order of the batch. */
    T encode(List<Frame> frames);

    /** The frames with what the network said about them. */
    List<Frame> decode(List<Tensor> outputs, List<Frame> frames);

    LossFunction<T> loss();
}
