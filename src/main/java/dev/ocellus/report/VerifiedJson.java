package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ocellus.frame.Identity.FalseMatch;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.Optional;

/** The answer to whether two faces are of one person, for programs. */
public final class VerifiedJson {
    private VerifiedJson() {}

    /**
     * Writes the answer to a stream, which stays open.
     *
     * @param a what was compared, as it was typed
     * @param b with what
     * @param threshold the largest distance of a match
     * @param from who chose it
     */
    public static void write(
            String a,
            String b,
            double distance,
            boolean match,
            double threshold,
            String from,
            Optional<FalseMatch> falseMatch,
            List<String> notes,
            OutputStream out)
            throws IOException {
        JsonGenerator json = JsonLines.to(out);
        json.writeStartObject();
        json.writeStringField("a", a);
        json.writeStringField("b", b);
        json.writeBooleanField("match", match);
        json.writeNumberField("distance", JsonLines.score(distance));
        json.writeNumberField("threshold", JsonLines.score(threshold));
        json.writeStringField("threshold_from", from);
        if (falseMatch.isPresent()) {
            json.writeNumberField(
                    "false_match_rate", JsonLines.rate(falseMatch.get().rate()));
            json.writeNumberField(
                    "false_match_bound", JsonLines.rate(falseMatch.get().bound()));
        }
        json.writeArrayFieldStart("notes");
        for (String note : notes) {
            json.writeString(note);
        }
        json.writeEndArray();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }
}
