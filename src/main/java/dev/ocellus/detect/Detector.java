package dev.ocellus.detect;

import dev.ocellus.frame.Frame;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.pipeline.Stage;
import java.util.List;

/**
 * A network at work: what it says about a picture becomes the frame's detections. Wants pictures whose sides divide by the strides (see
 * {@link Letterbox}); leaves doubles to {@link Suppress}. Owns the network.
 *
 * @param network gives the outputs that the head reads
 * @param preprocessing what the network sees of a picture
 * @param head what the outputs mean and which score is enough
 */
public record Detector(Network network, Preprocessing preprocessing, YoloHead head) implements Stage {
    @Override
    public Frame apply(Frame frame) {
        List<Tensor> outputs = network.forward(preprocessing.toBatch(List.of(frame.image())));
        return head.decode(outputs, List.of(frame)).get(0);
    }

    @Override
    public void close() {
        network.close();
    }
}
