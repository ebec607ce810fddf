package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.geometry.Point;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.StringJoiner;

/**
 * Detections as a table, one a line, in pixels of the upright source picture. Fields with commas, quotes or line breaks are quoted. The last
 * eleven columns are the landmarks of faces, of the person: right and left eye, nose, right and left corner of the mouth, and how sure they are; empty where none
 * were looked for.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class CsvWriter implements ResultWriter {
    private final PendingFile file;
    private final Writer lines;

    public CsvWriter(Path target) throws IOException {
        file = new PendingFile(target);
        lines = new OutputStreamWriter(file.out(), StandardCharsets.UTF_8);
        lines.write("file_name,label,x,y,width,height,score,"
                + "re_x,re_y,le_x,le_y,nose_x,nose_y,rm_x,rm_y,lm_x,lm_y,landmark_score\r\n");
    }

    @Override
    public void write(PictureResult result) throws IOException {
        for (Detection detection : result.detections()) {
            lines.write("%s,%s,%s,%s,%s,%s,%s,%s\r\n"
                    .formatted(
                            quoted(result.name()),
                            quoted(detection.label()),
                            JsonLines.pixels(detection.box().left()),
                            JsonLines.pixels(detection.box().top()),
                            JsonLines.pixels(detection.box().width()),
                            JsonLines.pixels(detection.box().height()),
                            JsonLines.score(detection.score()),
                            landmarks(detection)));
        }
        lines.flush();
    }

    private static String landmarks(Detection detection) {
        if (detection.landmarks().isEmpty()) {
            return ",".repeat(2 * Landmarks.COUNT);
        }
        StringJoiner fields = new StringJoiner(",");
        for (Point point : detection.landmarks().get().points()) {
            fields.add(JsonLines.pixels(point.x()).toString());
            fields.add(JsonLines.pixels(point.y()).toString());
        }
        return fields.add(JsonLines.score(detection.landmarkScore()).toString()).toString();
    }

    /** A field as RFC 4180 wants it. */
    static String quoted(String field) {
        boolean plain = field.chars().noneMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
        return plain ? field : '"' + field.replace("\"", "\"\"") + '"';
    }

    @Override
    public void finish(Summary summary) throws IOException {
        lines.close();
        file.finish();
    }

    @Override
    public void close() throws IOException {
        file.close();
    }
}
