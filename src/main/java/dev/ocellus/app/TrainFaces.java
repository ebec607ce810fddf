package dev.ocellus.app;

import dev.ocellus.dataset.PictureDecoder;
import dev.ocellus.image.ImageReader;
import dev.ocellus.train.EncoderPlan;
import dev.ocellus.train.EncoderTraining;
import dev.ocellus.train.TrainingProgress;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;

/** Trains a face encoder and writes its weights. */
public record TrainFaces(EncoderPlan plan, Path data, Path out, LocalEngines engines) {
    /** Trains to the end, going on from a checkpoint in the out folder if there is one. */
    public Path run(TrainingProgress progress) throws IOException, InterruptedException {
        new EncoderTraining(
                        plan,
                        data,
                        out,
                        engines,
                        PictureDecoder.of(new ImageReader()),
                        image -> {
                            throw new IOException("no landmarks are known");
                        },
                        Map.of(),
                        2,
                        progress)
                .run();
        return out;
    }
}
