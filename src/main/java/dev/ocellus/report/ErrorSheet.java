package dev.ocellus.report;

import dev.ocellus.evaluate.DetectionError;
import dev.ocellus.evaluate.ErrorAnalysis;
import dev.ocellus.evaluate.Suspicion;
import dev.ocellus.files.PendingFile;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Box;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A sheet on which people mark the causes of errors by hand: an error a line, those first that may be wrong labels. Every column that is not one of
 * {@link #COLUMNS} is a cause or a comment, and more may be added. It starts with a byte order mark, by which spreadsheets know UTF-8.
 */
public final class ErrorSheet {
    /** The columns that are filled in. */
    static final List<String> COLUMNS = List.of(
            "id",
            "number",
            "doubtful_label",
            "kind",
            "file_name",
            "detected",
            "score",
            "marked",
            "overlap",
            "x",
            "y",
            "width",
            "height");

    /** Causes to begin with; what people find when they look at pictures is better. */
    private static final List<String> CAUSES =
            List.of("wrong label", "small", "hidden", "blurred", "cut by the edge", "looks alike");

    /** Columns of this name are for people alone. */
    static final Set<String> COMMENTS = Set.of("comment", "comments", "note", "notes", "remark", "remarks");

    private static final char BYTE_ORDER_MARK = '\uFEFF';
    private static final int ID_LETTERS = 8;

    private ErrorSheet() {}

    /** Writes the sheet, in one move. */
    public static void write(ErrorAnalysis analysis, List<Suspicion> suspicions, Path file) throws IOException {
        ErrorNumbers numbers = new ErrorNumbers(analysis, suspicions);
        StringBuilder csv = new StringBuilder().append(BYTE_ORDER_MARK);
        List<String> heading = new ArrayList<>(COLUMNS);
        heading.addAll(CAUSES);
        heading.add("comment");
        line(csv, heading);
        for (DetectionError error : numbers.ordered()) {
            Box box = error.detection()
                    .map(Detection::box)
                    .orElseGet(() -> error.truth().orElseThrow().box());
            List<String> fields = new ArrayList<>(List.of(
                    id(error),
                    Integer.toString(numbers.of(error)),
                    numbers.suspicion(error)
                            .map(suspicion -> EvaluationWords.of(suspicion.why()))
                            .orElse(""),
                    EvaluationWords.of(error.kind()),
                    error.frame(),
                    error.detection().map(Detection::label).orElse(""),
                    error.detection()
                            .map(found -> JsonLines.score(found.score()).toPlainString())
                            .orElse(""),
                    error.truth().map(TruthBox::label).orElse(""),
                    JsonLines.rounded(error.overlap(), 2).toPlainString(),
                    JsonLines.rounded(box.left(), 1).toPlainString(),
                    JsonLines.rounded(box.top(), 1).toPlainString(),
                    JsonLines.rounded(box.width(), 1).toPlainString(),
                    JsonLines.rounded(box.height(), 1).toPlainString()));
            CAUSES.forEach(cause -> fields.add(""));
            fields.add("");
            line(csv, fields);
        }
        PendingFile.write(file, csv.toString());
    }

    private static void line(StringBuilder csv, List<String> fields) {
        csv.append(String.join(",", fields.stream().map(CsvWriter::quoted).toList()))
                .append("\r\n");
    }

    /** A name that an error keeps as long as it is the same one: letters alone, which no spreadsheet takes for a number or a date. */
    static String id(DetectionError error) {
        String what = "%s|%s|%s|%s"
                .formatted(
                        error.kind(),
                        error.frame(),
                        error.truthNumber(),
                        error.detection()
                                .map(found -> String.format(
                                        Locale.ROOT,
                                        "%s %.1f %.1f %.1f %.1f %.4f",
                                        found.label(),
                                        found.box().left(),
                                        found.box().top(),
                                        found.box().right(),
                                        found.box().bottom(),
                                        found.score()))
                                .orElse(""));
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(what.getBytes(StandardCharsets.UTF_8));
            StringBuilder id = new StringBuilder();
            for (int i = 0; i < ID_LETTERS; i++) {
                id.append((char) ('a' + Math.floorMod(hash[i], 26)));
            }
            return id.toString();
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
