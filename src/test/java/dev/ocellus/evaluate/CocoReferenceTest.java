package dev.ocellus.evaluate;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Figures that COCO's own program gave for a scene, see {@code tools/reference-coco.py}. */
class CocoReferenceTest {
    private static final double AGREES = 1e-9;

    private static final JsonNode SCENE = scene();
    private static final List<Frame> FRAMES = frames();

    private static JsonNode scene() {
        try (InputStream in = CocoReferenceTest.class.getResourceAsStream("coco-scene.json")) {
            return new ObjectMapper().readTree(in);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    private static List<Frame> frames() {
        List<Frame> frames = new ArrayList<>();
        for (int picture = 0; picture < SCENE.get("pictures").intValue(); picture++) {
            List<TruthBox> truths = new ArrayList<>();
            for (JsonNode truth : SCENE.get("truths")) {
                if (truth.get("picture").intValue() == picture) {
                    boolean crowd = truth.get("crowd").booleanValue();
                    Box box = box(truth.get("box"));
                    String label = truth.get("label").textValue();
                    truths.add(crowd ? TruthBox.ofCrowd(box, label) : new TruthBox(box, label, false));
                }
            }
            List<Detection> detections = new ArrayList<>();
            for (JsonNode found : SCENE.get("detections")) {
                if (found.get("picture").intValue() == picture) {
                    detections.add(new Detection(
                            box(found.get("box")),
                            found.get("label").textValue(),
                            found.get("score").doubleValue()));
                }
            }
            frames.add(Scenes.frame("%02d.jpg".formatted(picture), truths, detections));
        }
        return frames;
    }

    private static Box box(JsonNode corner) {
        double left = corner.get(0).doubleValue();
        double top = corner.get(1).doubleValue();
        return new Box(
                left,
                top,
                left + corner.get(2).doubleValue(),
                top + corner.get(3).doubleValue());
    }

    @Test
    void theTwelveFiguresAreThoseOfTheOriginal() {
        Map<String, Double> figures = CocoMetrics.of(FRAMES).byName();
        JsonNode expected = SCENE.get("expected");
        assertEquals(12, expected.size());
        figures.forEach((name, value) -> assertEquals(expected.get(name).doubleValue(), value, AGREES, name));
    }

    @Test
    void andSoAreThoseOfEachLabel() {
        DetectionEvaluation evaluation = DetectionEvaluation.of(FRAMES, EvaluationSettings.COCO);
        evaluation.labels().forEach((name, label) -> {
            JsonNode expected = SCENE.get("expected-by-label").get(name);
            if (expected.get("AP").isNull()) {
                assertTrue(Double.isNaN(label.ap()), name);
                return;
            }
            assertEquals(expected.get("AP").doubleValue(), label.ap(), AGREES, name);
            assertEquals(expected.get("AP50").doubleValue(), label.ap(0.5), AGREES, name);
            assertEquals(expected.get("AR100").doubleValue(), label.ar(), AGREES, name);
        });
    }

    /** Without a crowd of its own kind the figures would be other ones, so the scene does put the rule to the test. */
    @Test
    void crowdsDecide() {
        List<Frame> asObjects = FRAMES.stream()
                .map(frame -> frame.withTruth(frame.truth()
                        .withBoxes(frame.truth().boxes().stream()
                                .map(truth -> new TruthBox(truth.box(), truth.label(), truth.difficult()))
                                .toList())))
                .toList();
        double original = SCENE.get("expected").get("AP50").doubleValue();
        assertTrue(Math.abs(original - CocoMetrics.of(asObjects).ap50()) > 1e-3);
    }
}
