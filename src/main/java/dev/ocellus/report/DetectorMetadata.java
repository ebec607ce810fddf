package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ocellus.network.ModelCard;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a detector's ONNX file says of itself, so that ONNX Runtime alone is enough to use it. Each value but the words on decoding is JSON:
 *
 * <ul>
 *   <li>{@code labels}: a list of texts, in the order of the scores
 *   <li>{@code anchors}: for each output in turn {@code {"stride": …, "boxes": [[width, height], …]}}, in pixels of the input
 *   <li>{@code preprocessing}: {@code mean} and {@code scale} (one number, or three for red, green and blue) of {@code (x − mean) / scale},
 *       {@code stride} of which both sides of the picture must be multiples, and the {@code longest-side} to which pictures are scaled
 *   <li>{@code thresholds}: the lowest {@code score}, and the {@code iou} from which two boxes of one label are one object
 *   <li>{@code decoding}: the formulas, in words
 * </ul>
 */
public final class DetectorMetadata {
    private static final JsonFactory FACTORY = new JsonFactory();

    private static final String DECODING =
            "input (N, 3, H, W): red, green, blue; each output (N, anchors * values, H / stride, W / stride), the values of an anchor together:"
                    + " x, y, w, h, objectness and, with two labels or more, one score a label; all logits, s = sigmoid;"
                    + " centre = (2 s(x) - 0.5 + column) * stride, (2 s(y) - 0.5 + row) * stride;"
                    + " size = (2 s(w))^2 * anchor width, (2 s(h))^2 * anchor height;"
                    + " score = s(objectness), times s(label) where there are label scores";

    private DetectorMetadata() {}

    /** Writes what cannot be written in vain. */
    @FunctionalInterface
    private interface Content {
        void to(JsonGenerator json) throws IOException;
    }

    /** The texts by key. */
    public static Map<String, String> of(
            List<String> labels,
            ModelCard.Input input,
            List<ModelCard.AnchorSet> anchors,
            ModelCard.Thresholds thresholds) {
        Map<String, String> metadata = new LinkedHashMap<>();
        metadata.put("labels", json(json -> {
            json.writeStartArray();
            for (String label : labels) {
                json.writeString(label);
            }
            json.writeEndArray();
        }));
        metadata.put("anchors", json(json -> writeAnchors(json, anchors)));
        metadata.put("preprocessing", json(json -> {
            json.writeStartObject();
            json.writeFieldName("mean");
            writeNumbers(json, input.mean());
            json.writeFieldName("scale");
            writeNumbers(json, input.scale());
            json.writeNumberField("stride", input.stride());
            json.writeNumberField("longest-side", input.longestSide());
            json.writeEndObject();
        }));
        metadata.put("thresholds", json(json -> {
            json.writeStartObject();
            json.writeNumberField("score", thresholds.score());
            json.writeNumberField("iou", thresholds.iou());
            json.writeEndObject();
        }));
        metadata.put("decoding", DECODING);
        return metadata;
    }

    private static void writeAnchors(JsonGenerator json, List<ModelCard.AnchorSet> anchors) throws IOException {
        json.writeStartArray();
        for (ModelCard.AnchorSet level : anchors) {
            json.writeStartObject();
            json.writeNumberField("stride", level.stride());
            json.writeArrayFieldStart("boxes");
            for (ModelCard.AnchorSize box : level.boxes()) {
                writeNumbers(json, List.of(box.width(), box.height()));
            }
            json.writeEndArray();
            json.writeEndObject();
        }
        json.writeEndArray();
    }

    private static void writeNumbers(JsonGenerator json, List<Double> numbers) throws IOException {
        if (numbers.size() == 1) {
            json.writeNumber(numbers.get(0));
            return;
        }
        json.writeStartArray();
        for (double number : numbers) {
            json.writeNumber(number);
        }
        json.writeEndArray();
    }

    private static String json(Content content) {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            content.to(json);
        } catch (IOException e) {
            throw new UncheckedIOException("writing to memory failed", e);
        }
        return text.toString();
    }
}
