package dev.ocellus.dataset;

import dev.ocellus.geometry.Size;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Reads single YOLO label files: a line {@code class x y width height} for each object, centre and size as fractions of the picture. */
final class YoloParser {
    private static final int BOX = 5;

    /** A little more than the picture, for the rounding of fractions; beyond lie pixels that were taken for fractions. */
    static final double MOST = 1.5;

    private static final Pattern LABEL = Pattern.compile("\\d{1,6}(\\.0*)?(\\s+[-+.,\\deE]+){4,}");

    /** What a line can be. */
    private enum Row {
        BOX("boxes"),
        SCORED_BOX("boxes with scores"),
        OUTLINE("outlines");

        private final String meaning;

        Row(String meaning) {
            this.meaning = meaning;
        }
    }

    private final List<String> names;
    private final List<Finding> findings;

    /** @param names of the classes by number; empty where nobody says them, and every class is called by its number */
    YoloParser(List<String> names, List<Finding> findings) {
        this.names = names;
        this.findings = findings;
    }

    /** The usable boxes of a file, in pixels of a picture of the given size; faults become findings. */
    BoxSieve parse(Path file, Size size) throws IOException {
        BoxSieve boxes = new BoxSieve(file, size, findings);
        Numerals numerals = new Numerals();
        Map<Row, Integer> firstLines = new EnumMap<>(Row.class);
        try (TextLines lines = new TextLines(file)) {
            lines.each(
                    (text, line) ->
                            firstLines.putIfAbsent(add(text.strip().split("\\s+"), line, size, numerals, boxes), line),
                    fault -> findings.add(fault.box(file)));
        }
        numerals.tellCommas(file, findings);
        tellRows(file, firstLines);
        return boxes;
    }

    private void tellRows(Path file, Map<Row, Integer> firstLines) {
        if (firstLines.size() > 1) {
            int changes = Collections.max(firstLines.values());
            findings.add(new Finding(
                    Finding.Kind.MIXED_ROWS,
                    file,
                    changes,
                    Finding.Loss.NOTHING,
                    firstLines.entrySet().stream()
                            .map(row -> row.getKey().meaning + " from line " + row.getValue() + " on")
                            .collect(Collectors.joining(" and ", "has ", ", read as boxes")),
                    "look whether two files were mixed up, and keep one form"));
        } else if (firstLines.containsKey(Row.OUTLINE)) {
            findings.add(new Finding(
                    Finding.Kind.OUTLINE,
                    file,
                    firstLines.get(Row.OUTLINE),
                    Finding.Loss.NOTHING,
                    "has outlines (class x1 y1 x2 y2 ...), read as the boxes around them",
                    "nothing, if these boxes will do"));
        }
    }

    /** Whether the first line of a file looks like one of this format. */
    static boolean isLabelFile(Path file) throws IOException {
        try (TextLines lines = new TextLines(file)) {
            String first = lines.next();
            return first != null && LABEL.matcher(first.strip()).matches();
        } catch (FaultException e) {
            return false;
        }
    }

    /** Takes a line, and tells what it is. */
    private Row add(String[] fields, int line, Size size, Numerals numerals, BoxSieve boxes) throws FaultException {
        // x and y of at least three points; one more than a box is the score of a detector
        boolean outline = fields.length > BOX + 1 && fields.length % 2 == 1;
        if (fields.length != BOX && fields.length != BOX + 1 && !outline) {
            throw new FaultException(
                    Finding.Kind.FIELD_COUNT,
                    line,
                    "%d values in a line".formatted(fields.length),
                    "write class x y width height, separated by blanks");
        }
        String label = label(numerals.of(fields[0], "the class", line), line);
        List<Double> values = new ArrayList<>();
        for (int i = 1; i < fields.length; i++) {
            values.add(fraction(numerals.of(fields[i], "value " + (i + 1), line), line));
        }
        double left = values.get(0) - values.get(2) / 2;
        double top = values.get(1) - values.get(3) / 2;
        double right = values.get(0) + values.get(2) / 2;
        double bottom = values.get(1) + values.get(3) / 2;
        if (outline) {
            left = top = Double.POSITIVE_INFINITY;
            right = bottom = Double.NEGATIVE_INFINITY;
            for (int i = 0; i < values.size(); i += 2) {
                left = Math.min(left, values.get(i));
                right = Math.max(right, values.get(i));
                top = Math.min(top, values.get(i + 1));
                bottom = Math.max(bottom, values.get(i + 1));
            }
        }
        int width = size.width();
        int height = size.height();
        boxes.add(line, left * width, top * height, right * width, bottom * height, label, false);
        return outline ? Row.OUTLINE : fields.length == BOX ? Row.BOX : Row.SCORED_BOX;
    }

    private static double fraction(double value, int line) throws FaultException {
        if (Math.abs(value) > MOST) {
            throw new FaultException(
                    Finding.Kind.NOT_A_FRACTION,
                    line,
                    value + " is no fraction of the picture",
                    "divide pixels by the picture's width and height");
        }
        return value;
    }

    private String label(double number, int line) throws FaultException {
        int index = (int) number;
        if (index != number
                || index < 0
                || !names.isEmpty()
                        && (index >= names.size() || names.get(index).isBlank())) {
            throw new FaultException(
                    Finding.Kind.UNKNOWN_CLASS,
                    line,
                    "class %s, where there are %s"
                            .formatted(
                                    index == number ? String.valueOf(index) : String.valueOf(number),
                                    names.isEmpty() ? "0, 1, 2 and so on" : "0 to " + (names.size() - 1)),
                    "correct the number, or name the class");
        }
        return names.isEmpty() ? String.valueOf(index) : names.get(index);
    }
}
