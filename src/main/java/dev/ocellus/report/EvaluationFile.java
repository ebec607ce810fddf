package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.util.DefaultPrettyPrinter;
import dev.ocellus.evaluate.Assessment;
import dev.ocellus.evaluate.Bootstrap.Interval;
import dev.ocellus.evaluate.DetectionError;
import dev.ocellus.evaluate.ErrorKind;
import dev.ocellus.evaluate.LabelEvaluation;
import dev.ocellus.evaluate.OperatingPoint;
import dev.ocellus.evaluate.PartErrors;
import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** An evaluation for programs, {@code evaluation.json}: every figure of the report, and every error. Figures that are not defined are null. */
public final class EvaluationFile {
    /** Raised when a field changes its meaning or goes away. */
    static final int SCHEMA = 1;

    private static final JsonFactory FACTORY = new JsonFactory();

    private EvaluationFile() {}

    /**
     * What of an evaluation is needed to sum up the causes of its errors.
     *
     * @param point the detector at the score at which the errors were looked at
     * @param errors by the ids that they have on the sheet
     */
    public record Recorded(OperatingPoint point, Map<String, DetectionError> errors) {}

    /** Writes the file, in one move. */
    public static void write(EvaluationContent content, Path target) throws IOException {
        try (PendingFile file = new PendingFile(target)) {
            JsonGenerator json = FACTORY.createGenerator(file.out()).setPrettyPrinter(new DefaultPrettyPrinter());
            json.writeStartObject();
            json.writeNumberField("schema", SCHEMA);
            about(json, content);
            figures(json, content.assessment());
            labels(json, content.assessment());
            if (content.parts().isPresent()) {
                parts(json, content.parts().get());
            }
            kinds(json, content.assessment());
            json.writeArrayFieldStart("errors");
            for (DetectionError error : content.assessment().reported().errors()) {
                error(json, error);
            }
            json.writeEndArray();
            json.writeEndObject();
            json.close();
            file.finish();
        }
    }

    private static void about(JsonGenerator json, EvaluationContent content) throws IOException {
        json.writeStringField("detector", content.about().detector());
        json.writeStringField("data", content.about().data());
        json.writeStringField("selection", content.about().selection());
        json.writeStringField("command", content.about().command());
        json.writeStringField("date", content.about().date().toString());
        json.writeArrayFieldStart("notes");
        for (String note : content.about().notes()) {
            json.writeString(note);
        }
        json.writeEndArray();
        long rejected = content.ledger().stream()
                .filter(result -> result.status() == PictureResult.Status.REJECTED)
                .count();
        json.writeNumberField("pictures", content.assessment().pictures());
        json.writeNumberField("rejected-pictures", rejected);
    }

    private static void figures(JsonGenerator json, Assessment assessment) throws IOException {
        json.writeObjectFieldStart("coco");
        for (Map.Entry<String, Double> figure : assessment.coco().byName().entrySet()) {
            number(json, figure.getKey(), figure.getValue());
        }
        json.writeEndObject();
        number(json, "voc-ap50", assessment.voc());
        number(json, "voc-2007-ap50", assessment.voc2007());
        point(json, "recommended", assessment.recommended());
        point(json, "at-score", assessment.point());
        json.writeObjectFieldStart("ranges-95-percent");
        range(json, "AP", assessment.bootstrap().ap());
        range(json, "AP50", assessment.bootstrap().ap50());
        range(json, "precision", assessment.bootstrap().precision());
        range(json, "recall", assessment.bootstrap().recall());
        range(json, "F1", assessment.bootstrap().f1());
        json.writeEndObject();
    }

    private static void point(JsonGenerator json, String name, OperatingPoint point) throws IOException {
        json.writeObjectFieldStart(name);
        number(json, "score", point.score());
        number(json, "precision", point.precision());
        number(json, "recall", point.recall());
        number(json, "F1", point.f1());
        json.writeNumberField("true-positives", point.truePositives());
        json.writeNumberField("false-positives", point.falsePositives());
        json.writeNumberField("truths", point.truths());
        json.writeEndObject();
    }

    private static void range(JsonGenerator json, String name, Interval range) throws IOException {
        json.writeArrayFieldStart(name);
        value(json, range.low());
        value(json, range.high());
        json.writeEndArray();
    }

