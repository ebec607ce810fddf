package dev.ocellus.report;

import dev.ocellus.evaluate.Assessment;
import dev.ocellus.evaluate.LabelEvaluation;
import dev.ocellus.evaluate.OperatingPoint;
import dev.ocellus.evaluate.PictureOutcome;
import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Collectors;

/** The tables of an evaluation for spreadsheets and programs: classes, curves, pictures. */
public final class EvaluationTables {
    private EvaluationTables() {}

    /** Writes a line for each class, in one move. */
    public static void writeLabels(Assessment assessment, Path file) throws IOException {
        StringBuilder csv = new StringBuilder(
                "label,truths,ap,ap50,ap75,score,precision,recall,f1,found,missed,false,best_score\r\n");
        for (LabelEvaluation label : assessment.evaluation().labels().values()) {
            OperatingPoint at =
                    label.at(Assessment.IOU).curve().at(assessment.point().score());
            csv.append(String.join(
                            ",",
                            CsvWriter.quoted(label.label()),
                            Integer.toString(label.truths()),
                            figure(label.ap()),
                            figure(label.ap(Assessment.IOU)),
                            figure(label.ap(0.75)),
                            figure(at.score()),
                            figure(at.precision()),
                            figure(at.recall()),
                            figure(at.f1()),
                            Integer.toString(at.truePositives()),
                            Integer.toString(at.truths() - at.truePositives()),
                            Integer.toString(at.falsePositives()),
                            label.at(Assessment.IOU)
                                    .curve()
                                    .bestF1()
                                    .map(best -> figure(best.score()))
                                    .orElse("")))
                    .append("\r\n");
        }
        PendingFile.write(file, csv.toString());
    }

    /** Writes precision and recall of each class as the lowest score falls, in one move. */
    public static void writeCurves(Assessment assessment, Path file) throws IOException {
        StringBuilder csv = new StringBuilder("label,score,precision,recall,f1,found,false\r\n");
        for (LabelEvaluation label : assessment.evaluation().labels().values()) {
            String name = CsvWriter.quoted(label.label());
            for (OperatingPoint at : label.at(Assessment.IOU).curve().points()) {
                csv.append(String.join(
                                ",",
                                name,
                                figure(at.score()),
                                figure(at.precision()),
                                figure(at.recall()),
                                figure(at.f1()),
                                Integer.toString(at.truePositives()),
                                Integer.toString(at.falsePositives())))
                        .append("\r\n");
            }
        }
        PendingFile.write(file, csv.toString());
    }

    /** Writes a line for each picture, judged or rejected, in one move. */
    public static void writePictures(EvaluationContent content, Path file) throws IOException {
        Map<String, PictureOutcome> outcomes = new HashMap<>();
        content.assessment().reported().outcomes().forEach(outcome -> outcomes.put(outcome.frame(), outcome));
        StringBuilder csv = new StringBuilder("file_name,status,reason,truths,found,missed,false,milliseconds\r\n");
        for (PictureResult result : content.ledger()) {
            PictureOutcome outcome = outcomes.get(result.name());
            String counts = outcome == null
                    ? ",,,"
                    : "%d,%d,%d,%d"
                            .formatted(
                                    outcome.targets().size(),
                                    outcome.right().size(),
                                    outcome.missed(),
                                    outcome.wrong().size());
            csv.append(String.join(
                            ",",
                            CsvWriter.quoted(result.name()),
                            JsonLines.name(result.status()),
                            CsvWriter.quoted(
                                    result.reasons().stream().map(Reason::text).collect(Collectors.joining("; "))),
                            counts,
                            JsonLines.rounded(result.milliseconds(), 1).toPlainString()))
                    .append("\r\n");
        }
        PendingFile.write(file, csv.toString());
    }

    private static String figure(double value) {
        return Double.isNaN(value) ? "" : JsonLines.rounded(value, 6).toPlainString();
    }
}
