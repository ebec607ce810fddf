package dev.ocellus.cli;

import java.time.Duration;
import java.util.Locale;

/** The last line of a terminal, showing how far a run got and how long it will take. Writes nothing where nobody watches. */
final class ProgressBar {
    private static final int WIDTH = 30;
    private static final String ERASE_LINE = "\r\u001b[K";

    private final Terminal terminal;
    private final boolean shown;
    private final int total;
    private final long start = System.nanoTime();
    private int done;
    private boolean visible;

    ProgressBar(Terminal terminal, boolean wanted, int total) {
        this.terminal = terminal;
        this.shown = wanted && terminal.attached();
        this.total = total;
    }

    /** Takes the bar away, so that something else can be written. */
    void clear() {
        if (visible) {
            terminal.out().print(ERASE_LINE);
            visible = false;
        }
    }

    /** Counts one more done, and paints the bar behind what was written. */
    void advance() {
        advance(1);
    }

    /** Counts several more done. */
    void advance(int more) {
        done += more;
        if (shown && done < total) {
            terminal.out().print(bar());
            visible = true;
        }
        terminal.out().flush();
    }

    private String bar() {
        int filled = (int) ((long) WIDTH * done / total);
        Duration left = Duration.ofNanos((System.nanoTime() - start) / done * (total - done));
        return String.format(
                Locale.ROOT,
                "[%s%s] %d of %d, %d:%02d left",
                "#".repeat(filled),
                " ".repeat(WIDTH - filled),
                done,
                total,
                left.toMinutes(),
                left.toSecondsPart());
    }
}
