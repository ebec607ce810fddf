package dev.ocellus.app;

import dev.ocellus.face.FaceEncoder;
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
 * Turns faces whose landmarks are known into embeddings with trained weights, see {@link FaceEncoder}. It lives here because only the composition root knows
 * which engine runs a network.
 *
 * @param weights folder of the weights, relative to the pipeline file
 * @param mirror whether a face and its mirror image are encoded, each moved up and down a little
 */
@Describe("turns each face whose landmarks are known into an embedding with trained weights")
public record Embed(
        @Describe("folder of the weights, relative to the pipeline file") @Default("../weights/face-encoder")
        String weights,

        @Describe(
                "whether a face and its mirror image are encoded, each moved up and down a little: four times the time, fewer errors")
        @Default("true")
        boolean mirror)
        implements StageDefinition {
    /** Pictures are worked on side by side, so one network takes one thread. */
    private static final int THREADS = 1;

    public Embed {
        if (weights.isBlank()) {
            throw new IllegalArgumentException("weights must name a folder");
        }
    }

    @Override
    public Set<Part> reads() {
        return Set.of(Part.LANDMARKS);
    }

    @Override
    public Set<Part> writes() {
        return Set.of(Part.EMBEDDINGS);
    }

    @Override
    public Stage open(Path folder) throws IOException {
        WeightsFolder opened = WeightsFolder.open(folder.resolve(weights).normalize());
        return FaceEncoder.open(
                opened,
                mirror,
                model -> OnnxRuntimeNetwork.open(
                        model,
                        THREADS,
                        opened.path().resolve(WeightsFolder.MODEL).toString()));
    }
}
