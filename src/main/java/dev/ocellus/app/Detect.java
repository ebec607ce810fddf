package dev.ocellus.app;

import dev.ocellus.detect.Detector;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.pipeline.StageDefinition;
import dev.ocellus.settings.Default;
import dev.ocellus.settings.Describe;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Finds objects with trained weights, see {@link Detector}. It lives here because only the composition root knows which engine runs a network.
 *
 * @param weights folder of the weights, relative to the pipeline file
 * @param score detections scored lower are dropped, in [0, 1]; 0 takes the threshold of the weights' card
 */
@Describe("finds objects with trained weights")
public record Detect(
        @Describe("folder of the weights, relative to the pipeline file")
        String weights,

        @Describe("detections scored lower are dropped; 0 takes the threshold of the weights' card") @Default("0")
        double score,

        @Describe(
                "how many times a picture is searched, each time at half the size of the time before; 2 finds what fills the picture")
        @Default("1")
        int octaves)
        implements StageDefinition {
    /** Pictures are worked on side by side, so one network takes one thread. */
    private static final int THREADS = 1;

    public Detect {
        if (weights.isBlank()) {
            throw new IllegalArgumentException("weights must name a folder");
        }
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score must be in [0, 1], got " + score);
        }
        if (octaves < 1) {
            throw new IllegalArgumentException("octaves must be at least 1, got " + octaves);
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
    public Stage open(Path folder) throws IOException {
        WeightsFolder opened = WeightsFolder.open(folder.resolve(weights).normalize());
        return Detector.open(
                opened,
                score,
                octaves,
                model -> OnnxRuntimeNetwork.open(
                        model,
                        THREADS,
                        opened.path().resolve(WeightsFolder.MODEL).toString()));
    }
}
