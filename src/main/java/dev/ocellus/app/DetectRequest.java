package dev.ocellus.app;

import java.io.OutputStream;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What somebody wants searched, and how.
 *
 * @param inputs folders, files and patterns
 * @param recursive whether folders are searched to the bottom
 * @param pipeline the pipeline file; empty for the default
 * @param changes settings of the pipeline's stages that are to be other than in the file, by name
 * @param out folder for the results
 * @param formats in which detections are written down
 * @param pictures whether copies with drawn boxes are written
 * @param ledger also gets the ledger, as it grows
 * @param threads how many pictures are worked on at once, at least 1
 * @param maxPixels pictures with more pixels are rejected
 */
public record DetectRequest(
        List<String> inputs,
        boolean recursive,
        Optional<Path> pipeline,
        Map<String, String> changes,
        Path out,
        Set<OutputFormat> formats,
        boolean pictures,
        Optional<OutputStream> ledger,
        int threads,
        long maxPixels) {}
