package dev.ocellus.report;

import dev.ocellus.frame.Classification;
import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Truth;
import dev.ocellus.frame.TruthBox;
import dev.ocellus.geometry.Size;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * What became of one input.
 *
 * @param name path of the input relative to the folder that holds all inputs, with forward slashes; unique in its run
 * @param status exactly one of three
 * @param size of the upright picture, unless rejected
 * @param detections what was found, in source pixels, the surest first
 * @param classification what the picture as a whole was taken for, where that was asked
 * @param reasons of a rejection or a warning; a picture that is OK may have notes here too
 * @param milliseconds from opening the file to the last of its own results
 */
public record PictureResult(
        String name,
        Status status,
        Optional<Size> size,
        List<Detection> detections,
        Optional<Classification> classification,
        List<Reason> reasons,
        double milliseconds) {
    /** How an input ended. */
    public enum Status {
        /** Read and searched. */
        OK,
        /** Searched, but something about the file is odd. */
        WARNING,
        /** Not searched. */
        REJECTED
    }

    public PictureResult {
        Objects.requireNonNull(name);
        Objects.requireNonNull(size);
        Objects.requireNonNull(classification);
        detections = List.copyOf(detections);
        reasons = List.copyOf(reasons);
        if (status != Status.OK && reasons.isEmpty()) {
            throw new IllegalArgumentException(name + ": a warning or a rejection needs a reason");
        }
    }

    /** What became of a picture that was searched. */
    public PictureResult(
            String name,
            Status status,
            Optional<Size> size,
            List<Detection> detections,
            List<Reason> reasons,
            double milliseconds) {
        this(name, status, size, detections, Optional.empty(), reasons, milliseconds);
    }

    /** What was found, cut at the picture's edge, as if somebody had marked it; nothing where the picture was rejected. */
    List<TruthBox> asLabels() {
        Truth found = Truth.of(detections.stream()
                .map(detection -> new TruthBox(detection.box(), detection.label(), false))
                .toList());
        return size.map(picture -> found.within(picture).boxes()).orElse(List.of());
    }

    public static PictureResult rejected(String name, Reason reason, double milliseconds) {
        return new PictureResult(name, Status.REJECTED, Optional.empty(), List.of(), List.of(reason), milliseconds);
    }
}
