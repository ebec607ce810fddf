package dev.ocellus.app;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.frame.Landmarks;
import dev.ocellus.image.Image;
import dev.ocellus.pipeline.Pipeline;
import dev.ocellus.pipeline.PipelineFile;
import dev.ocellus.pipeline.StageDefinition;
import dev.ocellus.pipeline.StageDefinition.Part;
import dev.ocellus.train.FaceLocator;
import dev.ocellus.train.NoFaceException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/**
 * Finds the one face of a picture by the stages of a pipeline, as far as landmarks. Of several faces it takes the one that is clearly the largest. Safe from
 * several threads.
 */
final class SingleFace implements FaceLocator, AutoCloseable {
    /** How many times as high as the next one a face must be to be the one that is meant. */
    private static final double CLEARLY = 1.5;

    private final Pipeline pipeline;

    private SingleFace(Pipeline pipeline) {
        this.pipeline = pipeline;
    }

    /**
     * Opens the stages of a file up to the first that needs landmarks.
     *
     * @throws IOException where the file, or weights that it names, cannot be used
     */
    static SingleFace open(Path file) throws IOException {
        List<StageDefinition> needed = new ArrayList<>();
        for (StageDefinition stage :
                PipelineFile.read(file, Stages.CATALOGUE, Set.of(Part.IMAGE)).stages()) {
            if (stage.reads().contains(Part.LANDMARKS)) {
                break;
            }
            needed.add(stage);
        }
        return new SingleFace(new PipelineFile(file, needed).open());
    }

    @Override
    public Landmarks locate(Image image) throws NoFaceException {
        List<Detection> faces = pipeline.apply(Frame.of("picture", image)).detections().stream()
                .filter(face -> face.landmarks().isPresent())
                .sorted(Comparator.comparingDouble(
                        (Detection face) -> -face.box().height()))
                .toList();
        if (faces.isEmpty()) {
            throw new NoFaceException("no face was found");
        }
        if (faces.size() > 1
                && faces.get(0).box().height() < CLEARLY * faces.get(1).box().height()) {
            throw new NoFaceException("%d faces, none of them clearly the largest".formatted(faces.size()));
        }
        return faces.get(0).landmarks().orElseThrow();
    }

    @Override
    public void close() throws IOException {
        pipeline.close();
    }
}
