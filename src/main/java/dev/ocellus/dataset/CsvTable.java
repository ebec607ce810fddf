package dev.ocellus.dataset;

import java.io.Closeable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A table with a header and one record a line. Fields are separated by commas, semicolons or tabs, as the header tells, and may be quoted; since
 * no field breaks lines, a quote that is never closed costs its own line only. Names of columns have no case.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4180">RFC 4180</a>
 */
final class CsvTable implements Closeable {
    private final TextLines lines;
    private final char separator;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String> header;

    /** One line below the header. */
    final class Row {
        private final int line;
        private final List<String> fields;

        private Row(int line, List<String> fields) {
            this.line = line;
            this.fields = fields;
        }

        int line() {
            return line;
        }

        /**
         * A field without blanks around it; empty where the table lacks the column.
         *
         * @throws FaultException where the line is too short, or longer than the header, so that nobody knows which field is which
         */
        String get(String column) throws FaultException {
            Integer at = columns.get(column.toLowerCase(Locale.ROOT));
            return at == null ? "" : get(at);
        }

        /** A field by its number, counted from 0. */
        String get(int column) throws FaultException {
            if (column >= fields.size() || fields.size() > header.size()) {
                throw new FaultException(
                        Finding.Kind.FIELD_COUNT,
                        line,
                        "%d fields where the header has %d".formatted(fields.size(), header.size()),
                        "correct the line; quote fields that hold a '%s'".formatted(separator));
            }
            return fields.get(column).strip();
        }
    }

    /** Opens a table and reads its header. */
    CsvTable(Path file) throws IOException, FaultException {
        lines = new TextLines(file);
        try {
            String first = lines.next();
            String names = first == null ? "" : first;
            separator = Stream.of(',', ';', '\t')
                    .max(Comparator.comparingLong(
                            mark -> names.chars().filter(c -> c == mark).count()))
                    .orElseThrow();
            header = split(names);
            for (int i = 0; i < header.size(); i++) {
                columns.putIfAbsent(header.get(i).strip().toLowerCase(Locale.ROOT), i);
            }
        } catch (IOException | FaultException e) {
            lines.close();
            throw e;
        }
    }

    boolean has(String column) {
        return columns.containsKey(column.toLowerCase(Locale.ROOT));
    }

    /** How many columns the header names. */
    int width() {
        return header.size();
    }

    /** A field of the header, counted from 0; empty beyond its end. */
    String header(int column) {
        return column < header.size() ? header.get(column).strip() : "";
    }

    /** What is done with a line. */
    @FunctionalInterface
    interface RowReader {
        void read(Row row) throws FaultException;
    }

    /** Reads all lines below the header that are not blank. */
    void each(RowReader reader, Consumer<FaultException> faults) throws IOException {
        lines.each((text, line) -> reader.read(new Row(line, split(text))), faults);
    }

    private List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (quoted && c == '"' && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"' && (quoted || field.toString().isBlank())) {
                quoted = !quoted;
            } else if (c == separator && !quoted) {
                fields.add(field.toString());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString());
        return fields;
    }

    @Override
    public void close() throws IOException {
        lines.close();
    }
}