    private static void labels(JsonGenerator json, Assessment assessment) throws IOException {
        json.writeObjectFieldStart("labels");
        for (LabelEvaluation label : assessment.evaluation().labels().values()) {
            OperatingPoint at =
                    label.at(Assessment.IOU).curve().at(assessment.point().score());
            json.writeObjectFieldStart(label.label());
            json.writeNumberField("truths", label.truths());
            number(json, "AP", label.ap());
            number(json, "AP50", label.ap(Assessment.IOU));
            number(json, "AP75", label.ap(0.75));
            point(json, "at-score", at);
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void parts(JsonGenerator json, EvaluationContent.Parts parts) throws IOException {
        json.writeObjectFieldStart("parts");
        json.writeStringField("error-is", parts.measure());
        number(json, "target", parts.errors().target());
        for (Map.Entry<PartErrors.Role, PartErrors.Measured> part :
                parts.errors().parts().entrySet()) {
            json.writeObjectFieldStart(part.getKey().toString());
            number(json, "error", part.getValue().error());
            number(json, "chance", part.getValue().chance());
            json.writeNumberField("pictures", part.getValue().pictures());
            json.writeEndObject();
        }
        json.writeObjectFieldStart("steps");
        for (PartErrors.Step step : parts.errors().steps()) {
            json.writeObjectFieldStart(EvaluationWords.of(step.meaning()).replace(' ', '-'));
            number(json, "size", step.size());
            json.writeBooleanField("sure", step.isSure());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void kinds(JsonGenerator json, Assessment assessment) throws IOException {
        json.writeObjectFieldStart("error-kinds");
        for (ErrorKind kind : ErrorKind.values()) {
            json.writeObjectFieldStart(EvaluationWords.of(kind));
            number(json, "ap50-gain", assessment.all().gain(kind));
            json.writeNumberField("at-any-score", assessment.all().of(kind).size());
            json.writeNumberField("at-score", assessment.reported().of(kind).size());
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void error(JsonGenerator json, DetectionError error) throws IOException {
        json.writeStartObject();
        json.writeStringField("id", ErrorSheet.id(error));
        json.writeStringField("kind", EvaluationWords.of(error.kind()));
        json.writeStringField("file_name", error.frame());
        number(json, "overlap", error.overlap());
        if (error.detection().isPresent()) {
            json.writeObjectFieldStart("detection");
            JsonLines.writeFields(json, error.detection().get());
            json.writeEndObject();
        }
        if (error.truth().isPresent()) {
            json.writeObjectFieldStart("truth");
            json.writeNumberField("number", error.truthNumber().orElseThrow());
            json.writeBooleanField("found", error.truthFound());
            // written like a detection, of which people are sure
            JsonLines.writeFields(
                    json,
                    new Detection(error.truth().get().box(), error.truth().get().label(), 1));
            json.writeEndObject();
        }
        json.writeEndObject();
    }

    private static void number(JsonGenerator json, String name, double value) throws IOException {
        json.writeFieldName(name);
        value(json, value);
    }

    private static void value(JsonGenerator json, double value) throws IOException {
        if (Double.isNaN(value)) {
            json.writeNull();
        } else {
            BigDecimal rounded = JsonLines.rounded(value, 6).stripTrailingZeros();
            json.writeNumber(rounded.scale() < 0 ? rounded.setScale(0) : rounded);
        }
    }

    /**
     * Reads what is needed of a file.
     *
     * @throws IOException where it cannot be read or is none
     */
    public static Recorded read(Path file) throws IOException {
        Map<String, Double> point = new HashMap<>();
        Map<String, DetectionError> errors = new LinkedHashMap<>();
        try (JsonParser json = FACTORY.createParser(file.toFile())) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IOException(file + " is no evaluation: it does not start with an object");
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                json.nextToken();
                if (name.equals("at-score")) {
                    numbers(json, point);
                } else if (name.equals("errors")) {
                    while (json.nextToken() == JsonToken.START_OBJECT) {
                        Map.Entry<String, DetectionError> error = error(json);
                        errors.put(error.getKey(), error.getValue());
                    }
                } else {
                    json.skipChildren();
                }
            }
        } catch (JsonProcessingException e) {
            throw new IOException(
                    "%s:%d: not JSON: %s".formatted(file, e.getLocation().getLineNr(), e.getOriginalMessage()), e);
        }
        if (!point.keySet().containsAll(List.of("score", "true-positives", "false-positives", "truths"))) {
            throw new IOException(file + " is no evaluation of detections: it has no at-score");
        }
        return new Recorded(
                new OperatingPoint(
                        point.get("score"),
                        point.get("true-positives").intValue(),
                        point.get("false-positives").intValue(),
                        point.get("truths").intValue()),
                errors);
    }

    private static void numbers(JsonParser json, Map<String, Double> numbers) throws IOException {
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            if (json.nextToken().isNumeric()) {
                numbers.put(name, json.getDoubleValue());
            } else {
                json.skipChildren();
            }
        }
    }

    private static Map.Entry<String, DetectionError> error(JsonParser json) throws IOException {
        Map<String, String> texts = new HashMap<>();
        Optional<Detection> detection = Optional.empty();
        Optional<TruthBox> truth = Optional.empty();
        OptionalInt number = OptionalInt.empty();
        boolean found = false;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            if (name.equals("detection")) {
                detection = Optional.of(detection(json, texts));
            } else if (name.equals("truth")) {
                Detection written = detection(json, texts);
                truth = Optional.of(new TruthBox(written.box(), written.label(), false));
                number = OptionalInt.of(Integer.parseInt(texts.get("number")));
                found = Boolean.parseBoolean(texts.get("found"));
            } else {
                texts.put(name, json.getText());
                json.skipChildren();
            }
        }
        return Map.entry(
                String.valueOf(texts.get("id")),
                new DetectionError(
                        ErrorKind.valueOf(String.valueOf(texts.get("kind")).toUpperCase(Locale.ROOT)),
                        String.valueOf(texts.get("file_name")),
                        detection,
                        truth,
                        number,
                        Double.parseDouble(texts.getOrDefault("overlap", "0")),
                        found));
    }

    private static Detection detection(JsonParser json, Map<String, String> texts) throws IOException {
        List<Double> box = new ArrayList<>();
        String label = "";
        double score = 0;
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            String name = json.currentName();
            json.nextToken();
            switch (name) {
                case "bbox" -> {
                    while (json.nextToken() != JsonToken.END_ARRAY) {
                        box.add(json.getDoubleValue());
                    }
                }
                case "label" -> label = json.getText();
                case "score" -> score = json.getDoubleValue();
                default -> texts.put(name, json.getText());
            }
        }
        return new Detection(
                new Box(box.get(0), box.get(1), box.get(0) + box.get(2), box.get(1) + box.get(3)), label, score);
    }
}
