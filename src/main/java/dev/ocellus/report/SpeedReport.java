package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Map;

/**
 * What was found out about the speed of a machine.
 *
 * @param versions of what computed, by name
 * @param leftOut why an engine was not measured, by its name
 * @param rounds over which best and median are taken
 */
public record SpeedReport(Map<String, String> versions, Map<String, String> leftOut, int rounds, List<Speed> speeds) {
    /** Raised when a field changes its meaning or goes away. */
    static final int SCHEMA = 1;

    /** System and processors of this machine, in a few words. */
    public static String machine() {
        return "%s %s, %d processors"
                .formatted(
                        System.getProperty("os.name"),
                        System.getProperty("os.arch"),
                        Runtime.getRuntime().availableProcessors());
    }

    /** Writes JSON to a stream that stays open. */
    public void write(OutputStream out) throws IOException {
        JsonGenerator json = JsonLines.to(out).disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        json.writeStringField("machine", machine());
        writeWords(json, "versions", versions);
        writeWords(json, "left_out", leftOut);
        json.writeNumberField("rounds", rounds);
        json.writeArrayFieldStart("speeds");
        for (Speed speed : speeds) {
            json.writeStartObject();
            json.writeStringField("network", speed.network());
            json.writeNumberField("pictures", speed.pictures());
            json.writeStringField("work", JsonLines.name(speed.work()));
            json.writeStringField("engine", speed.engine());
            json.writeNumberField("threads", speed.threads());
            json.writeNumberField("best_milliseconds", JsonLines.rounded(speed.best(), 2));
            json.writeNumberField("median_milliseconds", JsonLines.rounded(speed.median(), 2));
            json.writeNumberField("batches_a_second", JsonLines.rounded(speed.batchesASecond(), 2));
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.close();
    }

    private static void writeWords(JsonGenerator json, String field, Map<String, String> words) throws IOException {
        json.writeObjectFieldStart(field);
        for (Map.Entry<String, String> entry : words.entrySet()) {
            json.writeStringField(entry.getKey(), entry.getValue());
        }
        json.writeEndObject();
    }
}
