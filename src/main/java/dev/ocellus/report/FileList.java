package dev.ocellus.report;

import dev.ocellus.dataset.FileOutcome;
import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/** Every file of a folder of labelled pictures and how it ended, as a table. */
public final class FileList {
    private FileList() {}

    /** Writes the table as CSV, in one move. */
    public static void write(List<FileOutcome> outcomes, Path file) throws IOException {
        StringBuilder csv = new StringBuilder("file_name,part,label,status,reason\r\n");
        for (FileOutcome outcome : outcomes) {
            csv.append(String.join(
                            ",",
                            CsvWriter.quoted(outcome.id()),
                            outcome.part().map(Object::toString).orElse(""),
                            CsvWriter.quoted(outcome.label().orElse("")),
                            JsonLines.name(outcome.status()),
                            CsvWriter.quoted(outcome.reason())))
                    .append("\r\n");
        }
        PendingFile.write(file, csv.toString());
    }
}
