package dev.ocellus.app;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.ocellus.detect.AnchorBox;
import dev.ocellus.detect.AnchorLevel;
import dev.ocellus.detect.DetectorNetwork;
import dev.ocellus.detect.YoloLayout;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Size;
import dev.ocellus.image.Image;
import dev.ocellus.network.Graph;
import dev.ocellus.network.ModelCard;
import dev.ocellus.network.Parameter;
import dev.ocellus.network.Preprocessing;
import dev.ocellus.network.Provenance;
import dev.ocellus.network.Tensor;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnx.OnnxWriter;
import dev.ocellus.pipeline.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** From a folder of weights to detections, through ONNX Runtime. */
class DetectIT {
    private static final Size SIZE = new Size(64, 32);

    private final YoloLayout layout = new YoloLayout(
            List.of(
                    new AnchorLevel(8, List.of(new AnchorBox(8, 8))),
                    new AnchorLevel(16, List.of(new AnchorBox(16, 16))),
                    new AnchorLevel(32, List.of(new AnchorBox(20, 24)))),
            List.of("face"));

    /** All weights are 0, so that every output is its bias: objectness -1 at strides 8 and 16, +1 at stride 32, all else 0. */
    private Path weights(Path folder) throws IOException {
        DetectorNetwork plan = new DetectorNetwork(List.of(2, 2, 2, 2, 2), 2);
        Graph graph = plan.graph(SIZE, layout);
        Map<String, Tensor> parameters = new LinkedHashMap<>();
        for (Map.Entry<String, Parameter> entry : graph.parameters().entrySet()) {
            Tensor values = Tensor.zeros(entry.getValue().shape());
            if (entry.getValue().kind() == Parameter.Kind.RUNNING_VARIANCE) {
                Arrays.fill(values.data(), 1);
            }
            parameters.put(entry.getKey(), values);
        }
        plan.initialParameters(layout).forEach((name, bias) -> {
            parameters.put(name, bias);
            bias.data()[4] = name.contains("level32") ? 1 : -1;
        });
        ModelCard card = new ModelCard(
                "faces",
                "detect",
                "Finds a face in every corner.",
                new ModelCard.Input(new Preprocessing(127.5, 64), 32, 64),
                layout.labels(),
                layout.anchorSets(),
                new ModelCard.Thresholds(0.5, 0.45, "by hand"),
                "Apache-2.0",
                "none",
                List.of(),
                List.of(),
                Map.of(),
                new Provenance(
                        "none", "0".repeat(64), "0".repeat(64), 1, Map.of(), LocalDate.EPOCH, 1, 1, Duration.ZERO));
        Path place = folder.resolve("weights/faces");
        Files.createDirectories(place);
        WeightsFolder.write(place, card, Map.of(WeightsFolder.MODEL, OnnxWriter.write(graph, parameters, Map.of())));
        return place;
    }

    @Test
    void findsWhatTheNetworkInTheFolderSays(@TempDir Path folder) throws IOException {
        weights(folder);
        Path pipelines = folder.resolve("pipelines");
        Frame frame = Frame.of("a", Image.filled(SIZE, 50, 60, 70));
        try (Stage stage = new Detect("../weights/faces", 0, 1).open(pipelines)) {
            List<Detection> found = stage.apply(frame).detections();
            assertEquals(2, found.size(), "one for each cell of stride 32");
            assertEquals(1 / (1 + Math.exp(-1)), found.get(0).score(), 1e-6);
            assertEquals(16, found.get(0).box().centre().x(), 1e-4);
            assertEquals(48, found.get(1).box().centre().x(), 1e-4);
            assertEquals(20, found.get(0).box().width(), 1e-4);
            assertEquals(24, found.get(0).box().height(), 1e-4);
        }
        try (Stage stage = new Detect("../weights/faces", 0.2, 1).open(pipelines)) {
            assertEquals(2 + 4 * 2 + 8 * 4, stage.apply(frame).detections().size(), "every cell of every level");
        }
    }

    @Test
    void saysWhatIsWrongWithTheWeights(@TempDir Path folder) throws IOException {
        Path place = weights(folder);
        Detect detect = new Detect("faces", 0, 1);
        assertTrue(assertThrows(IOException.class, () -> detect.open(folder))
                .getMessage()
                .contains(folder.resolve("faces").toString()));
        Files.writeString(place.resolve(WeightsFolder.MODEL), "changed");
        assertThrows(IOException.class, () -> detect.open(folder.resolve("weights")));
    }

    @Test
    void refusesBadSettings() {
        assertTrue(assertThrows(IllegalArgumentException.class, () -> new Detect("a", 1.5, 1))
                .getMessage()
                .contains("score"));
    }
}
