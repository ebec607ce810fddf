package dev.ocellus.gallery;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.ocellus.frame.Embedding;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Box;
import dev.ocellus.geometry.Point;
import java.io.IOException;
import java.io.StringWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.DoubleStream;

/**
 * The texts in an exported gallery: a zip file with
 *
 * <ul>
 *   <li>{@value #HEAD}: format, version, encoder and operating point;
 *   <li>{@value #PEOPLE}: a line for each person;
 *   <li>{@value #FACES}: a line for each face, in the order of the rows of
 *   <li>{@value #EMBEDDINGS}, whose one tensor {@value #TENSOR} has a row of 32-bit floats for each face;
 *   <li>{@value #THUMBNAILS}N.png: the aligned face of line N, counted from 1, where it was kept;
 *   <li>{@value #SUMS}: the SHA-256 of all of these, in the form of {@code sha256sum}.
 * </ul>
 */
final class ArchiveFormat {
    static final String FORMAT = "ocellus-gallery";
    static final int VERSION = 1;

    static final String HEAD = "gallery.json";
    static final String PEOPLE = "people.jsonl";
    static final String FACES = "faces.jsonl";
    static final String EMBEDDINGS = "embeddings.safetensors";
    static final String TENSOR = "embeddings";
    static final String THUMBNAILS = "thumbnails/";
    static final String SUMS = "SHA256SUMS";

    private static final JsonFactory FACTORY = new JsonFactory();

    private ArchiveFormat() {}

    static String thumbnail(int line) {
        return THUMBNAILS + line + ".png";
    }

    /** Writes the fields of an object. */
    @FunctionalInterface
    private interface Fields {
        void writeTo(JsonGenerator json) throws IOException;
    }

    private static String line(Fields fields) throws IOException {
        StringWriter text = new StringWriter();
        try (JsonGenerator json = FACTORY.createGenerator(text)) {
            json.writeStartObject();
            fields.writeTo(json);
            json.writeEndObject();
        }
        return text.append('\n').toString();
    }

    static String head(EncoderIdentity encoder, Optional<Calibration> calibration) throws IOException {
        return line(json -> {
            json.writeStringField("format", FORMAT);
            json.writeNumberField("version", VERSION);
            json.writeObjectFieldStart("encoder");
            json.writeStringField("name", encoder.name());
            json.writeStringField("model-sha256", encoder.modelSha256());
            json.writeStringField("preprocessing-sha256", encoder.preprocessingSha256());
            json.writeNumberField("size", encoder.size());
            json.writeEndObject();
            if (calibration.isPresent()) {
                write(json, calibration.get());
            }
        });
    }

