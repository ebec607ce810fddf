package dev.ocellus.search;

import java.io.IOException;
import java.nio.file.Path;

/** What a search makes as large as it can; asked by several threads at once. */
@FunctionalInterface
public interface Objective {
    /**
     * How good the settings of a trial are.
     *
     * @param score larger is better
     * @param loss smaller is better; tells equal scores apart
     */
    record Value(double score, double loss) {}

    /**
     * Tries settings.
     *
     * @param folder the trial's own; what lies there is of an earlier start of the same trial that was cut short
     * @throws dev.ocellus.learn.DivergedException where these settings lead nowhere; the search notes that and goes on
     * @throws IllegalArgumentException where these settings do not go together; the search notes that and goes on
     * @throws IOException where no trial can work, such as a full disk; the search ends
     */
    Value of(Trial trial, Path folder) throws IOException, InterruptedException;
}
