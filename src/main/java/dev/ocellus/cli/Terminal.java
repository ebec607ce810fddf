package dev.ocellus.cli;

import java.io.PrintStream;

/**
 * Where a command writes.
 *
 * @param out results, for people or for the next program
 * @param err messages
 * @param attached whether a person watches, so that a line may be overwritten
 */
record Terminal(PrintStream out, PrintStream err, boolean attached) {
    /** The launcher's word on it; Java 17 itself knows only whether both input and output are a terminal. */
    static boolean isAttached() {
        String told = System.getProperty("ocellus.terminal");
        return told == null ? System.console() != null : Boolean.parseBoolean(told);
    }
}
