package dev.ocellus.cli;

import dev.ocellus.app.LabelFolder;
import dev.ocellus.dataset.Finding;
import dev.ocellus.dataset.Finding.Loss;
import dev.ocellus.dataset.Part;
import dev.ocellus.examine.ClassCount;
import dev.ocellus.examine.Examination;
import dev.ocellus.examine.TurnedLabels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** What people read of an examination: a bar, then the classes, the findings of each kind, and what they cost. */
final class ExaminationLog implements Examination.Progress {
    private static final int SHOWN_OF_EACH = 3;

    private final Terminal terminal;
    private final boolean quiet;
    private final int shown;
    private ProgressBar bar;

    ExaminationLog(Terminal terminal, boolean quiet, boolean all) {
        this.terminal = terminal;
        this.quiet = quiet;
        this.shown = all ? Integer.MAX_VALUE : SHOWN_OF_EACH;
    }

    void recognised(LabelFolder folder) {
        if (!quiet && folder.evidence().isPresent()) {
            terminal.out()
                    .println("Recognised as %s: %s"
                            .formatted(
                                    folder.format(),
                                    Words.printable(folder.evidence().get())));
        }
    }

    @Override
    public void begins(int pictures) {
        bar = new ProgressBar(terminal, !quiet, pictures);
    }

    @Override
    public void pictureDone() {
        bar.advance();
    }

    void clear() {
        if (bar != null) {
            bar.clear();
        }
    }

    void end(Examination examination) {
        clear();
        if (!quiet) {
            counts(examination);
        }
        Map<Finding.Kind, List<Finding>> byKind = examination.findings().stream()
                .filter(finding -> !quiet || finding.loss() != Loss.NOTHING)
                .collect(Collectors.groupingBy(
                        Finding::kind, () -> new EnumMap<>(Finding.Kind.class), Collectors.toList()));
        byKind.forEach(this::findings);
        if (!quiet) {
            summary(byKind, examination);
        }
        terminal.out().flush();
    }

    private void counts(Examination examination) {
        terminal.out()
                .println("%d pictures (%d of them labelled as showing nothing), %d boxes, %d classes"
                        .formatted(
                                examination.pictures(),
                                examination.empty(),
                                examination.boxes(),
                                examination.classes().size()));
        List<Part> parts = Arrays.stream(Part.values())
                .filter(examination.parts()::containsKey)
                .toList();
        if (!parts.isEmpty()) {
            terminal.out()
                    .println(parts.stream()
                            .map(part -> examination.parts().get(part) + " for " + part)
                            .collect(Collectors.joining(", ", "Pictures: ", "")));
        }
        if (!examination.classes().isEmpty()) {
            classes(examination, parts);
        }
        TurnedLabels turned = examination.turned();
        if (turned.marked() > 0) {
            terminal.out()
                    .println(
                            "%d pictures have a mark in EXIF that turns them: boxes of %d fit the upright picture, of %d the pixels in the file; of %d nobody can tell"
                                    .formatted(turned.marked(), turned.upright(), turned.stored(), turned.unsettled()));
        }
    }

    private void classes(Examination examination, List<Part> parts) {
        Table table = new Table("lrrrr" + "r".repeat(parts.size()));
        List<String> head = new ArrayList<>(List.of("class", "boxes", "of all", "difficult", "pictures"));
        parts.forEach(part -> head.add(part.toString()));
        table.line(head.toArray(String[]::new));
        for (ClassCount count : examination.classes()) {
            List<String> line = new ArrayList<>(List.of(
                    Words.printable(count.label()),
                    String.valueOf(count.boxes()),
                    Math.round(1000.0 * count.boxes() / examination.boxes()) / 10.0 + " %",
                    String.valueOf(count.difficult()),
                    String.valueOf(count.pictures())));
            parts.forEach(part -> line.add(String.valueOf(count.byPart().getOrDefault(part, 0L))));
            table.line(line.toArray(String[]::new));
        }
        terminal.out().println();
        table.print(terminal.out());
    }

    private void findings(Finding.Kind kind, List<Finding> findings) {
        terminal.out().println();
        terminal.out().println(kind + ": " + kind.meaning());
        findings.stream().limit(shown).forEach(finding -> terminal.out()
                .println("  " + Words.printable(finding.toString())));
        if (findings.size() > shown) {
            terminal.out().println("  ... and %d more".formatted(findings.size() - shown));
        }
    }

    private void summary(Map<Finding.Kind, List<Finding>> byKind, Examination examination) {
        terminal.out().println();
        if (byKind.isEmpty()) {
            terminal.out().println("Nothing odd was found.");
            return;
        }
        Table table = new Table("lrrr").line("finding", "times", "boxes lost", "pictures lost");
        byKind.forEach((kind, findings) -> table.line(
                kind.toString(),
                String.valueOf(findings.size()),
                lost(findings, Loss.BOX),
                lost(findings, Loss.PICTURE)));
        table.print(terminal.out());
        terminal.out().println("Left out: " + examination.rejects());
    }

    private static String lost(List<Finding> findings, Loss loss) {
        long lost = findings.stream().filter(finding -> finding.loss() == loss).count();
        return lost == 0 ? "" : String.valueOf(lost);
    }
}
