package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Identity;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * Faces and whose they are as a table, one a line, in pixels of the upright source picture: the decision, the nearest person and the second one, and the
 * false-match rate that the nearest distance stands for. A picture without faces has no line.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class IdentityCsvWriter implements ResultWriter {
    private static final int PEOPLE = 2;

    private final PendingFile file;
    private final Writer lines;

    public IdentityCsvWriter(Path target) throws IOException {
        file = new PendingFile(target);
        lines = new OutputStreamWriter(file.out(), StandardCharsets.UTF_8);
        lines.write(
                "file_name,x,y,width,height,score,decision,name,person,distance,second_name,second_person,second_distance,"
                        + "false_match_rate,false_match_bound\r\n");
    }

    @Override
    public void write(PictureResult result) throws IOException {
        for (Detection face : result.detections()) {
            if (face.identity().isPresent()) {
                lines.write(String.join(
                                ",", cells(result.name(), face, face.identity().get())) + "\r\n");
            }
        }
        lines.flush();
    }

    private static List<String> cells(String picture, Detection face, Identity identity) {
        List<String> cells = new ArrayList<>();
        cells.add(CsvWriter.quoted(picture));
        cells.add(JsonLines.pixels(face.box().left()).toString());
        cells.add(JsonLines.pixels(face.box().top()).toString());
        cells.add(JsonLines.pixels(face.box().width()).toString());
        cells.add(JsonLines.pixels(face.box().height()).toString());
        cells.add(JsonLines.score(face.score()).toString());
        cells.add(identity.decision().name());
        for (int i = 0; i < PEOPLE; i++) {
            if (i < identity.candidates().size()) {
                Identity.Candidate candidate = identity.candidates().get(i);
                cells.add(CsvWriter.quoted(candidate.name()));
                cells.add(candidate.person());
                cells.add(JsonLines.score(candidate.distance()).toString());
            } else {
                cells.addAll(List.of("", "", ""));
            }
        }
        cells.add(identity.falseMatch()
                .map(match -> JsonLines.rate(match.rate()).toPlainString())
                .orElse(""));
        cells.add(identity.falseMatch()
                .map(match -> JsonLines.rate(match.bound()).toPlainString())
                .orElse(""));
        return cells;
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
