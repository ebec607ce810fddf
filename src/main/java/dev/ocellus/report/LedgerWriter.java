package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Classification.Guess;
import dev.ocellus.frame.Detection;
import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * The ledger of a run for programs: each input once, with how it ended, why, and what was found, then the counts. A ledger whose run was cut short
 * says {@code "complete": false}.
 */
public final class LedgerWriter implements ResultWriter {
    /** Raised when a field changes its meaning or goes away. */
    static final int SCHEMA = 1;

    private final JsonGenerator json;
    private final Optional<PendingFile> file;

    private LedgerWriter(OutputStream out, Optional<PendingFile> file) throws IOException {
        this.json = JsonLines.to(out);
        this.file = file;
        json.writeStartObject();
        json.writeNumberField("schema", SCHEMA);
        json.writeArrayFieldStart("pictures");
    }

    public static LedgerWriter toFile(Path target) throws IOException {
        PendingFile file = new PendingFile(target);
        return new LedgerWriter(file.out(), Optional.of(file));
    }

    /** A ledger on a stream that stays open when the ledger is closed, such as the standard output. */
    public static LedgerWriter toStream(OutputStream out) throws IOException {
        return new LedgerWriter(out, Optional.empty());
    }

    @Override
    public void write(PictureResult result) throws IOException {
        json.writeStartObject();
        json.writeStringField("file_name", result.name());
        json.writeStringField("status", JsonLines.name(result.status()));
        if (result.size().isPresent()) {
            Size size = result.size().get();
            json.writeNumberField("width", size.width());
            json.writeNumberField("height", size.height());
        }
        json.writeNumberField("milliseconds", JsonLines.rounded(result.milliseconds(), 1));
        json.writeArrayFieldStart("reasons");
        for (Reason reason : result.reasons()) {
            json.writeStartObject();
            json.writeStringField("code", reason.code());
            json.writeStringField("text", reason.text());
            json.writeEndObject();
        }
        json.writeEndArray();
        json.writeArrayFieldStart("detections");
        for (Detection detection : result.detections()) {
            json.writeStartObject();
            JsonLines.writeFields(json, detection);
            json.writeEndObject();
        }
        json.writeEndArray();
        if (result.classification().isPresent()) {
            json.writeArrayFieldStart("classes");
            for (Guess guess : result.classification().get().guesses()) {
                json.writeStartObject();
                json.writeStringField("label", guess.label());
                json.writeNumberField("probability", JsonLines.score(guess.probability()));
                json.writeEndObject();
            }
            json.writeEndArray();
        }
        json.writeEndObject();
        json.flush();
    }

    @Override
    public void finish(Summary summary) throws IOException {
        json.writeEndArray();
        json.writeObjectFieldStart("summary");
        json.writeBooleanField("complete", summary.complete());
        json.writeNumberField("pictures", summary.pictures());
        json.writeNumberField("ok", summary.ok());
        json.writeNumberField("warning", summary.warnings());
        json.writeNumberField("rejected", summary.rejected());
        json.writeNumberField("skipped_files", summary.skippedFiles());
        json.writeObjectFieldStart("found");
        for (Map.Entry<String, Integer> label : summary.found().entrySet()) {
            json.writeNumberField(label.getKey(), label.getValue());
        }
        json.writeEndObject();
        json.writeNumberField("seconds", JsonLines.rounded(summary.seconds(), 3));
        json.writeEndObject();
        json.writeEndObject();
        json.writeRaw('\n');
        json.flush();
        if (file.isPresent()) {
            file.get().finish();
        }
    }

    @Override
    public void close() throws IOException {
        if (file.isPresent()) {
            file.get().close();
        }
    }
}
