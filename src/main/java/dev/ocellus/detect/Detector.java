package dev.ocellus.detect;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.pipeline.Stage;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * A network at work: what it says about a picture becomes the frame's detections. Wants pictures whose sides divide by the strides (see
 * {@link Letterbox}); leaves doubles to {@link Suppress}. Owns the network.
 *
 * @param network gives the outputs that the head reads
 * @param preprocessing what the network sees of a picture
 * @param head what the outputs mean and which score is enough
 * @param octaves how many times the picture is searched, each time at half the size of the time before: a second search costs a quarter of the
 *     first and finds objects that fill the picture. At least 1
 */
public record Detector(Network network, Preprocessing preprocessing, YoloHead head, int octaves) implements Stage {
    /** The smallest side that is searched. */
    private static final int SMALLEST = 64;

    public Detector {
        if (octaves < 1) {
            throw new IllegalArgumentException("octaves must be at least 1, got " + octaves);
        }
    }

    /**
     * A detector with the weights of a folder.
     *
     * @param score detections scored lower are dropped, in [0, 1]; 0 takes the card's threshold
     * @param octaves how many times each picture is searched, see {@link #octaves}
     * @param engine makes a network of the bytes of an ONNX file
     * @throws IOException where the folder's files are not what its card says, or the weights are no detector
     */
    public static Detector open(WeightsFolder weights, double score, int octaves, Function<byte[], Network> engine)
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
                engine.apply(weights.read(WeightsFolder.MODEL)), card.input().preprocessing(), head, octaves);
    }

    @Override
    public Frame apply(Frame frame) {
        List<Detection> detections = new ArrayList<>();
        Frame seen = frame;
        for (int octave = 0; octave < octaves; octave++) {
            detections.addAll(search(seen));
            int half = seen.image().size().longestSide() / 2;
            if (half < SMALLEST) {
                break;
            }
            seen = new Letterbox(half, false).apply(seen);
        }
        return frame.withDetections(detections);
    }

    private List<Detection> search(Frame frame) {
        List<Tensor> outputs = network.forward(preprocessing.toBatch(List.of(frame.image())));
        return head.decode(outputs, List.of(frame)).get(0).detections();
    }

    @Override
    public void close() {
        network.close();
    }
}
