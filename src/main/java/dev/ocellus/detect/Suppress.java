package dev.ocellus.detect;

import dev.ocellus.frame.Frame;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.pipeline.StageDefinition;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.nio.file.Path;
import java.util.Set;

/**
 * Keeps the strongest of the detections that are one object, see {@link NonMaximumSuppression}.
 *
 * @param iou two detections whose IoU is this or more are one object. Above 0, at most 1
 * @param acrossLabels whether detections of different labels suppress one another too
 */
@Describe("keeps the strongest of detections that are one object")
public record Suppress(
        @Describe("two detections that overlap so much (intersection over union) are one object, above 0 to 1")
        @Default("0.45")
        double iou,

        @Describe("whether detections of different labels suppress one another too") @Default("false")
        boolean acrossLabels)
        implements StageDefinition, Stage {
    public Suppress {
        new NonMaximumSuppression(iou, acrossLabels);
    }

    @Override
    public Frame apply(Frame frame) {
        return frame.withDetections(new NonMaximumSuppression(iou, acrossLabels).apply(frame.detections()));
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
