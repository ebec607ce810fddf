package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.util.MinimalPrettyPrinter;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Identity;
import dev.ocellus.geometry.Point;
import java.io.IOException;
import java.io.OutputStream;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;

/** JSON as our files have it: one element of the outer list a line, pixels with two decimals and scores with four. */
final class JsonLines {
    private static final JsonFactory FACTORY = new JsonFactory();

    /** What COCO's results say of every point. */
    private static final int FOUND = 1;

    private JsonLines() {}

    static JsonGenerator to(OutputStream out) throws IOException {
        return FACTORY.createGenerator(out).setPrettyPrinter(new OuterListPrinter());
    }

    /**
     * Writes the fields of a detection into an open object. Landmarks are x, y and a 1 for each point, as COCO's results have it: right eye, left eye, nose,
     * right and left corner of the mouth, of the person.
     */
    static void writeFields(JsonGenerator json, Detection detection) throws IOException {
        json.writeStringField("label", detection.label());
        json.writeArrayFieldStart("bbox");
        json.writeNumber(pixels(detection.box().left()));
        json.writeNumber(pixels(detection.box().top()));
        json.writeNumber(pixels(detection.box().width()));
        json.writeNumber(pixels(detection.box().height()));
        json.writeEndArray();
        json.writeNumberField("score", score(detection.score()));
        if (detection.landmarks().isPresent()) {
            json.writeArrayFieldStart("keypoints");
            for (Point point : detection.landmarks().get().points()) {
                json.writeNumber(pixels(point.x()));
                json.writeNumber(pixels(point.y()));
                json.writeNumber(FOUND);
            }
            json.writeEndArray();
            json.writeNumberField("keypoints_score", score(detection.landmarkScore()));
        }
        if (detection.identity().isPresent()) {
            writeIdentity(json, detection.identity().get());
        }
    }

    private static void writeIdentity(JsonGenerator json, Identity identity) throws IOException {
        json.writeStringField("decision", identity.decision().name());
        json.writeArrayFieldStart("candidates");
        for (Identity.Candidate candidate : identity.candidates()) {
            json.writeStartObject();
            json.writeStringField("name", candidate.name());
            json.writeStringField("person", candidate.person());
            json.writeNumberField("distance", score(candidate.distance()));
            json.writeEndObject();
        }
        json.writeEndArray();
        if (identity.falseMatch().isPresent()) {
            json.writeNumberField(
                    "false_match_rate", rate(identity.falseMatch().get().rate()));
            json.writeNumberField(
                    "false_match_bound", rate(identity.falseMatch().get().bound()));
        }
    }

    static BigDecimal pixels(double value) {
        return rounded(value, 2);
    }

    static BigDecimal score(double value) {
        return rounded(value, 4);
    }

    /** A rate of errors, which may be one in a million. */
    static BigDecimal rate(double value) {
        return rounded(value, 8);
    }

    /** Pixels to a ten-thousandth, without zeros at the end. */
    static BigDecimal shortest(double value) {
        BigDecimal stripped = rounded(value, 4).stripTrailingZeros();
        return stripped.scale() < 0 ? stripped.setScale(0) : stripped;
    }

    static BigDecimal rounded(double value, int decimals) {
        return BigDecimal.valueOf(value).setScale(decimals, RoundingMode.HALF_EVEN);
    }

    static String name(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }

    /** Breaks lines between the elements of the outermost list only. */
    private static final class OuterListPrinter extends MinimalPrettyPrinter {
        private static final long serialVersionUID = 1L;

        private int lists;

        @Override
        public void writeStartArray(JsonGenerator json) throws IOException {
            super.writeStartArray(json);
            lists++;
            breakLine(json);
        }

        @Override
        public void writeArrayValueSeparator(JsonGenerator json) throws IOException {
            super.writeArrayValueSeparator(json);
            breakLine(json);
        }

        @Override
        public void writeEndArray(JsonGenerator json, int values) throws IOException {
            breakLine(json);
            lists--;
            super.writeEndArray(json, values);
        }

        private void breakLine(JsonGenerator json) throws IOException {
            if (lists == 1) {
                json.writeRaw('\n');
            }
        }
    }
}
