package dev.ocellus.detect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
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
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Network;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Provenance;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        Frame frame = Frame.of("a", Image.filled(new Size(192, 128), 191, 127, 63))
                .withImage(
                        Image.filled(new Size(96, 64), 191, 127, 63),
                        new Placement(new Size(192, 128), Affine.scale(2, 2)))
                .withTruth(Truth.of(List.of(new TruthBox(face, "face", false))));
        Parrot network = new Parrot(YoloSamples.perfectOutputs(head.layout(), head.encode(List.of(frame))));
        Frame detected;
        try (Detector detector = new Detector(network, new Preprocessing(127, 64), head, 1)) {
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

    @Test
    void opensTheWeightsOfAFolderAsItsCardSays(@TempDir Path folder) throws IOException {
        byte[] model = {1, 2, 3};
        WeightsFolder weights = WeightsFolder.write(folder, card(YoloSamples.PETS), Map.of(WeightsFolder.MODEL, model));
        Parrot network = new Parrot(List.of());

        Detector detector = Detector.open(weights, 0, 1, bytes -> {
            assertArrayEquals(model, bytes);
            return network;
        });
        assertSame(network, detector.network());
        assertEquals(YoloSamples.PETS, detector.head().layout());
        assertEquals(new Preprocessing(127.5, 64), detector.preprocessing());
        assertEquals(0.37, detector.head().settings().score(), "the card's threshold");
        assertEquals(
                0.6,
                Detector.open(weights, 0.6, 1, bytes -> network)
                        .head()
                        .settings()
                        .score());
    }

    @Test
    void refusesWeightsThatAreNoDetector(@TempDir Path folder) throws IOException {
        ModelCard detector = card(YoloSamples.PETS);
        ModelCard encoder = new ModelCard(
                "people",
                "recognise",
                detector.summary(),
                detector.input(),
                List.of(),
                List.of(),
                detector.thresholds(),
                detector.licence(),
                detector.terms(),
                List.of(),
                List.of(),
                Map.of(),
                detector.provenance());
        WeightsFolder weights = WeightsFolder.write(folder, encoder, Map.of(WeightsFolder.MODEL, new byte[0]));
        String message = assertThrows(
                        IOException.class, () -> Detector.open(weights, 0, 1, bytes -> new Parrot(List.of())))
                .getMessage();
        assertTrue(message.contains(folder.toString()) && message.contains("recognise"), message);
    }

    private static ModelCard card(YoloLayout layout) {
        return new ModelCard(
                "pets",
                "detect",
                "Finds pets.",
                new ModelCard.Input(new Preprocessing(127.5, 64), 32, 640),
                layout.labels(),
                layout.anchorSets(),
                new ModelCard.Thresholds(0.37, 0.45, "by eye"),
                "Apache-2.0",
                "none",
                List.of(),
                List.of(),
                Map.of(),
                new Provenance(
                        "pets.yaml",
                        "0".repeat(64),
                        "1".repeat(64),
                        1,
                        Map.of(),
                        LocalDate.of(2026, 11, 22),
                        10,
                        1,
                        Duration.ofMinutes(5)));
    }
}
