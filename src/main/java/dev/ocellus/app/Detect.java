package dev.ocellus.app;

import dev.ocellus.detect.Detector;
import dev.ocellus.network.WeightsFolder;
import dev.ocellus.network.onnxruntime.OnnxRuntimeNetwork;
import dev.ocellus.pipeline.Default;
import dev.ocellus.pipeline.Describe;
import dev.ocellus.pipeline.Stage;
import dev.ocellus.pipeline.StageDefinition;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Set;

/**
 * Finds objects with trained weights, which ONNX Runtime computes. Lives here because it is what brings a detector and an engine together.
 *
 * @param weights folder of the weights, relative to the pipeline file
 * @param score detections scored lower are dropped, in [0, 1]; 0 takes the threshold of the weights' card
 */
@Describe("finds objects with trained weights")
public record Detect(
        @Describe("folder of the weights, relative to the pipeline file")
        String weights,

        @Describe("lowest score that counts, 0 to 1; 0 takes the threshold on the weights' card") @Default("0")
        double score)
        implements StageDefinition {
    public Detect {
        if (!(score >= 0 && score <= 1)) {
            throw new IllegalArgumentException("score must be from 0 to 1, got " + score);
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
        Path place = folder.resolve(weights).normalize();
        // pictures are what is worked on in parallel: one thread each is enough
        return Detector.open(
                WeightsFolder.open(place), score, model -> OnnxRuntimeNetwork.open(model, 1, place.toString()));
    }
}
