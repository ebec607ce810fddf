package dev.ocellus.app;

import dev.ocellus.face.LandmarkFinder;
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
 * Finds the landmarks of detected faces with trained weights, see {@link LandmarkFinder}. It lives here because only the composition root knows which
 * engine runs a network.
 *
 * @param weights folder of the weights, relative to the pipeline file
 */
@Describe("finds eyes, nose and corners of the mouth of each detected face with trained weights")
public record Landmarks(
        @Describe("folder of the weights, relative to the pipeline file") @Default("../weights/face-landmarks")
        String weights)
        implements StageDefinition {
    /** Pictures are worked on side by side, so one network takes one thread. */
    private static final int THREADS = 1;

    public Landmarks {
        if (weights.isBlank()) {
            throw new IllegalArgumentException("weights must name a folder");
        }
    }

    @Override
    public Set<Part> reads() {
        return Set.of(Part.DETECTIONS);
    }

    @Override
    public Set<Part> writes() {
        return Set.of(Part.LANDMARKS);
    }

    @Override
    public Stage open(Path folder) throws IOException {
        WeightsFolder opened = WeightsFolder.open(folder.resolve(weights).normalize());
        return LandmarkFinder.open(
                opened,
                model -> OnnxRuntimeNetwork.open(
                        model,
                        THREADS,
                        opened.path().resolve(WeightsFolder.MODEL).toString()));
    }
}
