package dev.ocellus.report;

import dev.ocellus.evaluate.DetectionError;
import dev.ocellus.evaluate.ErrorAnalysis;
import dev.ocellus.evaluate.OperatingPoint;
import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * What mending each cause of errors would gain at most.
 *
 * @param point the detector as it is
 * @param errors how many errors there are
 * @param looked how many of them have a mark
 * @param causes those with marks, the one that gains most first
 * @param remarks what of the sheet could not be used, and why
 */
public record CauseSummary(OperatingPoint point, int errors, int looked, List<Cause> causes, List<String> remarks) {
    /**
     * One cause.
     *
     * @param name the column's heading
     * @param errors how many errors are marked with it
     * @param pictures how many pictures they are in
     * @param mended the detector without these errors
     */
    public record Cause(String name, int errors, int pictures, OperatingPoint mended) {}

    public CauseSummary {
        causes = List.copyOf(causes);
        remarks = List.copyOf(remarks);
    }

    /** Holds the marks of a sheet against the evaluation that it belongs to. */
    public static CauseSummary of(MarkedSheet sheet, EvaluationFile.Recorded recorded) {
        List<String> remarks = new ArrayList<>(sheet.remarks());
        List<String> unknown = sheet.marks().keySet().stream()
                .filter(id -> !recorded.errors().containsKey(id))
                .toList();
        if (!unknown.isEmpty()) {
            remarks.add("%d marked lines have ids that the evaluation does not know, such as %s; passed over"
                    .formatted(unknown.size(), unknown.get(0)));
        }
        List<Cause> causes = new ArrayList<>();
        for (String name : sheet.causes()) {
            List<DetectionError> marked = sheet.marks().entrySet().stream()
                    .filter(error -> isMarked(error, name, recorded))
                    .map(error -> recorded.errors().get(error.getKey()))
                    .toList();
            if (!marked.isEmpty()) {
                causes.add(new Cause(
                        name,
                        marked.size(),
                        (int) marked.stream()
                                .map(DetectionError::frame)
                                .distinct()
                                .count(),
                        ErrorAnalysis.pointWithout(recorded.point(), marked)));
            }
        }
        causes.sort(Comparator.comparingDouble((Cause cause) -> cause.mended().f1())
                .reversed()
                .thenComparing(Cause::name));
        return new CauseSummary(
                recorded.point(), recorded.errors().size(), sheet.marks().size() - unknown.size(), causes, remarks);
    }

    private static boolean isMarked(
            Map.Entry<String, Set<String>> error, String cause, EvaluationFile.Recorded recorded) {
        return error.getValue().contains(cause) && recorded.errors().containsKey(error.getKey());
    }

    /** Writes the table as CSV, in one move. */
    public void write(Path file) throws IOException {
        StringBuilder csv =
                new StringBuilder("cause,errors,pictures,f1,f1_at_most,precision_at_most,recall_at_most\r\n");
        for (Cause cause : causes) {
            csv.append(String.join(
                            ",",
                            CsvWriter.quoted(cause.name()),
                            Integer.toString(cause.errors()),
                            Integer.toString(cause.pictures()),
                            JsonLines.score(point.f1()).toPlainString(),
                            JsonLines.score(cause.mended().f1()).toPlainString(),
                            JsonLines.score(cause.mended().precision()).toPlainString(),
                            JsonLines.score(cause.mended().recall()).toPlainString()))
                    .append("\r\n");
        }
        PendingFile.write(file, csv.toString());
    }
}
