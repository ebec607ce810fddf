package dev.ocellus.app;

import dev.ocellus.frame.Detection;
import dev.ocellus.frame.Frame;
import dev.ocellus.image.ImageReader;
import dev.ocellus.image.Notice;
import dev.ocellus.image.Reading;
import dev.ocellus.pipeline.Pipeline;
import dev.ocellus.pipeline.PipelineFile;
import dev.ocellus.pipeline.StageCatalogue;
import dev.ocellus.pipeline.StageDefinition.Part;
import dev.ocellus.report.AnnotatedPictures;
import dev.ocellus.report.PictureResult;
import dev.ocellus.report.PictureResult.Status;
import dev.ocellus.report.Reason;
import dev.ocellus.report.Summary;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Searches pictures with a pipeline and writes down what was found. Opening checks the whole request before the first picture; afterwards no picture
 * can stop the run, whatever happens to it. Results come in the order of the inputs whatever the number of threads, and at most twice as many pictures
 * as threads are in memory.
 */
public final class DetectPictures implements AutoCloseable {
    /** Notices that say that the result may be wrong; the rest is good to know. */
    private static final Set<Notice.Kind> WARNINGS = EnumSet.of(
            Notice.Kind.TRUNCATED,
            Notice.Kind.CORRUPT_DATA,
            Notice.Kind.FIRST_FRAME_ONLY,
            Notice.Kind.CMYK_CONVERTED,
            Notice.Kind.MISMATCHED_EXTENSION);

    private final InputFiles inputs;
    private final Pipeline pipeline;
    private final Outputs outputs;
    private final ImageReader reader;
    private final int threads;
    private volatile boolean stopped;

    private DetectPictures(DetectRequest request, InputFiles inputs, Pipeline pipeline, Outputs outputs) {
        this.inputs = inputs;
        this.pipeline = pipeline;
        this.outputs = outputs;
        this.reader = new ImageReader(request.maxPixels());
        this.threads = request.threads();
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
        long start = System.nanoTime();
        Summary.Tally tally = new Summary.Tally();
        ExecutorService workers = Executors.newFixedThreadPool(threads);
        Queue<Future<PictureResult>> inFlight = new ArrayDeque<>();
        Iterator<InputFile> waiting = inputs.files().iterator();
        try {
            while (true) {
                while (waiting.hasNext() && inFlight.size() < 2 * threads && !stopped) {
                    InputFile next = waiting.next();
                    inFlight.add(workers.submit(() -> search(next)));
                }
                if (inFlight.isEmpty()) {
                    break;
                }
                PictureResult result = get(inFlight.remove());
                outputs.write(result);
                tally.add(result);
                listener.accept(result);
            }
        } finally {
            finish(workers);
        }
        Summary summary = tally.summary(!waiting.hasNext(), inputs.skipped(), seconds(start));
        outputs.finish(summary);
        return summary;
    }

    /** Lets a run end after the pictures that are being worked on; from any thread. Their results and the earlier ones become whole files. */
    public void stop() {
        stopped = true;
    }

    private PictureResult search(InputFile input) {
        long start = System.nanoTime();
        try {
            if (input.refusal().isPresent()) {
                return PictureResult.rejected(input.name(), input.refusal().get(), 0);
            }
            Reading reading = reader.read(input.path());
            if (reading instanceof Reading.Rejected rejected) {
                Reason reason = new Reason(rejected.reason().name(), rejected.message());
                return PictureResult.rejected(input.name(), reason, milliseconds(start));
            }
            Reading.Decoded picture = (Reading.Decoded) reading;
            Frame searched = pipeline.apply(Frame.of(input.name(), picture.image()));
            List<Detection> detections = searched.detections().stream()
                    .sorted(Comparator.comparingDouble(Detection::score).reversed())
                    .toList();
            Optional<AnnotatedPictures> annotated = outputs.annotated();
            if (annotated.isPresent()) {
                annotated.get().write(input.name(), picture.image(), detections);
            }
            return searched(input, picture, detections, milliseconds(start));
        } catch (OutOfMemoryError e) {
            Reason reason = new Reason("TOO_LARGE", "memory is too small for this picture; use fewer --threads");
            return PictureResult.rejected(input.name(), reason, milliseconds(start));
        } catch (Throwable e) { // one picture must not end the run, whatever a stage or a library throws
            Reason reason = new Reason("FAILED", e.getMessage() == null ? e.toString() : e.getMessage());
            return PictureResult.rejected(input.name(), reason, milliseconds(start));
        }
    }

    private static PictureResult searched(
            InputFile input, Reading.Decoded picture, List<Detection> detections, double milliseconds) {
        boolean warning = picture.notices().stream().anyMatch(notice -> WARNINGS.contains(notice.kind()));
        List<Reason> reasons = picture.notices().stream()
                .map(notice -> new Reason(notice.kind().name(), notice.message()))
                .toList();
        return new PictureResult(
                input.name(),
                warning ? Status.WARNING : Status.OK,
                Optional.of(picture.image().size()),
                detections,
                reasons,
                milliseconds);
    }

    private static PictureResult get(Future<PictureResult> future) {
        try {
            return future.get();
        } catch (InterruptedException | ExecutionException e) {
            throw new IllegalStateException("a picture was left without a result", e);
        }
    }

    /** Waits for the pictures that are being worked on: the pipeline must not be closed under them. */
    private static void finish(ExecutorService workers) {
        workers.shutdown();
        try {
            while (!workers.awaitTermination(1, TimeUnit.HOURS)) {
                // a picture that takes so long is still being worked on
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static double seconds(long start) {
        return (System.nanoTime() - start) / 1e9;
    }

    private static double milliseconds(long start) {
        return (System.nanoTime() - start) / 1e6;
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
