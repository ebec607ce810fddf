package dev.ocellus.report;

import dev.ocellus.dataset.FacePair;
import dev.ocellus.files.PendingFile;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.OptionalDouble;
import java.util.Set;

/**
 * Measured pairs of faces as a table: {@code a,b,distance,reason,encoder}, what was known about them ({@code same,fold}) and the other columns of the
 * file of pairs. A pair that could not be measured has a reason in place of the distance. {@link dev.ocellus.dataset.FacePairs} reads it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
public final class DistanceTable {
    private static final List<String> OWN = List.of("a", "b", "distance", "reason", "encoder", "same", "fold");

    /**
     * A pair.
     *
     * @param pair as it was given
     * @param distance of the faces; empty where one of them was not found
     * @param reason why there is no distance; empty where there is one
     */
    public record Row(FacePair pair, OptionalDouble distance, String reason) {}

    private DistanceTable() {}

    /**
     * Writes the file in one move.
     *
     * @param encoder a word for what made the embeddings
     */
    public static void write(List<Row> rows, String encoder, Path file) throws IOException {
        Set<String> others = new LinkedHashSet<>();
        rows.forEach(row -> others.addAll(row.pair().columns().keySet()));
        others.removeIf(column -> OWN.contains(column.toLowerCase(Locale.ROOT)));
        StringBuilder text = new StringBuilder();
        List<String> header = new ArrayList<>(OWN);
        header.addAll(others);
        line(text, header);
        for (Row row : rows) {
            List<String> cells = new ArrayList<>();
            cells.add(row.pair().a());
            cells.add(row.pair().b());
            cells.add(row.distance().isPresent() ? number(row.distance().getAsDouble()) : "");
            cells.add(row.reason());
            cells.add(encoder);
            cells.add(row.pair().same().map(same -> same ? "yes" : "no").orElse(""));
            cells.add(
                    row.pair().fold().isPresent()
                            ? Integer.toString(row.pair().fold().getAsInt())
                            : "");
            others.forEach(column -> cells.add(row.pair().columns().getOrDefault(column, "")));
            line(text, cells);
        }
        PendingFile.write(file, text.toString());
    }

    private static String number(double distance) {
        return String.format(Locale.ROOT, "%.6f", distance);
    }

    private static void line(StringBuilder text, List<String> cells) {
        text.append(String.join(",", cells.stream().map(CsvWriter::quoted).toList()))
                .append("\r\n");
    }
}
