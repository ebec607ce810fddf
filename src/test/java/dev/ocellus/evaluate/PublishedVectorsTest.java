package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/**
 * Ground truth and detections that others published with their figures; read from {@code $OCELLUS_DATA/metric-vectors}.
 */
class PublishedVectorsTest {
    private enum Form {
        LEFT_TOP_RIGHT_BOTTOM,
        LEFT_TOP_WIDTH_HEIGHT;

        /** Both files count whole pixels and include the last one, so the box ends one further. */
        Box box(String[] words, int first) {
            double[] n = Stream.of(words)
                    .skip(first)
                    .limit(4)
                    .mapToDouble(Double::parseDouble)
                    .toArray();
            return this == LEFT_TOP_RIGHT_BOTTOM
                    ? new Box(n[0], n[1], n[2] + 1, n[3] + 1)
                    : new Box(n[0], n[1], n[0] + n[2] + 1, n[1] + n[3] + 1);
        }
    }

    private static List<Frame> read(String set, String truths, String detections, Form form) throws IOException {
        String data = System.getenv("OCELLUS_DATA");
        Assumptions.assumeTrue(data != null, "OCELLUS_DATA names the folder with metric-vectors");
        Path folder = Path.of(data, "metric-vectors", set);
        List<Frame> frames = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(truths))) {
            for (Path file : files.toList()) {
                List<TruthBox> boxes = words(file)
                        .map(w -> new TruthBox(form.box(w, 1), w[0], false))
                        .toList();
                List<Detection> found = words(folder.resolve(detections).resolve(file.getFileName()))
                        .map(w -> new Detection(form.box(w, 2), w[0], Double.parseDouble(w[1])))
                        .toList();
                frames.add(Scenes.frame(file.getFileName().toString(), boxes, found));
            }
        }
        return frames;
    }

    private static Stream<String[]> words(Path file) throws IOException {
        return Files.readAllLines(file).stream().filter(line -> !line.isBlank()).map(line -> line.trim()
                .split("\\s+"));
    }

    /**
     * 7 pictures, 15 truths, 24 detections; the published figures at IoU 0.3, cut after two decimals, are 24.56 %
     * (every point) and 26.84 % (11 points).
     */
    @Test
    void objectDetectionMetricsSample() throws IOException {
        List<Frame> frames = read("odm-sample2", "groundtruths", "detections", Form.LEFT_TOP_WIDTH_HEIGHT);
        assertEquals(
                0.2456,
                DetectionEvaluation.of(frames, EvaluationSettings.voc(Protocol.VOC, 0.3))
                        .ap(0.3),
                0.0001);
        assertEquals(
                0.2684,
                DetectionEvaluation.of(frames, EvaluationSettings.voc(Protocol.VOC_2007, 0.3))
                        .ap(0.3),
                0.0001);
    }

    /**
     * 85 pictures, 30 labels, 686 truths, 494 detections; the figures come from a separate script that follows VOC's
     * text.
     */
    @Test
    void cartuchoSample() throws IOException {
        List<Frame> frames = read("cartucho", "ground-truth", "detection-results", Form.LEFT_TOP_RIGHT_BOTTOM);
        DetectionEvaluation evaluation = DetectionEvaluation.of(frames, EvaluationSettings.voc(Protocol.VOC, 0.5));
        assertEquals(686, evaluation.truths());
        assertEquals(0.310477, evaluation.ap50(), 0.000001);
        assertEquals(0.8594, evaluation.labels().get("bed").ap(0.5), 0.00005);
        assertEquals(0.5384, evaluation.labels().get("chair").ap(0.5), 0.00005);
        assertEquals(0.0793, evaluation.labels().get("cabinetry").ap(0.5), 0.00005);
        assertEquals(0, evaluation.labels().get("shelf").ap(0.5), 0.00005);
    }
}
