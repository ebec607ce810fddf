package dev.ocellus.app;

import java.nio.file.Path;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * On what somebody wants the distances of faces calibrated, and how.
 *
 * @param source a file of pairs, measured before or not, or a folder with a folder for each person
 * @param root folder of the pictures of pairs; empty where they lie beside the file, or were measured
 * @param group column of the file of pairs that names groups, of which each is told for itself
 * @param fmr false-match rate of the operating point, above 0 to 1
 * @param margin how much nearer than the second the first person must be, where it is not to be as it was
 * @param impostors how many pairs of different people are made of a folder at most
 * @param seed of their choice
 * @param gallery which gets the operating point
 * @param dryRun whether it does not
 * @param out folder for the report
 * @param threads how many pictures are worked on at once, at least 1
 * @param maxPixels pictures with more pixels are rejected
 */
public record CalibrateRequest(
        Path source,
        Optional<Path> root,
        Optional<String> group,
        double fmr,
        OptionalDouble margin,
        int impostors,
        long seed,
        Path gallery,
        boolean dryRun,
        Path out,
        int threads,
        long maxPixels) {}