    private static void write(JsonGenerator json, Calibration calibration) throws IOException {
        json.writeObjectFieldStart("calibration");
        json.writeNumberField("distance", calibration.distance());
        json.writeNumberField("margin", calibration.margin());
        json.writeNumberField("false-match-rate", calibration.falseMatchRate());
        json.writeNumberField("false-match-bound", calibration.falseMatchBound());
        json.writeNumberField("impostor-pairs", calibration.impostorPairs());
        json.writeStringField("on", calibration.on());
        json.writeStringField("at", calibration.at().toString());
        json.writeArrayFieldStart("curve");
        for (Calibration.Rate rate : calibration.curve()) {
            json.writeStartObject();
            json.writeNumberField("distance", rate.distance());
            json.writeNumberField("false-match-rate", rate.falseMatchRate());
            json.writeNumberField("bound", rate.bound());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
    }

    static EncoderIdentity encoder(JsonRecord head) throws IOException {
        if (!head.text("format").equals(FORMAT)) {
            throw new IOException("the format is '%s', not '%s'".formatted(head.text("format"), FORMAT));
        }
        if (head.whole("version") > VERSION) {
            throw new IOException(
                    "the format's version is %d, and this program knows versions up to %d; use a newer one"
                            .formatted(head.whole("version"), VERSION));
        }
        JsonRecord encoder = head.record("encoder");
        return new EncoderIdentity(
                encoder.text("name"),
                encoder.text("model-sha256"),
                encoder.text("preprocessing-sha256"),
                Math.toIntExact(encoder.whole("size")));
    }

    static Optional<Calibration> calibration(JsonRecord head) throws IOException {
        if (!head.has("calibration")) {
            return Optional.empty();
        }
        JsonRecord calibration = head.record("calibration");
        List<Calibration.Rate> curve = new ArrayList<>();
        for (JsonRecord rate : calibration.records("curve")) {
            curve.add(new Calibration.Rate(
                    rate.number("distance"), rate.number("false-match-rate"), rate.number("bound")));
        }
        return Optional.of(new Calibration(
                calibration.number("distance"),
                calibration.number("margin"),
                calibration.number("false-match-rate"),
                calibration.number("false-match-bound"),
                calibration.whole("impostor-pairs"),
                calibration.text("on"),
                Instant.parse(calibration.text("at")),
                curve));
    }

    static String person(Person person) throws IOException {
        return line(json -> {
            json.writeStringField("id", person.id());
            json.writeStringField("name", person.name());
        });
    }

    static Person person(JsonRecord line) throws IOException {
        return new Person(line.text("id"), line.text("name"));
    }

    static String face(FaceEntry entry) throws IOException {
        NewFace face = entry.face();
        return line(json -> {
            json.writeStringField("person", entry.person().id());
            json.writeStringField("source", face.source());
            json.writeStringField("picture-sha256", face.pictureSha256());
            json.writeStringField("enrolled-at", entry.enrolledAt().toString());
            Box box = face.box();
            write(json, "box", box.left(), box.top(), box.right(), box.bottom());
            if (face.landmarks().isPresent()) {
                write(
                        json,
                        "landmarks",
                        face.landmarks().get().points().stream()
                                .flatMapToDouble(point -> DoubleStream.of(point.x(), point.y()))
                                .toArray());
            }
            writeMeasure(json, "score", face.quality().score());
            writeMeasure(json, "eye-distance", face.quality().eyeDistance());
            writeMeasure(json, "sharpness", face.quality().sharpness());
            writeMeasure(json, "brightness", face.quality().brightness());
            writeMeasure(json, "turn", face.quality().turn());
        });
    }

    /**
     * A face as its line has it.
     *
     * @param embedding of its row
     * @param thumbnail of its line
     * @param people by their ids
     */
    static FaceEntry face(
            JsonRecord line, int row, Embedding embedding, Optional<byte[]> thumbnail, Map<String, Person> people)
            throws IOException {
        Person person = people.get(line.text("person"));
        if (person == null) {
            throw new IOException("the person '%s' is not in %s".formatted(line.text("person"), PEOPLE));
        }
        List<Double> box = line.numbers("box", 4);
        NewFace face = new NewFace(
                embedding,
                line.text("source"),
                line.text("picture-sha256"),
                new Box(box.get(0), box.get(1), box.get(2), box.get(3)),
                line.has("landmarks")
                        ? Optional.of(landmarks(line.numbers("landmarks", 2 * Landmarks.COUNT)))
                        : Optional.empty(),
                new Quality(
                        line.measure("score"),
                        line.measure("eye-distance"),
                        line.measure("sharpness"),
                        line.measure("brightness"),
                        line.measure("turn")),
                thumbnail);
        return new FaceEntry(row, person, face, Instant.parse(line.text("enrolled-at")));
    }

    private static Landmarks landmarks(List<Double> numbers) {
        List<Point> points = new ArrayList<>();
        for (int i = 0; i < numbers.size(); i += 2) {
            points.add(new Point(numbers.get(i), numbers.get(i + 1)));
        }
        return Landmarks.of(points);
    }

    private static void write(JsonGenerator json, String name, double... numbers) throws IOException {
        json.writeFieldName(name);
        json.writeArray(numbers, 0, numbers.length);
    }

    private static void writeMeasure(JsonGenerator json, String name, double value) throws IOException {
        if (!Double.isNaN(value)) {
            json.writeNumberField(name, value);
        }
    }
}
