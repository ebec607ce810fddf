package dev.ocellus.report;

import com.fasterxml.jackson.core.JsonGenerator;
import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Detection;
import java.io.IOException;
import java.nio.file.Path;

/**
 * A list of detections as COCO's evaluation writes them, with names for numbers: {@code {"file_name", "label", "bbox": [x, y, width, height],
 * "score"}}, in pixels of the upright source picture.
 *
 * @see <a href="https://cocodataset.org/#format-results">COCO's results format</a>
 */
public final class CocoWriter implements ResultWriter {
    private final PendingFile file;
    private final JsonGenerator json;

    public CocoWriter(Path target) throws IOException {
        file = new PendingFile(target);
        json = JsonLines.to(file.out());
        json.writeStartArray();
    }

    @Override
    public void write(PictureResult result) throws IOException {
        for (Detection detection : result.detections()) {
            json.writeStartObject();
            json.writeStringField("file_name", result.name());
            JsonLines.writeFields(json, detection);
            json.writeEndObject();
        }
        json.flush();
    }

    @Override
    public void finish(Summary summary) throws IOException {
        json.writeEndArray();
        json.close();
        file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
