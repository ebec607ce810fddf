package dev.ocellus.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * An {@link ErrorSheet} as it comes back from people and their spreadsheets, which change separators, quotes, line ends and the encoding, move columns
 * and sort lines.
 *
 * @param causes names of the columns that hold marks or may hold some, in their order
 * @param marks the causes that are marked, by the errors' ids; errors without marks are missing
 * @param lines how many errors the sheet still has
 * @param remarks lines that were passed over, and why
 */
public record MarkedSheet(List<String> causes, Map<String, Set<String>> marks, int lines, List<String> remarks) {
    /** What people write for no. */
    private static final Set<String> NO =
            Set.of("", "0", "-", "–", "no", "n", "false", "nein", "falsch", "non", "faux");

    public MarkedSheet {
        causes = List.copyOf(causes);
        marks = new LinkedHashMap<>(marks);
        remarks = List.copyOf(remarks);
    }

    /** Whether anybody marked anything. */
    public boolean isMarked() {
        return !marks.isEmpty();
    }

    /**
     * Reads a sheet.
     *
     * @throws IOException where the file cannot be read or has no column {@code id}
     */
    public static MarkedSheet read(Path file) throws IOException {
        String text = text(Files.readAllBytes(file));
        List<List<String>> records = records(text, separator(text));
        if (records.isEmpty()) {
            throw new IOException(file + " is empty: the first line must name the columns");
        }
        List<String> heading = records.get(0).stream().map(String::strip).toList();
        List<String> lower =
                heading.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
        int id = lower.indexOf("id");
        if (id < 0) {
            throw new IOException("%s:1: no column 'id', only %s; errors are known by it, so keep it"
                    .formatted(file, String.join(", ", heading)));
        }
        Set<String> causes = new LinkedHashSet<>();
        Map<String, Set<String>> marks = new LinkedHashMap<>();
        List<String> remarks = new ArrayList<>();
        for (int column = 0; column < heading.size(); column++) {
            if (isCause(lower.get(column)) && !causes.add(heading.get(column))) {
                remarks.add("%s:1: two columns are called %s; taken together".formatted(file, heading.get(column)));
            }
        }
        int lines = 0;
        for (int record = 1; record < records.size(); record++) {
            List<String> fields = records.get(record);
            if (fields.stream().allMatch(String::isBlank)) {
                continue;
            }
            String error = id < fields.size() ? fields.get(id).strip() : "";
            if (error.isEmpty()) {
                remarks.add("%s: record %d has no id, passed over".formatted(file, record + 1));
                continue;
            }
            lines++;
            for (int column = 0; column < Math.min(fields.size(), heading.size()); column++) {
                String mark = fields.get(column).strip().toLowerCase(Locale.ROOT);
                if (isCause(lower.get(column)) && !NO.contains(mark)) {
                    marks.computeIfAbsent(error, e -> new LinkedHashSet<>()).add(heading.get(column));
                }
            }
        }
        return new MarkedSheet(List.copyOf(causes), marks, lines, remarks);
    }

    private static boolean isCause(String column) {
        return !column.isEmpty() && !ErrorSheet.COLUMNS.contains(column) && !ErrorSheet.COMMENTS.contains(column);
    }

    /** UTF-8 or UTF-16 with a byte order mark, UTF-8 without one, or else what older spreadsheets write. */
    private static String text(byte[] bytes) {
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xff && (bytes[1] & 0xff) == 0xfe) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16LE);
        }
        if (bytes.length >= 2 && (bytes[0] & 0xff) == 0xfe && (bytes[1] & 0xff) == 0xff) {
            return new String(bytes, 2, bytes.length - 2, StandardCharsets.UTF_16BE);
        }
        try {
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            return text.startsWith("\uFEFF") ? text.substring(1) : text;
        } catch (CharacterCodingException e) {
            return new String(bytes, Charset.forName("windows-1252"));
        }
    }

    /** The one that stands most often in the first line; some spreadsheets name it in a line of its own. */
    private static char separator(String text) {
        String first = text.lines().findFirst().orElse("");
        if (first.toLowerCase(Locale.ROOT).startsWith("sep=") && first.length() == 5) {
            return first.charAt(4);
        }
        return Stream.of(',', ';', '\t')
                .max(Comparator.comparingLong(
                        mark -> first.chars().filter(c -> c == mark).count()))
                .orElseThrow();
    }

    /** Fields may be quoted, and quoted ones may hold separators, quotes written twice and line breaks. */
    private static List<List<String>> records(String text, char separator) {
        List<List<String>> records = new ArrayList<>();
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        String ended = text.endsWith("\n") ? text : text + "\n";
        for (int i = 0; i < ended.length(); i++) {
            char c = ended.charAt(i);
            if (quoted && c == '"' && i + 1 < ended.length() && ended.charAt(i + 1) == '"') {
                field.append(c);
                i++;
            } else if (c == '"' && (quoted || field.isEmpty())) {
                quoted = !quoted;
            } else if (!quoted && c == separator) {
                fields.add(field.toString());
                field.setLength(0);
            } else if (!quoted && (c == '\n' || c == '\r')) {
                fields.add(field.toString());
                field.setLength(0);
                if (fields.size() > 1 || !fields.get(0).isBlank()) {
                    records.add(fields);
                }
                fields = new ArrayList<>();
            } else {
                field.append(c);
            }
        }
        boolean names = !records.isEmpty()
                && records.get(0).size() <= 2
                && records.get(0).get(0).toLowerCase(Locale.ROOT).startsWith("sep=");
        return names ? records.subList(1, records.size()) : records;
    }
}
