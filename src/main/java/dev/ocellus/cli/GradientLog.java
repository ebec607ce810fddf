package dev.ocellus.cli;

import dev.ocellus.learn.GradientCheck.Finding;
import dev.ocellus.learn.GradientCheck.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** What people read while gradients are checked: a line for each parameter, and what that comes to. */
final class GradientLog {
    private static final String LINE = "%s  %10s  %7s  %7s  %7s  %8s  %s";

    /** Rounding that hides mistakes. */
    private static final double UNSTABLE = 3e-3;

    private final Terminal terminal;
    private final boolean quiet;
    private final int nameWidth;
    private final ProgressBar bar;
    private final List<Finding> findings = new ArrayList<>();

    /**
     * @param quiet only what does not agree is told
     * @param names of the parameters to come
     */
    GradientLog(Terminal terminal, boolean quiet, List<String> names) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.nameWidth = names.stream().mapToInt(Words::columns).max().orElse(0);
        this.bar = new ProgressBar(terminal, !quiet, names.size());
        if (!quiet) {
            print("parameter", "numbers", "checked", "kinks", "error", "rounding", "");
        }
    }

    void add(Finding finding) {
        findings.add(finding);
        bar.clear();
        if (!quiet || finding.verdict() != Verdict.OK) {
            print(
                    finding.parameter(),
                    String.format(Locale.ROOT, "%,d", finding.size()),
                    Integer.toString(finding.checked()),
                    Integer.toString(finding.skipped()),
                    String.format(Locale.ROOT, "%.1e", finding.error()),
                    String.format(Locale.ROOT, "%.1e", finding.rounding()),
                    verdict(finding));
        }
        bar.advance();
    }

    /** Sums up, and says whether no gradient is wrong. */
    boolean end() {
        List<Finding> wrong = with(Verdict.WRONG);
        List<Finding> suspicious = with(Verdict.SUSPICIOUS);
        if (!quiet) {
            terminal.out().println();
            terminal.out()
                    .println(String.format(
                            Locale.ROOT,
                            "%d of %d parameters agree; the largest error is %.1e.",
                            findings.size() - wrong.size() - suspicious.size(),
                            findings.size(),
                            findings.stream().mapToDouble(Finding::error).max().orElse(0)));
        }
        if (findings.stream().anyMatch(finding -> finding.rounding() > UNSTABLE)) {
            terminal.out()
                    .println(
                            "This network multiplies rounding: pictures that differ by a millionth have other gradients."
                                    + " Errors of that size prove nothing.");
        }
        if (!suspicious.isEmpty()) {
            terminal.out()
                    .println("Look at what is suspicious with more --numbers, more --pictures and another --seed.");
        }
        if (!wrong.isEmpty()) {
            Finding last = wrong.get(wrong.size() - 1);
            terminal.out()
                    .println(
                            "Gradients are handed from the last layer to the first: look first at '%s' and the layers that read it."
                                    .formatted(Words.printable(last.layer())));
        }
        return wrong.isEmpty();
    }

    private List<Finding> with(Verdict verdict) {
        return findings.stream().filter(finding -> finding.verdict() == verdict).toList();
    }

    private void print(String name, String... cells) {
        Object[] line = new Object[cells.length + 1];
        line[0] = Words.padded(Words.printable(name), nameWidth);
        System.arraycopy(cells, 0, line, 1, cells.length);
        terminal.out().println(LINE.formatted(line).stripTrailing());
        terminal.out().flush();
    }

    private static String verdict(Finding finding) {
        return switch (finding.verdict()) {
            case OK -> "ok";
            case SUSPICIOUS -> "suspicious";
            case WRONG -> "WRONG";
        };
    }
}
