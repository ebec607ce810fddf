package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.Part;
import dev.ocellus.dataset.Rejects;
import dev.ocellus.examine.ClassCount;
import dev.ocellus.examine.Examination;
import java.io.IOException;
import java.io.OutputStream;

/** An examination as JSON: the findings, one a line, after them the counts. */
public final class ExaminationJson {
    private ExaminationJson() {}

    /** Writes it; the stream stays open. */
    public static void write(DataSource.Format format, Examination examination, OutputStream out) throws IOException {
        JsonGenerator json = JsonLines.to(out);
        json.disable(JsonGenerator.Feature.AUTO_CLOSE_TARGET);
        json.writeStartObject();
        json.writeArrayFieldStart("findings");
        for (Finding finding : examination.findings()) {
            json.writeStartObject();
            json.writeStringField("kind", finding.kind().toString());
            json.writeStringField("costs", JsonLines.name(finding.loss()));
            json.writeStringField("file", finding.file().toString());
            if (finding.line() > 0) {
                json.writeNumberField("line", finding.line());
            }
            json.writeStringField("what", finding.what());
            json.writeStringField("to_do", finding.toDo());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeObjectFieldStart("summary");
        json.writeStringField("format", format.toString());
        json.writeNumberField("pictures", examination.pictures());
        json.writeNumberField("labelled_empty", examination.empty());
        json.writeNumberField("boxes", examination.boxes());
        Rejects rejects = examination.rejects();
        json.writeNumberField("rejected_boxes", rejects.boxCount());
        json.writeNumberField("rejected_pictures", rejects.pictureCount());
        json.writeObjectFieldStart("parts");
        for (Part part : Part.values()) {
            if (examination.parts().containsKey(part)) {
                json.writeNumberField(part.toString(), examination.parts().get(part));
            }
        }
        json.writeEndObject();
        json.writeObjectFieldStart("classes");
        for (ClassCount count : examination.classes()) {
            json.writeNumberField(count.label(), count.boxes());
        }
        json.writeEndObject();
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
    }
}
