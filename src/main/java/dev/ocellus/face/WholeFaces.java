package dev.ocellus.face;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.pipeline.StageDefinition;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * Drops parts of faces that look like faces. Heads do not lie within heads: what does is a mouth with the nose perhaps, or a head with its shoulders, and its
 * landmarks are less sure than those of the face itself. Where two faces share much of the smaller one, the one with the surer landmarks stays; detections
 * without landmarks are left alone.
 *
 * @param share of the smaller face that lies within the larger one from which on they are one face, above 0 to 1
 */
@Describe("drops what lies within a face and has landmarks that are less sure, as a mouth with the nose")
public record WholeFaces(
        @Describe("of the smaller face that lies within the larger one from which on they are one, above 0 to 1")
        @Default("0.65")
        double share)
        implements StageDefinition, Stage {
    /** With the setting's default. */
    public static final WholeFaces STANDARD = new WholeFaces(0.65);

    public WholeFaces {
        if (!(share > 0 && share <= 1)) {
            throw new IllegalArgumentException("share must be above 0 and at most 1, got " + share);
        }
    }

    /** Those that are whole, in the order given. */
    public List<Detection> of(List<Detection> detections) {
        List<Detection> surestFirst = detections.stream()
                .filter(detection -> detection.landmarks().isPresent())
                .sorted(Comparator.comparingDouble(detection -> -detection.landmarkScore()))
                .toList();
        List<Detection> whole = new ArrayList<>();
        Set<Detection> parts = new HashSet<>();
        for (Detection face : surestFirst) {
            if (whole.stream().anyMatch(surer -> areOne(surer, face))) {
                parts.add(face);
            } else {
                whole.add(face);
            }
        }
        return detections.stream()
                .filter(detection -> !parts.contains(detection))
                .toList();
    }

    private boolean areOne(Detection a, Detection b) {
        double smaller = Math.min(a.box().area(), b.box().area());
        return a.label().equals(b.label()) && a.box().intersectionArea(b.box()) >= share * smaller;
    }

    @Override
    public Frame apply(Frame frame) {
        return frame.withDetections(of(frame.detections()));
    }

    @Override
    public Set<Part> reads() {
        return Set.of(Part.DETECTIONS);
    }

    @Override
    public Set<Part> writes() {
        return Set.of(Part.DETECTIONS);
    }

    @Override
    public Stage open(Path folder) {
        return this;
    }
}
