package dev.ocellus.dataset;

import dev.ocellus.dataset.Finding.Kind;
import dev.ocellus.dataset.Finding.Loss;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A file of pairs of pictures: a table with a header that has the columns {@code a} and {@code b} and may have {@code same} (yes or no), {@code fold},
 * {@code distance} and {@code reason}; or the text form of Labeled Faces in the Wild, whose {@code Name 1 4} means {@code Name/Name_0001.jpg} and
 * {@code Name/Name_0004.jpg}.
 *
 * @param pairs in the order of the file
 * @param findings one for each line that could not be used
 * @see <a href="http://vis-www.cs.umass.edu/lfw/README.txt">the form of LFW's pairs.txt</a>
 */
public record FacePairs(List<FacePair> pairs, List<Finding> findings) {
    private static final Pattern LFW_HEADER = Pattern.compile("\\s*(\\d{1,6})(?:\\s+(\\d{1,6}))?\\s*");
    private static final Pattern PICTURE_NUMBER = Pattern.compile("\\d{1,6}");

    public FacePairs {
        pairs = List.copyOf(pairs);
        findings = List.copyOf(findings);
    }

    /**
     * Reads a file.
     *
     * @throws IOException where it cannot be read or is in neither form; the message names it
     */
    public static FacePairs read(Path file) throws IOException {
        try {
            String first;
            try (TextLines lines = new TextLines(file)) {
                first = lines.next();
            }
            if (first == null) {
                throw new IOException(file + " is empty; write a table with the columns a and b");
            }
            Matcher header = LFW_HEADER.matcher(first);
            return header.matches() ? lfw(file, header) : table(file);
        } catch (FaultException fault) {
            throw new IOException(fault.file(file).toString(), fault);
        }
    }

    private static FacePairs lfw(Path file, Matcher header) throws IOException, FaultException {
        // either the number of parts and of pairs of each kind in a part, or that of a file that is one part
        boolean parted = header.group(2) != null;
        int perPart = 2 * Integer.parseInt(header.group(parted ? 2 : 1));
        List<FacePair> pairs = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        int[] seen = {0};
        try (TextLines lines = new TextLines(file)) {
            lines.next();
            lines.each(
                    (text, line) -> {
                        // a faulty line takes its place in its part, too
                        int part = seen[0]++ / Math.max(1, perPart) + 1;
                        pairs.add(lfwPair(text, line, parted ? OptionalInt.of(part) : OptionalInt.empty()));
                    },
                    fault -> findings.add(left(fault, file)));
        }
        return new FacePairs(pairs, findings);
    }

    private static FacePair lfwPair(String text, int line, OptionalInt fold) throws FaultException {
        String[] fields = text.strip().split("\\s+");
        boolean same = fields.length == 3;
        if (!same && fields.length != 4) {
            throw new FaultException(
                    Kind.FIELD_COUNT,
                    line,
                    "%d fields, not 3 or 4".formatted(fields.length),
                    "write a name and two numbers, or twice a name and a number");
        }
        return new FacePair(
                line,
                lfwPicture(fields[0], fields[1], line),
                lfwPicture(same ? fields[0] : fields[2], fields[same ? 2 : 3], line),
                Optional.of(same),
                fold,
                OptionalDouble.empty(),
                "",
                Map.of());
    }

    private static String lfwPicture(String name, String number, int line) throws FaultException {
        if (!PICTURE_NUMBER.matcher(number).matches()) {
            throw new FaultException(
                    Kind.NOT_A_NUMBER, line, "'%s' is not the number of a picture".formatted(number), "write digits");
        }
        return "%s/%s_%04d.jpg".formatted(name, name, Integer.parseInt(number));
    }

    private static FacePairs table(Path file) throws IOException, FaultException {
        List<FacePair> pairs = new ArrayList<>();
        List<Finding> findings = new ArrayList<>();
        Numerals numerals = new Numerals();
        try (CsvTable csv = new CsvTable(file)) {
            for (String needed : List.of("a", "b")) {
                if (!csv.has(needed)) {
                    throw new IOException("%s:1: no column '%s' in the header; write a line such as a,b,same"
                            .formatted(file, needed));
                }
            }
            csv.each(row -> pairs.add(pair(csv, row, numerals)), fault -> findings.add(left(fault, file)));
        }
        numerals.tellCommas(file, findings);
        return new FacePairs(pairs, findings);
    }

    private static FacePair pair(CsvTable csv, CsvTable.Row row, Numerals numerals) throws FaultException {
        int line = row.line();
        Map<String, String> columns = new LinkedHashMap<>();
        for (int i = 0; i < csv.width(); i++) {
            columns.putIfAbsent(csv.header(i), row.get(i));
        }
        String fold = row.get("fold");
        String distance = row.get("distance");
        return new FacePair(
                line,
                picture(row, "a"),
                picture(row, "b"),
                same(row.get("same"), line),
                fold.isEmpty() ? OptionalInt.empty() : OptionalInt.of((int) numerals.of(fold, "fold", line)),
                distance.isEmpty()
                        ? OptionalDouble.empty()
                        : OptionalDouble.of(notNegative(numerals.of(distance, "distance", line), line)),
                row.get("reason"),
                columns);
    }

    private static String picture(CsvTable.Row row, String column) throws FaultException {
        String path = row.get(column);
        if (path.isEmpty()) {
            throw new FaultException(
                    Kind.UNKNOWN_PICTURE, row.line(), "column '%s' is empty".formatted(column), "name a picture");
        }
        return path;
    }

    private static double notNegative(double distance, int line) throws FaultException {
        if (distance < 0) {
            throw new FaultException(
                    Kind.NOT_A_NUMBER,
                    line,
                    "distance is negative",
                    "write distances, which are smaller for faces that are more alike");
        }
        return distance;
    }

    private static Optional<Boolean> same(String text, int line) throws FaultException {
        return switch (text.toLowerCase(Locale.ROOT)) {
            case "" -> Optional.empty();
            case "yes", "true", "1", "same" -> Optional.of(true);
            case "no", "false", "0", "different" -> Optional.of(false);
            default ->
                throw new FaultException(Kind.UNKNOWN_FLAG, line, "same is '%s'".formatted(text), "write yes or no");
        };
    }

    private static Finding left(FaultException fault, Path file) {
        return fault.finding(file, Loss.PICTURE, "pair left out");
    }
}
