package dev.ocellus.app;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;

/**
 * In which pictures somebody wants to know who is there, and how.
 *
 * @param inputs folders, files and patterns
 * @param recursive whether folders are searched to the bottom
 * @param gallery who is enrolled
 * @param distance the largest at which faces match, where it is not to be that of the gallery
 * @param people how many of the nearest people are told of each face, at least 1
 * @param out folder for the results
 * @param pictures whether copies with names drawn on them are written
 * @param ledger also gets the ledger, as it grows
 * @param threads how many pictures are worked on at once, at least 1
 * @param maxPixels pictures with more pixels are rejected
 */
public record IdentifyRequest(
        List<String> inputs,
        boolean recursive,
        Path gallery,
        OptionalDouble distance,
        int people,
        Path out,
        boolean pictures,
        Optional<OutputStream> ledger,
        int threads,
        long maxPixels) {}
