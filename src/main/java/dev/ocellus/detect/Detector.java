package dev.ocellus.detect;

import dev.ocellus.frame.Frame;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.pipeline.Stage;
import java.io.IOException;
import java.util.List;
import java.util.function.Function;

/**
 * A network at work: what it says about a picture becomes the frame's detections. Wants pictures whose sides divide by the strides (see
 * {@link Letterbox}); leaves doubles to {@link Suppress}. Owns the network.
 *
 * @param network gives the outputs that the head reads
 * @param preprocessing what the network sees of a picture
 * @param head what the outputs mean and which score is enough
 */
public record Detector(Network network, Preprocessing preprocessing, YoloHead head) implements Stage {
    /**
     * A detector with the weights of a folder.
     *
     * @param score detections scored lower are dropped, in [0, 1]; 0 takes the card's threshold
     * @param engine makes a network of the bytes of an ONNX file
     * @throws IOException where the folder's files are not what its card says, or the weights are no detector
     */
    public static Detector open(WeightsFolder weights, double score, Function<byte[], Network> engine)
            throws IOException {
        ModelCard card = weights.card();
        YoloSettings settings = YoloSettings.DEFAULT.withScore(
                score > 0 ? score : card.thresholds().score());
        if (card.anchors().isEmpty() || card.labels().isEmpty()) {
            throw new IOException("%s holds no detector: its card names no labels or no anchors (task: %s)"
                    .formatted(weights.path(), card.task()));
        }
        YoloHead head = new YoloHead(YoloLayout.of(card), settings);
        return new Detector(
                engine.apply(weights.read(WeightsFolder.MODEL)), card.input().preprocessing(), head);
    }

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
