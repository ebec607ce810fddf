package dev.ocellus.dataset;

import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The numbers of one file of labels, as people and spreadsheets write them: with a point or a comma before the fraction. */
final class Numerals {
    private static final Pattern NUMBER = Pattern.compile("[+-]?(\\d{1,15}([.,]\\d*)?|[.,]\\d+)([eE][+-]?\\d{1,2})?");

    private int firstComma;

    /**
     * A number.
     *
     * @param name what it says, for messages
     * @throws FaultException where the text is none
     */
    double of(String text, String name, int line) throws FaultException {
        if (!NUMBER.matcher(text).matches()) {
            throw new FaultException(
                    Finding.Kind.NOT_A_NUMBER,
                    line,
                    "%s is '%s', not a number".formatted(name, text),
                    "write digits, with a point for fractions");
        }
        if (firstComma == 0 && text.indexOf(',') >= 0) {
            firstComma = line;
        }
        return Double.parseDouble(text.replace(',', '.'));
    }

    /** Tells once that a file has decimal commas. */
    void tellCommas(Path file, List<Finding> findings) {
        if (firstComma > 0) {
            findings.add(new Finding(
                    Finding.Kind.DECIMAL_COMMA,
                    file,
                    firstComma,
                    Finding.Loss.NOTHING,
                    "decimal commas, here first; read as points",
                    "write points, as other programs expect"));
        }
    }
}
