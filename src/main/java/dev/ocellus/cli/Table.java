package dev.ocellus.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Lines of cells that stand in columns as wide as their longest cell. */
final class Table {
    private static final String GAP = "  ";

    private final List<List<String>> lines = new ArrayList<>();
    private final String alignment;

    /** @param alignment a letter for each column: {@code l} for left, {@code r} for right */
    Table(String alignment) {
        this.alignment = alignment;
    }

    /** Adds a line with one cell for each column. */
    Table line(String... cells) {
        lines.add(List.of(cells));
        return this;
    }

    void print(PrintStream out) {
        int[] widths = new int[alignment.length()];
        for (List<String> line : lines) {
            for (int i = 0; i < widths.length; i++) {
                widths[i] = Math.max(widths[i], Words.columns(line.get(i)));
            }
        }
        for (List<String> line : lines) {
            StringBuilder text = new StringBuilder();
            for (int i = 0; i < widths.length; i++) {
                String space = " ".repeat(widths[i] - Words.columns(line.get(i)));
                text.append(alignment.charAt(i) == 'r' ? space + line.get(i) : line.get(i) + space)
                        .append(GAP);
            }
            out.println(text.toString().stripTrailing());
        }
    }
}
