package dev.ocellus.report;

import dev.ocellus.files.PendingFile;
import dev.ocellus.search.Finished;
import dev.ocellus.search.Outcome;
import dev.ocellus.search.SearchPlan;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** The trials of a search as CSV, best first, the failed ones behind with their reasons. */
public final class SearchTable {
    private SearchTable() {}

    /** Writes the file in one move. */
    public static void write(List<Finished> trials, Path file) throws IOException {
        Set<String> settings = new LinkedHashSet<>();
        trials.forEach(finished -> settings.addAll(finished.trial().settings().keySet()));
        StringBuilder text = new StringBuilder();
        List<String> heading = new ArrayList<>(List.of("trial", "score", "loss", "seconds", "seed"));
        heading.addAll(settings);
        heading.add("failed");
        line(text, heading);
        List<Finished> sorted = new ArrayList<>(SearchPlan.ranked(trials));
        trials.stream()
                .filter(finished -> finished.outcome() instanceof Outcome.Failed)
                .forEach(sorted::add);
        for (Finished finished : sorted) {
            Outcome outcome = finished.outcome();
            List<String> cells = new ArrayList<>();
            cells.add(finished.trial().name());
            if (outcome instanceof Outcome.Scored scored) {
                cells.add(Double.toString(scored.score()));
                cells.add(Double.toString(scored.loss()));
            } else {
                cells.addAll(List.of("", ""));
            }
            cells.add(Double.toString(outcome.seconds()));
            cells.add(Integer.toString(finished.trial().seed()));
            settings.forEach(name -> cells.add(finished.trial().settings().getOrDefault(name, "")));
            cells.add(outcome instanceof Outcome.Failed failed ? failed.reason() : "");
            line(text, cells);
        }
        PendingFile.write(file, text.toString());
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(String.join(",", cells.stream().map(CsvWriter::quoted).toList()))
                .append("\r\n");
    }
}
