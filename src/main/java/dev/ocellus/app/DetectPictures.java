package dev.ocellus.app;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.image.Image;
import dev.ocellus.pipeline.Pipeline;
import dev.ocellus.pipeline.PipelineFile;
import dev.ocellus.pipeline.StageCatalogue;
import dev.ocellus.pipeline.StageDefinition.Part;
import dev.ocellus.report.AnnotatedPictures;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * Searches pictures with a pipeline and writes down what was found. Opening checks the whole request before the first picture; afterwards no picture
 * can stop the run, whatever happens to it. Results come in the order of the inputs whatever the number of threads, and at most twice as many pictures
 * as threads are in memory.
 */
public final class DetectPictures implements AutoCloseable {
    private final InputFiles inputs;
    private final Pipeline pipeline;
    private final Outputs outputs;
    private final PictureRun run;

    private DetectPictures(DetectRequest request, InputFiles inputs, Pipeline pipeline, Outputs outputs) {
        this.inputs = inputs;
        this.pipeline = pipeline;
        this.outputs = outputs;
        this.run = new PictureRun(inputs, request.maxPixels(), request.threads(), this::search);
    }

    /**
     * Makes everything ready.
     *
     * @param catalogue the stages that the pipeline file may name
     * @throws WrongUsageException where an input, a setting, the output folder or the weights are not usable
     * @throws dev.ocellus.pipeline.PipelineFileException where the pipeline file has mistakes
     * @throws IOException where a folder cannot be read
     */
    public static DetectPictures open(DetectRequest request, StageCatalogue catalogue)
            throws WrongUsageException, IOException {
        PipelineFile file = pipeline(request, catalogue);
        InputFiles inputs = InputFiles.find(request.inputs(), request.recursive(), request.out());
        if (inputs.files().isEmpty()) {
            throw new WrongUsageException("there are no pictures in %s%s"
                    .formatted(
                            String.join(", ", request.inputs()),
                            request.recursive() ? "" : "; add --recursive to look into the folders inside"));
        }
        Pipeline pipeline = opened(file);
        try {
            Outputs outputs = Outputs.open(
                    request.out(), request.formats(), request.pictures(), inputs.files(), request.ledger());
            return new DetectPictures(request, inputs, pipeline, outputs);
        } catch (IOException | WrongUsageException | RuntimeException e) {
            pipeline.close();
            throw e;
        }
    }

    private static Pipeline opened(PipelineFile file) throws WrongUsageException {
        try {
            return file.open();
        } catch (IOException | IllegalArgumentException e) {
            throw new WrongUsageException("%s cannot be run: %s".formatted(file.path(), e.getMessage()));
        }
    }

    private static PipelineFile pipeline(DetectRequest request, StageCatalogue catalogue)
            throws WrongUsageException, IOException {
        Path path = request.pipeline().orElseGet(() -> Places.pipelines().resolve("detect-faces.yaml"));
        if (!Files.isRegularFile(path)) {
            throw new WrongUsageException("there is no pipeline file '" + path + "'");
        }
        PipelineFile file = PipelineFile.read(path, catalogue, Set.of(Part.IMAGE));
        for (Map.Entry<String, String> change : request.changes().entrySet()) {
            try {
                file = file.with(catalogue, change.getKey(), change.getValue());
            } catch (IllegalArgumentException e) {
                throw new WrongUsageException(
                        "--%s %s: %s".formatted(change.getKey(), change.getValue(), e.getMessage()));
            }
        }
        return file;
    }

    /** The names of all inputs, in the order of the results. */
    public List<String> names() {
        return inputs.files().stream().map(InputFile::name).toList();
    }

    /** The files and folders that hold the results. */
    public List<Path> results() {
        return outputs.places();
    }

    /**
     * Searches all inputs.
     *
     * @param listener told of each result, in order, after it was written down
     * @throws IOException where results cannot be written any more
     */
    public Summary run(Consumer<PictureResult> listener) throws IOException {
        Summary summary = run.run(result -> {
            outputs.write(result);
            listener.accept(result);
        });
        outputs.finish(summary);
        return summary;
    }

    /** Lets a run end after the pictures that are being worked on; from any thread. Their results and the earlier ones become whole files. */
    public void stop() {
        run.stop();
    }

    private PictureRun.Outcome search(InputFile input, Image image) throws IOException {
        List<Detection> detections = pipeline.apply(Frame.of(input.name(), image)).detections().stream()
                .sorted(Comparator.comparingDouble(Detection::score).reversed())
                .toList();
        Optional<AnnotatedPictures> annotated = outputs.annotated();
        if (annotated.isPresent()) {
            annotated.get().write(input.name(), image, detections);
        }
        return new PictureRun.Outcome(detections, Optional.empty());
    }

    @Override
    public void close() throws IOException {
        try {
            pipeline.close();
        } finally {
            outputs.close();
        }
    }
}
