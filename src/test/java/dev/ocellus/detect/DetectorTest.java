package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Affine;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Placement;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class DetectorTest {
    private final YoloHead head = new YoloHead(YoloSamples.FACES, YoloSettings.DEFAULT.withScore(0.4));

    /** Says the same whatever it sees, and remembers what it saw. */
    private static final class Parrot implements Network {
        private final List<Tensor> answer;
        private Tensor seen;
        private boolean closed;

        Parrot(List<Tensor> answer) {
            this.answer = answer;
        }

        @Override
        public List<Tensor> forward(Tensor batch) {
            seen = batch;
            return answer;
        }

        @Override
        public void close() {
            closed = true;
        }
    }

    @Test
    void whatTheNetworkSaysBecomesDetectionsInTheSource() {
        Box face = new Box(30, 40, 70, 100);
        Frame frame = new Frame(
                "a",
                Image.filled(new Size(96, 64), 191, 127, 63),
                new Placement(new Size(192, 128), Affine.scale(2, 2)),
                Truth.of(List.of(new TruthBox(face, "face", false))),
                List.of());
        Parrot network = new Parrot(YoloSamples.perfectOutputs(head.layout(), head.encode(List.of(frame))));
        Frame detected;
        try (Detector detector = new Detector(network, new Preprocessing(127, 64), head)) {
            detected = detector.apply(frame);
            assertFalse(network.closed);
        }
        assertTrue(network.closed, "the detector owns its network");

        assertArrayEquals(new int[] {1, 3, 64, 96}, network.seen.shape());
        assertEquals(1f, network.seen.data()[0]);
        assertEquals(-1f, network.seen.data()[network.seen.size() - 1]);
        assertFalse(detected.detections().isEmpty());
        for (Detection detection : detected.detections()) {
            assertTrue(detection.box().iou(face) > 0.9999, detection.toString());
        }
        assertEquals(frame.withDetections(detected.detections()), detected, "nothing else changes");
        assertEquals(1, new Suppress(0.45, false).apply(detected).detections().size());
    }
}
