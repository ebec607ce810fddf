package dev.ocellus.report;

import dev.ocellus.evaluate.Choice;
import java.util.ArrayList;
import java.util.List;

/** A choice among detectors as a table. */
public final class ChoiceTable {
    private ChoiceTable() {}

    /** A line for each candidate, the chosen one first: its figures, and why it was not chosen. */
    public static String csv(Choice choice) {
        StringBuilder csv = new StringBuilder("run,chosen,why_not");
        List<String> names = new ArrayList<>();
        if (!choice.candidates().isEmpty()) {
            names.addAll(choice.candidates().get(0).figures().keySet());
        }
        names.forEach(name -> csv.append(',').append(name));
        csv.append("\r\n");
        for (Choice.Candidate candidate : choice.candidates()) {
            csv.append(CsvWriter.quoted(candidate.name()))
                    .append(choice.chosen().filter(candidate::equals).isPresent() ? ",yes," : ",no,")
                    .append(CsvWriter.quoted(choice.refusal(candidate)));
            for (String name : names) {
                double value = candidate.figures().get(name);
                csv.append(',')
                        .append(
                                Double.isNaN(value)
                                        ? ""
                                        : JsonLines.rounded(value, 4).toPlainString());
            }
            csv.append("\r\n");
        }
        return csv.toString();
    }
}
