package dev.ocellus.app;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.geometry.Box;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.pipeline.StageDefinition;
import dev.ocellus.settings.Default;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * A detector for tests: finds the box around the purely red pixels. Breaks down in one way or another on pictures whose names ask for it.
 *
 * @param score of what it finds
 */
public record RedSpot(@Default("0.9") double score) implements StageDefinition, Stage {
    @Override
    public Frame apply(Frame frame) {
        if (frame.id().contains("breaks")) {
            throw new IllegalStateException("out of order");
        } else if (frame.id().contains("overflows")) {
            throw new StackOverflowError();
        } else if (frame.id().contains("starves")) {
            throw new OutOfMemoryError("Java heap space");
        } else if (frame.id().contains("slow")) {
            sleep();
        }
        int left = Integer.MAX_VALUE;
        int top = Integer.MAX_VALUE;
        int right = 0;
        int bottom = 0;
        for (int y = 0; y < frame.image().height(); y++) {
            for (int x = 0; x < frame.image().width(); x++) {
                if (frame.image().at(x, y, 0) == 255 && frame.image().at(x, y, 1) == 0) {
                    left = Math.min(left, x);
                    top = Math.min(top, y);
                    right = Math.max(right, x + 1);
                    bottom = Math.max(bottom, y + 1);
                }
            }
        }
        return right == 0
                ? frame
                : frame.withDetections(List.of(new Detection(new Box(left, top, right, bottom), "spot", score)));
    }

    private static void sleep() {
        try {
            Thread.sleep(30);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public Set<Part> reads() {
        return Set.of(Part.IMAGE);
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
