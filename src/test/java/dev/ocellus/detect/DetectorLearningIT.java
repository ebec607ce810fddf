package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.LossFunction.Loss;
import dev.ocellus.network.Optimiser;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.TrainableNetwork;
import dev.ocellus.network.nd4j.Nd4jNetwork;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Layers, head, loss and engine together: a detector that cannot learn four pictures by heart will not learn faces. */
class DetectorLearningIT {
    private static final Size SIZE = new Size(96, 96);
    private static final int STEPS = 200;

    private final YoloLayout layout = new YoloLayout(YoloSamples.LEVELS, List.of("red", "blue"));
    private final YoloHead head = new YoloHead(layout, YoloSettings.DEFAULT.withScore(0.4));

    @Test
    void learnsFourPicturesByHeart() {
        List<Frame> frames = List.of(
                noiseWith(1, red(10, 12, 22, 28)),
                noiseWith(2, blue(40, 30, 80, 85), red(60, 8, 68, 18)),
                noiseWith(3, red(5, 50, 35, 92), blue(52, 52, 62, 66), blue(66, 52, 76, 66)),
                noiseWith(4));
        YoloTarget target = head.encode(frames);
        Tensor batch = batch(frames);
        DetectorNetwork small = new DetectorNetwork(List.of(8, 12, 16, 24, 24), 24);
        Optimiser adam = new Optimiser.Adam(0.9, 0.99, 1e-8, 0, 10);
        try (TrainableNetwork network = Nd4jNetwork.create(small.graph(SIZE, layout), adam, 7)) {
            network.load(small.initialParameters(layout));
            double first = 0;
            double last = 0;
            for (int step = 0; step < STEPS; step++) {
                Loss loss = head.loss().of(network.forwardTraining(batch), target);
                network.backward(loss.gradients());
                network.step(0.005 * (1 - (double) step / STEPS));
                first = step == 0 ? loss.value() : first;
                last = loss.value();
            }
            assertTrue(last < first / 3, "loss went from " + first + " to " + last);

            List<Frame> decoded = head.decode(network.forward(batch), frames);
            for (int i = 0; i < frames.size(); i++) {
                assertFound(frames.get(i), new Suppress(0.45, false).apply(decoded.get(i)));
            }
        }
    }

    private static void assertFound(Frame truth, Frame found) {
        List<Detection> detections = found.detections();
        assertEquals(truth.truth().boxes().size(), detections.size(), truth.id() + ": " + detections);
        for (TruthBox object : truth.truth().boxes()) {
            assertTrue(
                    detections.stream()
                            .anyMatch(d ->
                                    d.label().equals(object.label()) && d.box().iou(object.box()) > 0.7),
                    truth.id() + ": " + object + " not among " + detections);
        }
    }

    private static TruthBox red(double left, double top, double right, double bottom) {
        return new TruthBox(new Box(left, top, right, bottom), "red", false);
    }

    private static TruthBox blue(double left, double top, double right, double bottom) {
        return new TruthBox(new Box(left, top, right, bottom), "blue", false);
    }

    private static Frame noiseWith(int seed, TruthBox... objects) {
        byte[] rgb = new byte[3 * 96 * 96];
        new Random(seed).nextBytes(rgb);
        for (TruthBox object : objects) {
            Box box = object.box();
            for (int y = (int) box.top(); y < box.bottom(); y++) {
                for (int x = (int) box.left(); x < box.right(); x++) {
                    int at = 3 * (96 * y + x);
                    rgb[at] = (byte) (object.label().equals("red") ? 230 : 20);
                    rgb[at + 1] = 20;
                    rgb[at + 2] = (byte) (object.label().equals("red") ? 20 : 230);
                }
            }
        }
        return Frame.of("picture " + seed, Image.owning(SIZE, rgb)).withTruth(Truth.of(List.of(objects)));
    }

    private static Tensor batch(List<Frame> frames) {
        Tensor batch = Tensor.zeros(frames.size(), 3, 96, 96);
        int at = 0;
        for (Frame frame : frames) {
            for (int channel = 0; channel < 3; channel++) {
                for (int y = 0; y < 96; y++) {
                    for (int x = 0; x < 96; x++) {
                        batch.data()[at++] = (frame.image().at(x, y, channel) - 127.5f) / 64;
                    }
                }
            }
        }
        return batch;
    }
}
