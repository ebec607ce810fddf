package dev.ocellus.report;

import java.util.Map;
import java.util.TreeMap;

/**
 * A run in numbers.
 *
 * @param complete false where the run ended before its last picture
 * @param skippedFiles files in the given folders that are no pictures by their names
 * @param found number of detections by label or by whose face it is, or of pictures taken for a label, in alphabetical order
 * @param seconds from the first picture to the last result
 */
public record Summary(
        boolean complete,
        int ok,
        int warnings,
        int rejected,
        int skippedFiles,
        Map<String, Integer> found,
        double seconds) {
    /** How many inputs were looked at. */
    public int pictures() {
        return ok + warnings + rejected;
    }

    public double picturesPerSecond() {
        return seconds > 0 ? pictures() / seconds : 0;
    }

    /** Counts results as they come. */
    public static final class Tally {
        private final Map<String, Integer> found = new TreeMap<>();
        private int ok;
        private int warnings;
        private int rejected;

        public void add(PictureResult result) {
            switch (result.status()) {
                case OK -> ok++;
                case WARNING -> warnings++;
                case REJECTED -> rejected++;
            }
            result.detections().forEach(detection -> found.merge(detection.name(), 1, Integer::sum));
            result.classification()
                    .ifPresent(classes -> found.merge(classes.best().label(), 1, Integer::sum));
        }

        public Summary summary(boolean complete, int skippedFiles, double seconds) {
            return new Summary(complete, ok, warnings, rejected, skippedFiles, new TreeMap<>(found), seconds);
        }
    }
}
