package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Classification.Guess;
import java.io.IOException;
import java.io.OutputStreamWriter;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/**
 * What pictures as a whole were taken for as a table, one picture a line: the likeliest class and its probability, then how the picture ended, why,
 * and the probability of every class in a column of its own. Fields with commas, quotes or line breaks are quoted.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class ClassCsvWriter implements ResultWriter {
    private final PendingFile file;
    private final Writer lines;
    private final List<String> labels;

    /** @param labels every class, in the order of their columns */
    public ClassCsvWriter(Path target, List<String> labels) throws IOException {
        this.labels = List.copyOf(labels);
        file = new PendingFile(target);
        lines = new OutputStreamWriter(file.out(), StandardCharsets.UTF_8);
        String columns = labels.stream().map(CsvWriter::quoted).collect(Collectors.joining(","));
        lines.write("file_name,label,probability,status,reason," + columns + "\r\n");
    }

    @Override
    public void write(PictureResult result) throws IOException {
        String reasons = result.reasons().stream().map(Reason::text).collect(Collectors.joining("; "));
        String best = result.classification()
                .map(found -> CsvWriter.quoted(found.best().label()) + ","
                        + JsonLines.score(found.best().probability()))
                .orElse(",");
        String all = labels.stream().map(label -> probability(result, label)).collect(Collectors.joining(","));
        lines.write(String.join(
                        ",",
                        CsvWriter.quoted(result.name()),
                        best,
                        JsonLines.name(result.status()),
                        CsvWriter.quoted(reasons),
                        all)
                + "\r\n");
        lines.flush();
    }

    private static String probability(PictureResult result, String label) {
        return result.classification().stream()
                .flatMap(found -> found.guesses().stream())
                .filter(guess -> guess.label().equals(label))
                .mapToDouble(Guess::probability)
                .mapToObj(probability -> JsonLines.score(probability).toPlainString())
                .findFirst()
                .orElse("");
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
