package dev.ocellus.app;

import dev.ocellus.dataset.Corners;
import dev.ocellus.dataset.DataSource;
import dev.ocellus.evaluate.PartErrors.Role;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/**
 * What somebody wants judged, and how.
 *
 * @param data the labelled pictures
 * @param source of the detections
 * @param selection which of the pictures: a part of the set, or a file that lists them; empty for all
 * @param compare parts whose errors are held against each other, each a part of the set, a list or another folder; empty for none, unless
 *     {@code compareAll}
 * @param compareAll whether all parts of the set are held against each other
 * @param measure what an error is
 * @param targetError the error that can be hoped for, in [0, 1]
 * @param score from which on mistakes are looked at; NaN takes the one with the highest F1
 * @param rounds how often pictures are drawn to tell how far figures may be off
 * @param seed of those draws
 * @param out folder for the results
 * @param threads how many pictures are worked on at once, at least 1
 * @param maxPixels pictures with more pixels are rejected
 * @param command the command line, for the report
 */
public record EvaluateRequest(
        Labels data,
        DetectionSource source,
        Optional<String> selection,
        Map<Role, String> compare,
        boolean compareAll,
        ErrorMeasure measure,
        double targetError,
        double score,
        int rounds,
        long seed,
        Path out,
        int threads,
        long maxPixels,
        String command) {
    /**
     * A folder of labelled pictures, and how to read it.
     *
     * @param folder of the labels
     * @param pictures where they are, if elsewhere
     * @param format empty: recognised by looking
     * @param corners what the numbers of VOC's boxes mean
     * @param names which label each label of the set becomes; {@code *} stands for all others, and what becomes empty is left out
     */
    public record Labels(
            Path folder,
            Optional<Path> pictures,
            Optional<DataSource.Format> format,
            Corners corners,
            Map<String, String> names) {}

    /** What is called the error of a detector on a part of its data. */
    public enum ErrorMeasure {
        /** What is missing from AP at IoU 0.5. */
        AP50,
        /** What is missing from F1 at IoU 0.5. */
        F1
    }
}
