package dev.ocellus.cli;

import dev.ocellus.app.Conversion;
import dev.ocellus.app.ConvertLabels;
import dev.ocellus.dataset.Finding;
import java.nio.file.Path;
import java.util.List;

/** What people read while labels are converted: a bar, then what was odd, what is lost, and the counts. */
final class ConversionLog implements ConvertLabels.Progress {
    private static final int FINDINGS_SHOWN = 20;

    private final Terminal terminal;
    private final boolean quiet;
    private ProgressBar bar;

    ConversionLog(Terminal terminal, boolean quiet) {
        this.terminal = terminal;
        this.quiet = quiet;
    }

    void recognised(ConvertLabels conversion) {
        if (!quiet && conversion.evidence().isPresent()) {
            terminal.out()
                    .println("Recognised as %s: %s"
                            .formatted(
                                    conversion.from(),
                                    Words.printable(conversion.evidence().get())));
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

    void end(Conversion conversion, Path out, Path notes) {
        bar.clear();
        List<Finding> told = conversion.findings().stream()
                .filter(finding -> !quiet || finding.loss() != Finding.Loss.NOTHING)
                .toList();
        told.stream().limit(FINDINGS_SHOWN).forEach(finding -> terminal.err()
                .println(Words.printable(finding.toString())));
        if (told.size() > FINDINGS_SHOWN) {
            terminal.err().println("... and %d more, in %s".formatted(told.size() - FINDINGS_SHOWN, notes));
        }
        if (!quiet) {
            conversion.losses().forEach(loss -> terminal.out().println("Note: " + Words.printable(loss)));
            terminal.out()
                    .println("%d pictures (%d of them showing nothing), %d boxes, %d classes"
                            .formatted(
                                    conversion.pictures(),
                                    conversion.empty(),
                                    conversion.boxes(),
                                    conversion.classes()));
            terminal.out()
                    .println("Left out: %d boxes, %d pictures or their labels"
                            .formatted(conversion.leftOut(Finding.Loss.BOX), conversion.leftOut(Finding.Loss.PICTURE)));
            terminal.out().println("Results: " + out);
        }
        terminal.out().flush();
    }
}
