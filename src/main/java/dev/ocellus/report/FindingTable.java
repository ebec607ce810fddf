package dev.ocellus.report;

import dev.ocellus.dataset.Finding;
import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;

/**
 * Findings as a table, one a line: what each costs, its kind, file and line (empty where the whole file is meant), what it is and what to do.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class FindingTable {
    private FindingTable() {}

    /** Writes the table. */
    public static void write(List<Finding> findings, Path file) throws IOException {
        StringBuilder table = new StringBuilder("kind,costs,file,line,what,to_do\r\n");
        for (Finding finding : findings) {
            table.append("%s,%s,%s,%s,%s,%s\r\n"
                    .formatted(
                            finding.kind(),
                            JsonLines.name(finding.loss()),
                            CsvWriter.quoted(finding.file().toString()),
                            finding.line() == 0 ? "" : finding.line(),
                            CsvWriter.quoted(finding.what()),
                            CsvWriter.quoted(finding.toDo())));
        }
        PendingFile.write(file, table.toString());
    }
}
