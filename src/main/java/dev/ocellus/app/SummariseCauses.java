package dev.ocellus.app;

import dev.ocellus.report.CauseSummary;
import dev.ocellus.report.EvaluationFile;
import dev.ocellus.report.MarkedSheet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Sums up the causes that people marked on a sheet of errors. */
public final class SummariseCauses {
    /** The table of causes, beside the sheet. */
    public static final String TABLE = "causes.csv";

    private SummariseCauses() {}

    /**
     * Reads the sheet and the evaluation beside it, and writes the table.
     *
     * @param sheet as it came back from a spreadsheet
     * @throws WrongUsageException where there is no sheet, or no evaluation beside it
     */
    public static CauseSummary of(Path sheet) throws WrongUsageException, IOException {
        if (!Files.isRegularFile(sheet)) {
            throw new WrongUsageException("there is no sheet of errors " + sheet);
        }
        Path evaluation = sheet.resolveSibling(EvaluateDetections.FIGURES);
        if (!Files.isRegularFile(evaluation)) {
            throw new WrongUsageException("%s belongs beside the %s that was written with it; put it back there"
                    .formatted(sheet.getFileName(), evaluation));
        }
        CauseSummary summary;
        try {
            summary = CauseSummary.of(MarkedSheet.read(sheet), EvaluationFile.read(evaluation));
        } catch (IOException e) {
            throw new WrongUsageException(e.getMessage());
        }
        summary.write(sheet.resolveSibling(TABLE));
        return summary;
    }
}
